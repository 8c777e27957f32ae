"""The matrix as a workbook for people: cover, contents, notes, the matrix, its figures, its summary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from indicators.calculations.spread import Shade
from reports.side_by_side.exports.about import SYMBOLS, about, title_of
from reports.side_by_side.exports.grid import write_grid
from reports.side_by_side.exports.long_form import HEADINGS, long_rows
from reports.side_by_side.exports.marks import legend
from reports.side_by_side.exports.plain_workbook import plain_text
from reports.side_by_side.exports.quartiles import quartiles_in_files
from reports.side_by_side.exports.sheets import Formats, add_sheet, write_table
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.shading import SHADES

COVER, CONTENTS, NOTES, GRID = "Cover", "Contents", "Notes", "Matrix"
FIGURES, SUMMARY = "Figures", "Summary"
SHEETS = (
    (NOTES, "What the symbols, the marks and the colours mean"),
    (GRID, "Authorities across, indicators down, shaded"),
    (FIGURES, "Every figure with what it was made from: a row an authority and indicator"),
    (SUMMARY, "Median and quartiles of each indicator in the group"),
)
SUMMARY_COLUMNS = (
    ("Indicator", 44), ("Family", 26), ("Period", 34), ("Unit", 12), ("Good is", 10), ("Lowest", 10),
    ("First quartile", 10), ("Median", 10), ("Third quartile", 10), ("Highest", 10), ("Figures", 9),
)  # fmt: skip
FIGURE_WIDTHS = {"authority": 24, "name": 44, "indicator": 22, "family": 24, "target": 20}


def matrix_workbook(matrix: Matrix, shade: Shade, made_on: date) -> bytes:
    """The xlsx. Its figures are the matrix's: those that are hidden there are hidden here."""
    out = io.BytesIO()
    title = title_of(matrix)
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = Formats(book)
        _cover(book, formats, title, about(matrix, made_on))
        _contents(book, formats, title)
        _notes(book, formats, title, matrix, shade)
        grid = add_sheet(book, GRID)
        write_grid(grid, formats, f"{title}. Shading: {SHADES[shade]}", matrix, shade)
        _figures(book, formats, title, matrix)
        _summary(book, formats, title, matrix)
        book.set_properties({"title": title, "subject": "Children's services side by side"})
    return out.getvalue()


def _cover(book: Any, formats: Formats, title: str, told: Any) -> None:
    sheet = add_sheet(book, COVER)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, plain_text(title), formats.title)
    for row, (heading, sentence) in enumerate(told, start=2):
        sheet.write_string(row, 0, heading, formats.strong)
        sheet.write_string(row, 1, plain_text(sentence), formats.text)
    sheet.fit_to_pages(1, 0)


def _contents(book: Any, formats: Formats, title: str) -> None:
    rows = [[name, said] for name, said in SHEETS]
    columns = (("Sheet", 16), ("What it holds", 80))
    sheet = write_table(book, formats, CONTENTS, f"Contents: {title}", columns, rows)
    for row, (name, _) in enumerate(SHEETS, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.link, name)


def _notes(book: Any, formats: Formats, title: str, matrix: Matrix, shade: Shade) -> None:
    rows: list[list[Any]] = [["Symbol", shown, said] for _, shown, said in SYMBOLS]
    rows.append(["Symbol", "no figure", "The authority has given none for this period."])
    entries = [entry for measure in matrix.measures for entry in matrix.column(measure)]
    rows += [[f"Mark. {scale}", sign, words] for scale, sign, words in legend(entries, shade)]
    columns = (("Kind", 36), ("What stands there", 18), ("What it means", 80))
    write_table(book, formats, NOTES, f"Notes: {title}", columns, rows)


def _figures(book: Any, formats: Formats, title: str, matrix: Matrix) -> None:
    columns = [(heading, FIGURE_WIDTHS.get(heading, 12)) for heading in HEADINGS]
    write_table(book, formats, FIGURES, f"Figures: {title}", columns, long_rows(matrix))


def _summary(book: Any, formats: Formats, title: str, matrix: Matrix) -> None:
    rows: list[Sequence[Any]] = []
    for m in matrix.measures:
        spread = quartiles_in_files(matrix, m)
        figures = [spread.low, spread.q1, spread.median, spread.q3, spread.high] if spread else [None] * 5
        shown = sum(entry.value is not None for entry in matrix.column(m))
        rows.append([m.label, m.family, m.period, m.unit, m.polarity.value, *figures, shown])
    write_table(book, formats, SUMMARY, f"Summary: {title}", SUMMARY_COLUMNS, rows)
