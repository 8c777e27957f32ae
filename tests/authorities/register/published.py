"""The published files beside the project, for the tests that hold the register against them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from python_calamine import CalamineWorkbook

# The day to which a file's year refers, by the beginning of its name; 31 March for the others.
AS_AT = {"csww_": (9, 30), "ons_": (6, 30)}
# These list an authority in every year, with x and z for the years in which it did not exist.
LISTS_ALL_YEARS = ("cla_", "la_care_leavers_", "la_cla_")
FIGURES = ("_count", "_percent", "population_estimate", "rate_per_10000")


@dataclass(frozen=True)
class Row:
    """One authority's row in one year; a joint row gives one for each authority in it."""

    file: str
    day: date
    code: str
    nine: str
    name: str
    region: str
    figures: tuple[str, ...]

    @property
    def not_in_being(self) -> bool:
        return set(self.figures) <= {"x", "z"}


def folder(name: str) -> Path:
    """A folder of the published data; the test is skipped where it is absent."""
    path = Path(settings.PUBLISHED_DIR) / name
    if not path.is_dir():
        pytest.skip(f"The published files are not beside the project: no folder {path.name} was found.")
    return path


def tidy_rows(path: Path) -> Iterator[Row]:
    """The local authority rows of one of the DfE's tidy csv files."""
    month, day = next((at for start, at in AS_AT.items() if path.name.startswith(start)), (3, 31))
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.DictReader(file):
            if cells["geographic_level"].lower() != "local authority":
                continue
            parts = [cells[column].split(" / ") for column in ("old_la_code", "new_la_code", "la_name")]
            for code, nine, name in zip(*parts, strict=True):
                yield Row(
                    path.name,
                    date(int(cells["time_period"]), month, day),
                    code,
                    nine,
                    name,
                    cells["region_name"],
                    tuple(value for column, value in cells.items() if column.endswith(FIGURES)),
                )


def listed(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Code, name and neighbours' codes (if any) from a neighbour file or the list of authorities."""
    rows: Iterable[Sequence[object]]
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    else:
        rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    for row in rows:
        cells = [str(int(cell)) if isinstance(cell, float) else str(cell).strip() for cell in row]
        # Three-digit numbers from 970 on are regions and England in the DfE's list.
        if len(cells[0]) == 3 and cells[0].isdigit() and cells[0] < "970":
            yield cells[0], cells[1], [cell for cell in cells[5:] if len(cell) == 3 and cell.isdigit()]
