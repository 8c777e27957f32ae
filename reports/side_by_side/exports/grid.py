"""The sheet of the matrix: authorities across, indicators down, each figure a number with its mark."""

from __future__ import annotations

from typing import Any

from indicators.calculations.figures import Unit
from indicators.calculations.spread import Shade
from indicators.calculations.symbols import Symbol
from reports.rows import Cell
from reports.side_by_side.exports.plain_workbook import plain_text
from reports.side_by_side.exports.sheets import HEADER_ROW, Formats, finish
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.shading import mark_of

BEFORE = (("Indicator", 44), ("Family", 24), ("Period", 28), ("Good is", 8), ("Median", 9))
WIDTH = 13
# So many authorities beside the indicators can be read on a page across.
ON_A_PAGE = 12
NO_FIGURE = "no figure"
LEGEND_ROW = 1
LEGEND = "What each mark means is on the sheet Notes. Each mark stands beside a plain number."


def write_grid(sheet: Any, formats: Formats, title: str, matrix: Matrix, shade: Shade) -> None:
    """Title, legend, headings and a row an indicator. A figure that is hidden is its symbol's word."""
    sheet.write_string(0, 0, plain_text(title), formats.title)
    sheet.write_string(LEGEND_ROW, 0, LEGEND, formats.plain)
    _headings(sheet, formats, matrix)
    for row, measure in enumerate(matrix.measures, start=HEADER_ROW + 1):
        _about(sheet, formats, row, matrix, measure)
        for column, entry in enumerate(matrix.column(measure), start=len(BEFORE)):
            _figure(sheet, formats, (row, column), entry, shade)
    finish(
        sheet,
        HEADER_ROW + len(matrix.measures),
        len(BEFORE) + len(matrix.authorities),
        frozen_columns=1,
        pages_wide=max(1, -(-len(matrix.authorities) // ON_A_PAGE)),
    )
    sheet.repeat_columns(0)


def _headings(sheet: Any, formats: Formats, matrix: Matrix) -> None:
    names = [(plain_text(authority.name), WIDTH) for authority in matrix.authorities]
    for column, (heading, width) in enumerate([*BEFORE, *names]):
        sheet.write_string(HEADER_ROW, column, heading, formats.heading)
        sheet.set_column(column, column, width)


def _about(sheet: Any, formats: Formats, row: int, matrix: Matrix, measure: Measure) -> None:
    for column, text in enumerate((measure.label, measure.family, measure.period, measure.polarity.value)):
        sheet.write_string(row, column, plain_text(text), formats.text)
    spread = matrix.spreads.get(measure.key)
    column = len(BEFORE) - 1
    if spread is None:
        sheet.write_string(row, column, NO_FIGURE, formats.figure("General"))
        return
    places = max((entry.line.value.places for entry in matrix.column(measure)), default=0)
    sheet.write_number(row, column, float(spread.median), formats.figure(_number(measure, places)))


def _figure(sheet: Any, formats: Formats, place: tuple[int, int], entry: Entry, shade: Shade) -> None:
    cell = entry.line.value
    if entry.value is None:
        sheet.write_string(*place, plain_text(cell.display) or NO_FIGURE, formats.figure("General"))
        return
    number = _number(entry.measure, cell.places) + _doubt(cell)
    sheet.write_number(*place, float(entry.value), formats.figure(number, mark_of(entry, shade)))


def _number(measure: Measure, places: int) -> str:
    """How a spreadsheet shows the number: '24.3%' is 24.3 and not 0.243."""
    percent = '"%"' if measure.unit == Unit.PERCENTAGE else ""
    return f"#,##0{'.' + '0' * places if places else ''}{percent}"


def _doubt(cell: Cell) -> str:
    return '" [u]"' if cell.symbol == Symbol.UNRELIABLE else ""
