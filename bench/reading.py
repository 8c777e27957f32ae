"""One Annex A workbook, read and typed: ours in this process and through the throwaway one, and others."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import fastexcel
import openpyxl
import polars as pl

from bench.portal import portal
from bench.timing import Target, best_of, print_table, say

RUNS = 5
OPENPYXL_RUNS = 2
# fastexcel tells of each column that has no rows to say what it holds.
os.environ["RUST_LOG"] = "error"

# What of each list must come out alike on all sides: the child, or the adopter, and a date.
COMPARED = {1: "contacted", 3: "referred"} | dict.fromkeys((2, 4, 5, 6, 7, 8), "started")


def main() -> int:
    with portal(embedded=True):
        return measure()


def measure() -> int:
    from bench import children

    equal = True
    for name, size in (("A large authority", children.LARGE), ("An ordinary one", children.ORDINARY)):
        [(period_end, content)] = children.workbooks(children.SEED, size, children.quarters(1))
        equal &= measure_one(name, content, period_end)
    say("", "All sides read the same." if equal else "What was read differs: see above.")
    return 0 if equal else 1


def measure_one(name: str, content: bytes, period_end: date) -> bool:
    from bench.children import KEY
    from indicators.annex_a.answer import AnnexARead
    from indicators.annex_a.reading import read_annex_a
    from indicators.returns.reading import read_upload

    def upload() -> Any:
        return read_upload("annex-a.xlsx", content, period_end=period_end, key=KEY)

    typed = read_annex_a(".xlsx", content, period_end)
    through_child = upload()
    assert isinstance(through_child, AnnexARead)
    ours = {
        number: _pairs(each.frame, COMPARED[number])
        for number, each in typed.lists.items()
        if number in COMPARED
    }
    equal = _same("openpyxl", ours, by_openpyxl(content)) and _same(
        "fastexcel", ours, _pairs_of_fastexcel(content)
    )
    equal &= [each.rows for each in through_child.lists] == [e.frame.height for e in typed.lists.values()]
    rows = sum(each.frame.height for each in typed.lists.values())
    seconds = {
        "ours, read and typed": best_of(RUNS, lambda: read_annex_a(".xlsx", content, period_end)),
        "ours, the whole upload": best_of(RUNS, upload),
        "fastexcel alone": best_of(RUNS, lambda: by_fastexcel(content)),
        "openpyxl read-only": best_of(OPENPYXL_RUNS, lambda: by_openpyxl(content)),
    }
    ours_taken, _, fastest, slowest = seconds.values()
    print_table(
        f"{name}: {rows:,} rows in {len(typed.lists)} lists, the fastest of {RUNS} runs",
        seconds,
        [
            Target("openpyxl / ours", slowest / ours_taken, 12),
            Target("ours / fastexcel", ours_taken / fastest, 1.3, at_least=False),
        ],
    )
    return equal


def by_fastexcel(content: bytes) -> dict[str, pl.DataFrame]:
    """Every sheet as polars takes it, its types told by all rows: nothing is matched, cleaned or checked."""
    reader = fastexcel.read_excel(content)
    return {name: reader.load_sheet(name, schema_sample_rows=None).to_polars() for name in reader.sheet_names}


Pairs = list[tuple[str, date]]


def by_openpyxl(content: bytes) -> dict[int, Pairs]:
    """Every cell of every sheet in Python, dates as dates; of it the columns that are compared."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    found = {}
    for place, sheet in enumerate(book.worksheets, start=1):
        rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
        headings = next(rows)
        kept = list(rows)
        if place in COMPARED:
            found[place] = _picked(place, headings, kept)
    return found


def _picked(number: int, headings: tuple[Any, ...], rows: list[tuple[Any, ...]]) -> Pairs:
    child, day = (list(headings).index(heading) for heading in _headings(number))
    return [(row[child], row[day].date() if isinstance(row[day], datetime) else row[day]) for row in rows]


def _headings(number: int) -> tuple[str, str]:
    from indicators.annex_a.lists import BY_NUMBER

    by_field = {column.field: column.heading for column in BY_NUMBER[number].columns}
    return by_field["child"], by_field[COMPARED[number]]


def _pairs_of_fastexcel(content: bytes) -> dict[int, Pairs]:
    sheets = dict(enumerate(by_fastexcel(content).values(), start=1))
    return {number: _pairs(sheets[number], _headings(number)[1], _headings(number)[0]) for number in COMPARED}


def _pairs(frame: pl.DataFrame, day: str, child: str = "child") -> Pairs:
    return frame.select(pl.col(child), pl.col(day).cast(pl.Date)).rows()


def _same(name: str, ours: dict[int, Pairs], theirs: dict[int, Pairs]) -> bool:
    different = [number for number in COMPARED if ours.get(number) != theirs.get(number)]
    if different:
        say(f"{name} differs in lists {', '.join(map(str, different))}.")
    return not different


if __name__ == "__main__":
    sys.exit(main())
