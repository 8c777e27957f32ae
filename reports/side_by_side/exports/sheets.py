"""Sheets of a workbook for people: the title in A1, one table, headings that stay in sight and repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from reports.side_by_side.exports.marks import FILLS
from reports.side_by_side.exports.plain_workbook import Value, plain_text
from reports.side_by_side.shading import NO_MARK, Mark

HEADER_ROW = 2
PAPER_A4 = 9
_FONT = {"font_name": "Arial", "font_size": 10}


class Formats:
    """The workbook's formats, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._figures: dict[tuple[str, str, str], Any] = {}
        self.title = book.add_format(_FONT | {"bold": True, "font_size": 13})
        self.heading = book.add_format(
            _FONT | {"bold": True, "bg_color": "#e6eef0", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.text = book.add_format(_FONT | {"text_wrap": True, "valign": "top"})
        self.plain = book.add_format(_FONT | {"valign": "top"})
        self.strong = book.add_format(_FONT | {"bold": True, "valign": "top"})
        self.link = book.add_format(_FONT | {"underline": 1, "font_color": "#0b5a72"})

    def figure(self, number: str, mark: Mark = NO_MARK) -> Any:
        """A cell of a figure with this format of numbers; its mark's sign stands behind the number."""
        found = self._figures.get((number, mark.kind, mark.sign))
        if found is None:
            shape: dict[str, Any] = _FONT | {"align": "right", "valign": "top", "num_format": number}
            if mark.sign:
                shape["num_format"] = f'{number}" {mark.sign}"'
            if mark.kind in FILLS:
                shape["bg_color"] = FILLS[mark.kind]
            found = self._figures[number, mark.kind, mark.sign] = self._book.add_format(shape)
        return found


class _Plain(dict[str, str]):
    """Texts as cells keep them, each looked at once: codes and names come again in every row."""

    def __missing__(self, text: str) -> str:
        made = self[text] = plain_text(text)
        return made


def add_sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_paper(PAPER_A4)
    return sheet


def write_table(
    book: Any,
    formats: Formats,
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Value]],
) -> Any:
    """A sheet with one table; `columns` are headings and widths in characters. Returns the sheet."""
    sheet = add_sheet(book, name)
    sheet.write_string(0, 0, plain_text(title), formats.title)
    for column, (heading, width) in enumerate(columns):
        sheet.write_string(HEADER_ROW, column, heading, formats.heading)
        sheet.set_column(column, column, width, formats.plain)
    last, plain = HEADER_ROW, _Plain()
    for last, row in enumerate(rows, start=HEADER_ROW + 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(last, column, plain[value])
            elif value is not None:
                sheet.write_number(last, column, float(value) if isinstance(value, Decimal) else value)
    finish(sheet, last, len(columns))
    return sheet


def finish(sheet: Any, last_row: int, columns: int, *, frozen_columns: int = 0, pages_wide: int = 1) -> None:
    """Headings in sight, on screen and on every page; the filter and the printed area over the table."""
    sheet.freeze_panes(HEADER_ROW + 1, frozen_columns)
    sheet.autofilter(HEADER_ROW, 0, max(last_row, HEADER_ROW + 1), columns - 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, max(last_row, HEADER_ROW), columns - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(pages_wide, 0)
