"""Small Annex A files for the tests: workbooks, csv files and archives, all of invented rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from indicators.annex_a.lists import BY_NUMBER, Column, Kind

PERIOD_END = date(2025, 1, 31)
CHILD = "QX-000417"
WORKER = "Worker Amber 12"
BORN = date(2012, 6, 15)
POSTCODE = "ZZ1 2AB"
CODES = {
    "gender": "b) Female", "adopter_gender": "b) Female", "ethnicity": "a) WBRI", "yes_no": "a) Yes",
    "yes_no_unknown": "b) No", "source": "6: Police", "need": "N1 - Abuse or neglect",
    "closure": "RC7 - Other", "status": "c) CIN plan", "abuse": "a) Neglect", "legal": "C2: FCO",
    "permanence": "f) Long-term fostering",
    "ceased": "E4A: Returned home", "placement": "U4: Foster", "provider": "PR1: Own", "location": "a) In",
    "eligibility": "b) Former relevant child", "in_touch": "a) Yes", "accommodation": "U: Independent",
    "suitability": "a) Suitable", "activity": "F2: Education", "reversal": "RD1 - Needs changed",
    "leaving_reason": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula and the result that Excel kept of it."""

    result: str | int


def headings(number: int, layout: str = "2019") -> list[str]:
    return [c.heading for c in BY_NUMBER[number].columns if layout == "2024" or not c.only_2024]


def row(number: int, layout: str = "2019", **changes: Any) -> list[Any]:
    """A row of a list in which nothing is wrong; `changes` by field."""
    columns = [c for c in BY_NUMBER[number].columns if layout == "2024" or not c.only_2024]
    assert set(changes) <= {column.field for column in columns}, changes
    return [changes.get(column.field, _good(column)) for column in columns]


def _good(column: Column) -> Any:
    plain: dict[Kind, Any] = {
        Kind.CHILD: CHILD, Kind.WORKER: WORKER, Kind.ADOPTER: "AD-77", Kind.FAMILY: "FM-31", Kind.BIRTH: BORN,
        Kind.AGE: 12, Kind.DATE: date(2024, 11, 5), Kind.COUNT: 1, Kind.TEAM: "North team",
        Kind.POSTCODE: POSTCODE, Kind.TEXT: "Some words", Kind.YES_NO: "a) Yes",
    }  # fmt: skip
    return plain[column.kind] if column.kind in plain else CODES[column.codes]


def sheet(number: int, *rows: Sequence[Any], layout: str = "2019") -> list[Sequence[Any]]:
    """The header of a list and its rows."""
    return [headings(number, layout), *rows]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    hidden: Sequence[str] = (),
    from_1904: bool = False,
    moved_right: int = 0,
) -> bytes:
    """An xlsx: dates as dates, None as no cell at all; `moved_right` leaves that many columns empty."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": from_1904}
    with xlsxwriter.Workbook(out, options) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            if name in hidden:
                page.hide()
            for r, cells in enumerate(rows):
                for c, cell in enumerate(cells, start=moved_right):
                    _write(page, r, c, cell, dated)
    return out.getvalue()


def _write(page: Any, row: int, column: int, cell: Any, dated: Any) -> None:
    if isinstance(cell, Formula):
        page.write_formula(row, column, "=A1", None, cell.result)
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), dated)
    elif cell is not None:
        page.write(row, column, cell)


def csv_of(rows: Sequence[Sequence[Any]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in cells] for cells in rows)
    return out.getvalue().encode(encoding)


def archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def whole(layout: str = "2019") -> dict[str, list[Sequence[Any]]]:
    """All eleven lists with a row each."""
    return {f"List_{n}": sheet(n, row(n, layout), layout=layout) for n in BY_NUMBER}
