"""Histories of made-up authorities: the same lives as plain rows, and as the workbooks made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import polars as pl

from indicators.annex_a.protect import protect
from indicators.annex_a.reading import read_annex_a
from indicators.calculations.periods import month_end
from indicators.measures.held import Held
from indicators.synthetic.correcting import corrected
from indicators.synthetic.layouts import Layout, in_layout
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.workbook import annex_a_workbook
from tests.indicators.measures.slow.world import SlowReturn
from tests.indicators.measures.worlds import KEY

FIRST, LAST = date(2022, 3, 31), date(2025, 3, 31)
QUARTER_ENDS = tuple(
    month_end(year, month)
    for year in range(2022, 2026)
    for month in (3, 6, 9, 12)
    if FIRST < month_end(year, month) <= LAST
)


@cache
def lives_of(seed: int, children: int) -> Lives:
    """Three years of a small authority."""
    return make_lives(seed, children, FIRST, LAST)


def with_late_entries(lives: Lives, since: date, until: date) -> Lives:
    return corrected(lives, 1, since, until)


def returned(lives: Lives, period_end: date, layout: Layout = "2019") -> SlowReturn:
    """What the authority would have told on that day."""
    return SlowReturn(period_end, in_layout(lists_at(lives, period_end), layout), layout)


def layouts_by(seed: int, period_ends: Sequence[date]) -> dict[date, Layout]:
    """Most authorities change over on the way, at one time or another."""
    change = seed % (len(period_ends) + 1)
    return {day: "2019" if place < change else "2024" for place, day in enumerate(period_ends)}


def through_workbooks(returns: Iterable[SlowReturn]) -> tuple[Mapping[int, pl.DataFrame], list[Held]]:
    """The rows written into workbooks, read again and protected: what storage holds of an upload."""
    parts: dict[int, list[pl.DataFrame]] = {}
    held = []
    for place, each in enumerate(returns):
        layout: Layout = "2024" if each.layout == "2024" else "2019"
        file = read_annex_a(".xlsx", annex_a_workbook(each.lists, layout), each.period_end)
        held.append(Held(each.period_end, {number: typed.layout for number, typed in file.lists.items()}))
        for number, typed in file.lists.items():
            kept = protect(typed, KEY, each.period_end)
            parts.setdefault(number, []).append(kept.with_columns(held=pl.lit(place, pl.Int16)))
    return {number: pl.concat(frames) for number, frames in parts.items()}, held
