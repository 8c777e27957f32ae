"""Every period of a view as one plain workbook, for another program to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO

from reports.side_by_side.exports.about import about
from reports.side_by_side.exports.long_form import HEADINGS, long_rows
from reports.side_by_side.exports.plain_workbook import Sheet, Value, write_workbook
from reports.side_by_side.matrix import Matrix


def write_data_workbook(matrices: Sequence[Matrix], made_on: date, out: IO[bytes]) -> None:
    """Two sheets: what it is, from the first matrix; and the long form of all, in their order.

    Matrices come newest first.
    """
    ends = [matrix.period_end for matrix in matrices]
    told: list[tuple[str, str]] = list(about(matrices[0], made_on, ends)) if matrices else []
    write_workbook(
        [
            Sheet("About", ("about", "text"), told, (22, 90)),
            Sheet("Data", HEADINGS, _rows(matrices), [14] * len(HEADINGS)),
        ],
        out,
    )


def _rows(matrices: Iterable[Matrix]) -> Iterator[list[Value]]:
    for matrix in matrices:
        yield from long_rows(matrix)
