"""The matrix in long form: one row an authority and measure, the same columns in every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.calculations.display import exact
from indicators.csv_cells import csv_text
from reports.rows import Cell
from reports.side_by_side.exports.plain_workbook import Value
from reports.side_by_side.exports.quartiles import quartiles_in_files
from reports.side_by_side.matrix import Entry, Matrix, Measure

HEADINGS = (
    *("code", "authority", "indicator", "name", "family", "unit", "polarity", "window"),
    *("period_end", "value", "symbol", "display", "numerator", "denominator"),
    *("earlier_period_end", "earlier_value", "earlier_symbol", "earlier_display"),
    *("earlier_numerator", "earlier_denominator", "direction", "word", "target", "rag"),
    *("rank", "equal", "of", "quarter", "distance", "q1", "median", "q3", "figures"),
)


def long_rows(matrix: Matrix) -> Iterator[list[Value]]:
    """Rows in the order of HEADINGS, measure by measure; numbers as exact decimals, None for nothing."""
    for measure in matrix.measures:
        among = _among(matrix, measure)
        of = sum(entry.rank is not None for entry in matrix.column(measure))
        for entry in matrix.column(measure):
            yield [*_figures(entry), *_place(entry, of), *among]


def matrix_csv(matrices: Iterable[Matrix]) -> str:
    """The long form as csv; of several matrices one beneath the other."""
    rows = (row for matrix in matrices for row in long_rows(matrix))
    return csv_text(HEADINGS, ([_text(cell) for cell in row] for row in rows))


def _figures(entry: Entry) -> list[Value]:
    line, measure = entry.line, entry.measure
    return [
        *(entry.authority.code, entry.authority.name, measure.code, measure.label, measure.family),
        *(measure.unit, measure.polarity.value, measure.window),
        *_cell(line.value),
        *_cell(line.before),
        *(line.direction, line.word, line.target, line.rag),
    ]


def _cell(cell: Cell) -> list[Value]:
    return [
        *(cell.period_end, cell.number, cell.symbol, cell.display),
        *(_number(cell.numerator), _number(cell.denominator)),
    ]


def _place(entry: Entry, of: int) -> list[Value]:
    """Rank, whether another has the same, among how many; the quarter and the distance in words."""
    ranked = entry.rank is not None
    return [
        *(entry.rank, "yes" if entry.tied else "", of if ranked else None),
        entry.by_quarter.words if entry.by_quarter else "",
        entry.by_distance.words if entry.by_distance else "",
    ]


def _among(matrix: Matrix, measure: Measure) -> list[Value]:
    spread = quartiles_in_files(matrix, measure)
    return [spread.q1, spread.median, spread.q3, spread.of] if spread else [None, None, None, None]


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _text(cell: Value) -> Value:
    return exact(cell) if isinstance(cell, Decimal) else cell
