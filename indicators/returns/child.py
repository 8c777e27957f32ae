"""The throwaway process that opens an uploaded file. Standard library and calamine only.

Run as `python -m indicators.returns.child NAME`: bytes on stdin, JSON on stdout. It caps its own
memory and time, so that a hostile file ends this process and nothing else. A cell is a string, a
number, a boolean, null, {"date": "2025-01-31"}, {"error": "..."} or {"percent": 0.35}.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from indicators.returns.package import inspect_package
from indicators.returns.sheet_xml import MAX_COLUMNS, MAX_ROWS, UNUSUAL, Refused

MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 5
MAX_SHEETS = 20
MAX_CELL = 4_000
# Of all cells together; many cells may share one text, which takes no room in the file.
MAX_TEXT = 2_000_000
# What a number, a date or a fault counts for.
SHORT_TEXT = 4

NOT_WORKBOOKS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"MZ": "a program",
    b"\xd0\xcf\x11\xe0": "an older .xls workbook or a workbook with a password",
    b"\x1f\x8b": "a compressed archive",
    b"{\\rtf": "a rich text document",
}


def read(name: str, content: bytes) -> list[dict[str, Any]]:
    """The sheets of a file: [{"name": str, "rows": [[cell, ...], ...]}]. Raises Refused."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("The file is empty. Save the workbook again and upload it.")
    for start, kind in NOT_WORKBOOKS.items():
        if content.startswith(start):
            raise Refused(
                f"This file is {kind}. Save it as an Excel workbook (.xlsx) without a password, or as .csv."
            )
    if content.startswith(b"PK"):
        return read_xlsx(content)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Refused("The name ends in .xlsx but the content is not a workbook. Save it again from Excel.")
    return [{"name": "Figures", "rows": read_csv(content)}]


# --- xlsx ---------------------------------------------------------------------------------------


def read_xlsx(content: bytes) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    faults, percents = inspect_package(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [sheet.name for sheet in workbook.sheets_metadata]
        if len(names) > MAX_SHEETS:
            raise Refused(f"The workbook has {len(names)} sheets; at most {MAX_SHEETS} are read.")
        sheets: list[dict[str, Any]] = []
        length = 0
        for name in names:
            if name not in faults:
                raise Refused(UNUSUAL)
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            length = _within_text(rows, length)
            sheets.append({"name": name, "rows": _cells(name, rows, faults, percents)})
    except Refused:
        raise
    except Exception as error:
        raise Refused(
            "The workbook is damaged and cannot be opened. Open it in Excel, save it again and upload that."
        ) from error
    return sheets


def _within_text(rows: list[list[Any]], length: int) -> int:
    """The characters of all cells so far. Raises Refused beyond MAX_TEXT."""
    for row in rows:
        length += sum(len(cell) if isinstance(cell, str) else SHORT_TEXT for cell in row if cell is not None)
        if length > MAX_TEXT:
            raise Refused(
                f"The file holds more text than a return ever does (over {MAX_TEXT:,} characters): "
                "copy the figures into the template and upload that."
            )
    return length


def _cells(
    name: str,
    rows: list[list[Any]],
    faults: dict[str, dict[tuple[int, int], str]],
    percents: dict[str, set[tuple[int, int]]],
) -> list[list[Any]]:
    if len(rows) > MAX_ROWS:
        raise Refused(f"Sheet {name!r} has {len(rows):,} rows; at most {MAX_ROWS:,} are read.")
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS and any(any(c not in ("", None) for c in row[MAX_COLUMNS:]) for row in rows):
        raise Refused(f"Sheet {name!r} has {width:,} columns; at most {MAX_COLUMNS} are read.")
    out = [
        [
            _with_percent(_plain(cell), (r, c) in percents.get(name, ()))
            for c, cell in enumerate(row[:MAX_COLUMNS])
        ]
        for r, row in enumerate(rows)
    ]
    for (r, c), kind in faults.get(name, {}).items():
        if c >= MAX_COLUMNS or r >= MAX_ROWS:
            continue
        while len(out) <= r:
            out.append([])
        out[r].extend([None] * (c + 1 - len(out[r])))
        out[r][c] = {"error": kind}
    return out


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime | date):
        return {"date": cell.strftime("%Y-%m-%d")}
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, str):
        if len(cell) > MAX_CELL:
            raise Refused(f"A cell holds {len(cell):,} characters; at most {MAX_CELL:,} are read.")
        return cell if cell.strip() else None
    return cell


def _with_percent(cell: Any, percent: bool) -> Any:
    return {"percent": cell} if percent and isinstance(cell, float | int) else cell


# --- csv ----------------------------------------------------------------------------------------


def read_csv(content: bytes) -> list[list[Any]]:
    text = _decode(content)
    # Not the first line alone: a title above the header has commas of its own.
    head = text[:20_000].splitlines()[:15]
    delimiter = max(",;\t", key=lambda mark: max((line.count(mark) for line in head), default=0))
    csv.field_size_limit(MAX_CELL)
    rows: list[list[Any]] = []
    length = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if len(rows) >= MAX_ROWS:
                raise Refused(f"The file has more than {MAX_ROWS:,} rows; a return of figures has far fewer.")
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise Refused(f"Row {len(rows) + 1} has {len(row)} columns; at most {MAX_COLUMNS} are read.")
            length = _within_text([row], length)
            rows.append([cell if cell.strip() else None for cell in row[:MAX_COLUMNS]])
    except csv.Error as error:
        raise Refused(
            f"Row {len(rows) + 1} cannot be read as csv (a quotation mark is not closed, or a cell is far "
            "too long). Mend that row, or upload the workbook instead."
        ) from error
    return rows


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Refused("The file is not text that can be read. Save it as .xlsx, or as csv in UTF-8.")


def cap() -> None:
    """Bound this process's own memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def main() -> None:
    cap()
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": read(sys.argv[1] if len(sys.argv) > 1 else "", content)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "The file needs more memory than a return ever does. Upload the template."}
    json.dump(answer, sys.stdout, allow_nan=True)


if __name__ == "__main__":
    main()
