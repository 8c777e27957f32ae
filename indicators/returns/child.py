"""The throwaway process that opens an uploaded file. Standard library, calamine, and polars for lists.

Run as `python -m indicators.returns.child`. On stdin one line of JSON, {"ending", "period_end", "key"}, then
the bytes of the file; on stdout JSON: {"sheets"} of figures, {"lists", "problems"} of Annex A lists (as
indicators/annex_a/answer.py says it), or {"refused"}. It caps its own memory and time, so that a hostile
file ends this process and nothing else. A cell of figures is a string, a number, a boolean, null,
{"date": "2025-01-31"}, {"error": "..."} or {"percent": 0.35}.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from indicators.annex_a.telling import ARCHIVE, holds_lists
from indicators.returns.csv_rows import read_csv, within_text
from indicators.returns.limits import FIGURES, LISTS, MAX_CELL, Limits
from indicators.returns.package import NOT_A_WORKBOOK, inspect_figures, open_package
from indicators.returns.sheet_xml import UNUSUAL, Refused

NOT_WORKBOOKS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"MZ": "a program",
    b"\xd0\xcf\x11\xe0": "an older .xls workbook or a workbook with a password",
    b"\x1f\x8b": "a compressed archive",
    b"{\\rtf": "a rich text document",
}


def answer_to(asked: dict[str, str], content: bytes) -> dict[str, Any]:
    """What the file holds. Raises Refused."""
    refuse_other_kinds(asked["ending"], content)
    if not holds_lists(content):
        return {"sheets": read_figures(content)}
    if not asked["key"]:
        raise Refused("This file holds Annex A lists of children. A file of figures is expected here.")
    return read_lists(asked, content)


def refuse_other_kinds(ending: str, content: bytes) -> None:
    """Raises Refused for bytes that are neither a workbook nor text."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("The file is empty. Save the workbook again and upload it.")
    for start, kind in NOT_WORKBOOKS.items():
        if content.startswith(start):
            raise Refused(
                f"This file is {kind}. Save it as an Excel workbook (.xlsx) without a password, or as .csv."
            )
    if ending in (".xlsx", ".xlsm") and not content.startswith(ARCHIVE):
        raise Refused("The name ends in .xlsx but the content is not a workbook. Save it again from Excel.")


# --- lists --------------------------------------------------------------------------------------


def read_lists(asked: dict[str, str], content: bytes) -> dict[str, Any]:
    """The lists of a file, checked and then protected: nothing that names a child is in the answer."""
    cap(LISTS)
    # Only now, for polars is slow to load and takes more memory than a file of figures may.
    from indicators.annex_a.answer import told
    from indicators.annex_a.checking import check_lists
    from indicators.annex_a.problems import all_problems
    from indicators.annex_a.protect import protect
    from indicators.annex_a.reading import read_annex_a

    period_end, key = date.fromisoformat(asked["period_end"]), bytes.fromhex(asked["key"])
    typed = read_annex_a(asked["ending"], content, period_end)
    problems = all_problems(typed, check_lists(typed, period_end))
    return told([(each, protect(each, key, period_end)) for each in typed.lists.values()], problems)


# --- figures ------------------------------------------------------------------------------------


def read_figures(content: bytes) -> list[dict[str, Any]]:
    """The sheets of a return of figures: [{"name": str, "rows": [[cell, ...], ...]}]. Raises Refused."""
    if content.startswith(ARCHIVE):
        return read_xlsx(content)
    return [{"name": "Figures", "rows": read_csv(content, FIGURES)}]


def read_xlsx(content: bytes) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    package = open_package(content)
    if not package.is_workbook:
        raise Refused(NOT_A_WORKBOOK)
    package.within(FIGURES)
    faults, percents = inspect_figures(package)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [sheet.name for sheet in workbook.sheets_metadata]
        if len(names) > FIGURES.sheets:
            raise Refused(f"The workbook has {len(names)} sheets; at most {FIGURES.sheets} are read.")
        sheets: list[dict[str, Any]] = []
        length = 0
        for name in names:
            if name not in faults:
                raise Refused(UNUSUAL)
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            length = within_text(rows, length, FIGURES)
            sheets.append({"name": name, "rows": _cells(name, rows, faults, percents)})
    except Refused:
        raise
    except Exception as error:
        raise Refused(
            "The workbook is damaged and cannot be opened. Open it in Excel, save it again and upload that."
        ) from error
    return sheets


def _cells(
    name: str,
    rows: list[list[Any]],
    faults: dict[str, dict[tuple[int, int], str]],
    percents: dict[str, set[tuple[int, int]]],
) -> list[list[Any]]:
    if len(rows) > FIGURES.rows:
        raise Refused(f"Sheet {name!r} has {len(rows):,} rows; at most {FIGURES.rows:,} are read.")
    width = max((len(row) for row in rows), default=0)
    if width > FIGURES.columns and any(
        any(c not in ("", None) for c in row[FIGURES.columns :]) for row in rows
    ):
        raise Refused(f"Sheet {name!r} has {width:,} columns; at most {FIGURES.columns} are read.")
    out = [
        [
            _with_percent(_plain(cell), (r, c) in percents.get(name, ()))
            for c, cell in enumerate(row[: FIGURES.columns])
        ]
        for r, row in enumerate(rows)
    ]
    for (r, c), kind in faults.get(name, {}).items():
        if c >= FIGURES.columns or r >= FIGURES.rows:
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


# --- the process --------------------------------------------------------------------------------


def cap(limits: Limits = FIGURES) -> None:
    """Bound this process's own memory and time; never beyond what a file of lists may take."""
    for kind, most, in_all in (
        (resource.RLIMIT_AS, limits.memory, LISTS.memory),
        (resource.RLIMIT_CPU, limits.cpu, LISTS.cpu),
    ):
        given = resource.getrlimit(kind)[1]
        hard = in_all if given == resource.RLIM_INFINITY else min(in_all, given)
        resource.setrlimit(kind, (min(most, hard), hard))


def main() -> None:
    cap()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        answer = answer_to(asked, content)
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "The file needs more memory than a return ever does. Upload the template."}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
