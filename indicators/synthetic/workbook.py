"""Annex A files as councils have them: one workbook of eleven sheets, or one csv a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from indicators.synthetic.dirt import Dirt, soil
from indicators.synthetic.layouts import Layout
from indicators.synthetic.lists import Row
from indicators.synthetic.sheets import Broken, Cell, Sheet, sheets_of

# A workbook carries the moment it was made; a fixed one gives the same bytes for the same rows.
MADE_AT = datetime(2024, 1, 1, tzinfo=UTC)
# Day 0 of a sheet's dates, as Python counts days.
EPOCH = date(1899, 12, 30).toordinal()
EPOCH_OF_1904 = date(1904, 1, 1).toordinal()
WIDTH = 16


def annex_a_workbook(lists: dict[int, list[Row]], layout: Layout = "2019", dirt: Dirt | None = None) -> bytes:
    """The xlsx: sheets List_1 to List_11, dates as dates; with `dirt` as untidy as that asks."""
    sheets = sheets_of(lists, layout)
    if dirt:
        soil(sheets, dirt)
    return workbook_of(sheets, from_1904=bool(dirt and "date_1904" in dirt.kinds))


def workbook_of(sheets: Iterable[Sheet], *, from_1904: bool = False) -> bytes:
    """The xlsx of these sheets. The same sheets give the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options | {"date_1904": from_1904}) as book:
        book.set_properties({"created": MADE_AT, "title": "Annex A (synthetic)"})
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, dated, EPOCH_OF_1904 if from_1904 else EPOCH)
        # Excel opens on a sheet that can be seen.
        next(shown for shown in book.worksheets() if not shown.hidden).activate()
    return out.getvalue()


def annex_a_csvs(lists: dict[int, list[Row]], layout: Layout = "2019") -> dict[str, bytes]:
    """File name to csv, one a list: UTF-8 with a byte order mark, dates as DD/MM/YYYY."""
    files = {}
    for sheet in sheets_of(lists, layout):
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(sheet.headings)
        writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
        files[f"list-{sheet.spec.number}.csv"] = out.getvalue().encode("utf-8-sig")
    return files


def _write(page: Any, sheet: Sheet, dated: Any, epoch: int) -> None:
    for row, line in enumerate(sheet.above):
        page.write_string(row, 0, line)
    for column, heading in enumerate(sheet.headings):
        page.write_string(len(sheet.above), column, heading)
    page.set_column(0, len(sheet.headings) - 1, WIDTH)
    if sheet.hidden:
        page.hide()
    for row, cells in enumerate(sheet.rows, start=len(sheet.above) + 1):
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, str):
                page.write_string(row, column, cell)
            elif isinstance(cell, date):
                page.write_number(row, column, cell.toordinal() - epoch, dated)
            elif isinstance(cell, Broken):
                page.write_formula(row, column, "=NA()", None, cell.error)
            else:
                page.write_number(row, column, cell)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return cell.error if isinstance(cell, Broken) else str(cell)
