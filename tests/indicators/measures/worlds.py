"""Returns for tests: plain rows as the slow answers take them, stored frames as the engine does."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from indicators.annex_a.lists import BY_NUMBER, AnnexAList, Column, Kind
from indicators.annex_a.protect import protect
from indicators.annex_a.typed import TypedList
from indicators.calculations.periods import Window
from indicators.calculations.working_days import WorkingDays
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.measures.held import Held
from tests.indicators.measures.slow.counting import Key, slow_count
from tests.indicators.measures.slow.world import KEYS, Row, Slow, SlowReturn

# Of England, 2022 to 2026.
BANK_HOLIDAYS = """
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
"""
HOLIDAYS = frozenset(date.fromisoformat(day) for day in BANK_HOLIDAYS.split())
CALENDAR = WorkingDays(date(2010, 1, 1), date(2027, 12, 31), HOLIDAYS)
KEY = bytes(range(32))

FAMILIES = Path("indicators/catalogue/families")


def windows_to_count() -> dict[str, list[Window]]:
    """The windows that the catalogue says Annex A can yield, by code."""
    wanted: dict[str, list[Window]] = {}
    for path in sorted(FAMILIES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["annex_a_class"]:
                    classes = row["annex_a_class"].split()
                    wanted[row["code"]] = [Window(each.partition(":")[2]) for each in classes]
    return wanted


WANTED = windows_to_count()

_TYPES: dict[Kind, Any] = {
    Kind.BIRTH: pl.Date,
    Kind.DATE: pl.Date,
    Kind.AGE: pl.Int64,
    Kind.COUNT: pl.Int64,
    Kind.YES_NO: pl.Boolean,
}
_RAW_NAMES = {Kind.BIRTH: "born", Kind.POSTCODE: "postcode"}


def raw_name(column: Column) -> str:
    """The field of a column before it is protected."""
    return _RAW_NAMES.get(column.kind, column.field)


def raw_schema(spec: AnnexAList) -> dict[str, Any]:
    """The columns of a typed list and their types, as reading leaves them."""
    fields = {raw_name(column): _TYPES.get(column.kind, pl.String) for column in spec.kept}
    return {"row": pl.UInt32, **fields}


def typed_list(number: int, rows: Sequence[Row], layout: str) -> TypedList:
    """The rows of one list as reading would leave them; a field that a row lacks is blank."""
    spec = BY_NUMBER[number]
    schema = raw_schema(spec)
    columns = {name: [row.get(name) for row in rows] for name in schema}
    columns["row"] = [row.get("row", place) for place, row in enumerate(rows, start=2)]
    return TypedList(spec, f"List {number}", layout, pl.DataFrame(columns, schema=schema))


def stored(returns: Sequence[SlowReturn]) -> tuple[dict[int, pl.DataFrame], list[Held]]:
    """What storage would hold of the returns, oldest first."""
    returns = sorted(returns, key=lambda each: each.period_end)
    parts: dict[int, list[pl.DataFrame]] = {}
    for place, each in enumerate(returns):
        for number, rows in each.lists.items():
            kept = protect(typed_list(number, rows, each.layout), KEY, each.period_end)
            parts.setdefault(number, []).append(kept.with_columns(held=pl.lit(place, pl.Int16)))
    held = [Held(each.period_end, dict.fromkeys(each.lists, each.layout)) for each in returns]
    return {number: pl.concat(frames) for number, frames in parts.items()}, held


def engine_figures(
    frames: Mapping[int, pl.DataFrame],
    held: Sequence[Held],
    choices: Choices,
    wanted: Mapping[str, Sequence[Window]] = WANTED,
    calendar: WorkingDays = CALENDAR,
) -> dict[Key, Slow]:
    """The engine's figures in the shape of the slow ones. Two for one key would be a fault."""
    figures: dict[Key, Slow] = {}
    for each in count(frames, held, choices, calendar, wanted):
        key = each.code, each.window, each.period_end
        assert key not in figures, f"{key} was given twice"
        assert each.numerator is not None, key
        excluded = {why: rows for why, rows in each.excluded.items() if rows}
        figures[key] = Slow(each.numerator, each.denominator, each.complete, each.rebuilt, excluded)
    return figures


def figures_of(returns: Sequence[SlowReturn], choices: Choices | None = None) -> dict[Key, Slow]:
    """The engine's figures for plain rows."""
    return engine_figures(*stored(returns), choices or Choices())


def slow_figures(
    returns: Sequence[SlowReturn],
    choices: Choices | None = None,
    wanted: Mapping[str, Sequence[Window]] = WANTED,
) -> dict[Key, Slow]:
    """The slow figures for plain rows."""
    return slow_count(returns, choices or Choices(), HOLIDAYS, wanted)


def differences(quick: Mapping[Key, Slow], slow: Mapping[Key, Slow]) -> list[str]:
    """A line for each figure in which the two differ, or that one of them lacks."""
    keys = sorted(quick.keys() | slow.keys())
    return [
        f"{code} {window} {day}: the engine has {quick.get((code, window, day))}, "
        f"slow has {slow.get((code, window, day))}"
        for code, window, day in keys
        if quick.get((code, window, day)) != slow.get((code, window, day))
    ]


def without_repeats(number: int, rows: Sequence[Row]) -> list[Row]:
    """The first row of each key, numbered as in a sheet."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row.get(name) for name in KEYS[number]), row)
    return [{**row, "row": place} for place, row in enumerate(first.values(), start=2)]
