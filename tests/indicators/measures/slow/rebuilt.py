"""Stocks at month ends that have no return of their own, from the dates of rows that stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.indicators.measures.slow.care import is_minor
from tests.indicators.measures.slow.dates import birthday, month_of
from tests.indicators.measures.slow.protection import SHORT_BREAKS, lasted_two_years
from tests.indicators.measures.slow.world import Slow, Speaking, World

# The list whose dates alone decide each.
REBUILT = {
    "CIN_N": 6, "CIN_RATE": 6, "CP_N": 7, "CP_RATE": 7, "CP_OPEN_2Y_N": 7, "CP_OPEN_2Y_PCT": 7,
    "CLA_N": 8, "CLA_RATE": 8,
}  # fmt: skip


def is_open(world: World, number: int, each: Speaking, day: date) -> bool:
    """As far as the row and the returns that came after it tell."""
    if each["started"] > day or (each.ended is not None and each.ended <= day):
        return False
    if each.cut and day > world.returns[each.held].period_end:
        return False
    newest = world.newest_covering(number, month_of(day))
    assert newest is not None
    if each.held >= newest:
        return True
    # Whoever was open on a day that the newer return covers stands in it, or a newer row of theirs does.
    if each.ended is None and day > world.returns[each.held].period_end:
        return False
    return world.has_later_start(newest, number, each.row)


def is_minor_on(world: World, each: Speaking, day: date) -> bool:
    if each["born"] is None:
        return is_minor(each["age"])
    born = each["born"]
    month = date(born.year, born.month, 1) if (born.month, born.day) != (2, 29) else date(born.year, 3, 1)
    return birthday(month, 18) > day


def open_rows(world: World, number: int, day: date) -> Iterator[Speaking]:
    for each in world.speaking(number):
        if is_open(world, number, each, day):
            if number != 8 or (each["legal"] not in SHORT_BREAKS and is_minor_on(world, each, day)):
                yield each


def rebuilt(world: World, code: str, day: date) -> Slow | None:
    """None where no return's window holds the month."""
    number = REBUILT[code]
    if not world.is_covered(number, month_of(day)):
        return None
    rows = list(open_rows(world, number, day))
    long = [each for each in rows if lasted_two_years(each["started"], day)]
    if code == "CP_OPEN_2Y_N":
        return Slow(len(long), None, rebuilt=True)
    if code == "CP_OPEN_2Y_PCT":
        return Slow(len(long), len(rows), rebuilt=True)
    return Slow(len(rows), None, rebuilt=True)
