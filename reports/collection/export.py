"""The collection board as a file: a row for each authority and kind of return, from the rows of the page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone

from indicators.calculations.periods import long_date
from indicators.csv_cells import csv_text
from reports.board import BoardRow
from reports.collection.deadlines import Deadline

Cell = str | int | date | datetime | None
# Name in the csv, heading in the workbook, width in characters, and whether it is for the leads alone.
COLUMNS = (
    ("code", "Code", 8, False),
    ("authority", "Authority", 28, False),
    ("period_end", "Period ending", 18, False),
    ("due_on", "Due on", 18, False),
    ("state", "State", 26, False),
    ("days_late", "Days late", 10, False),
    ("kind", "Return", 16, False),
    ("kind_state", "State of the return", 26, False),
    ("since", "Since", 22, False),
    ("by", "By", 28, True),
    ("versions", "Versions", 10, True),
    ("approved_version", "Approved version", 10, True),
    ("published_version", "Published version", 10, False),
    ("last_reminded", "Last reminded", 22, True),
)
HEADER_ROW = 2
DAY, MOMENT = "d mmmm yyyy", "d mmmm yyyy hh:mm"


def board_csv(rows: Sequence[BoardRow], deadline: Deadline, *, lead: bool) -> str:
    """Days and moments as ISO 8601, the moments of London."""
    names = [name for name, _, _, leads in COLUMNS if lead or not leads]
    cells = ([_iso(cell) for cell in row] for row in _cells(rows, deadline, lead=lead))
    return csv_text(names, cells)


def board_workbook(rows: Sequence[BoardRow], deadline: Deadline, *, lead: bool) -> bytes:
    """The xlsx, with real days, and a header that stays in sight and filters the rows beneath."""
    columns = [(heading, width) for _, heading, width, leads in COLUMNS if lead or not leads]
    title = f"Returns of {deadline.region}, period ending {long_date(deadline.period_end)}"
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Returns")
        _head(book, sheet, title, columns)
        last = HEADER_ROW
        formats = {name: book.add_format({"num_format": name, "align": "left"}) for name in (DAY, MOMENT)}
        for last, cells in enumerate(_cells(rows, deadline, lead=lead), start=HEADER_ROW + 1):
            for column, cell in enumerate(cells):
                _write(sheet, last, column, cell, formats)
        sheet.autofilter(HEADER_ROW, 0, max(last, HEADER_ROW + 1), len(columns) - 1)
        book.set_properties({"title": title})
    return out.getvalue()


def _cells(rows: Sequence[BoardRow], deadline: Deadline, *, lead: bool) -> Iterator[list[Cell]]:
    for row in rows:
        for kind in row.kinds:
            whole: list[Cell] = [
                *(row.authority.code, row.authority.name, deadline.period_end, deadline.due_on),
                *(row.stage.label, row.days_late, kind.kind.label, kind.stage.label),
                *(_local(kind.since), kind.by, kind.versions, kind.approved_version),
                *(row.published_version, _local(row.reminded_at)),
            ]
            yield [cell for cell, column in zip(whole, COLUMNS, strict=True) if lead or not column[3]]


def _local(moment: datetime | None) -> datetime | None:
    """To the minute, as the page shows it; a workbook knows no time zones."""
    if moment is None:
        return None
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)


def _iso(cell: Cell) -> str | int | None:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else cell


def _head(book: Any, sheet: Any, title: str, columns: Sequence[tuple[str, int]]) -> None:
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    heading = book.add_format({"bold": True, "bg_color": "#e6eef0", "bottom": 1, "text_wrap": True})
    for column, (words, width) in enumerate(columns):
        sheet.write_string(HEADER_ROW, column, words, heading)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, formats[MOMENT])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[DAY])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, cell)
