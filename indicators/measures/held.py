"""What an authority's approved child-level returns cover, month by month and list by list.

A month is an index, year x 12 + month. Returns are counted from 0 in order of their period ends, and a
later number is a newer return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indicators.annex_a.lists import LISTS
from indicators.calculations.periods import is_month_end, long_date, month_end

Months = NDArray[np.int64]
Days = NDArray[np.datetime64]

NONE = -1
_BEFORE_1970 = 1970 * 12 + 1

# List 9 is who receives a service on the day of the return, and no other.
_MONTHS_COVERED = {each.number: 1 if each.number == 9 else each.months for each in LISTS}


@dataclass(frozen=True, slots=True)
class Held:
    """One approved child-level return: the lists it holds, each with its layout, "2019" or "2024"."""

    period_end: date
    lists: Mapping[int, str]


def month_of(day: date) -> int:
    """The index of the day's month."""
    return day.year * 12 + day.month


def months_of(days: Days) -> Months:
    """The index of each day's month; far below zero where there is no day."""
    return days.astype("datetime64[M]").astype(np.int64) + _BEFORE_1970


def last_day(month: int) -> date:
    """The month end of an index."""
    return month_end((month - 1) // 12, (month - 1) % 12 + 1)


def last_days(months: Months) -> Days:
    """The month end of each index."""
    following = (months - _BEFORE_1970 + 1).astype("datetime64[M]")
    return (following.astype("datetime64[D]") - np.timedelta64(1, "D")).astype("datetime64[D]")


class Coverage:
    """The months from the first that any return covers to the last period end, and who speaks for each.

    `newest[n][i]` is the newest return that covers month `first + i` for list n; `own[n][i]` the return of
    that very period end, where it holds list n. NONE where there is none.
    """

    def __init__(self, held: Sequence[Held]) -> None:
        for before, after in pairwise(held):
            if not before.period_end < after.period_end:
                raise ValueError("Returns are given in order of their period ends, one for each.")
        for each in held:
            if not is_month_end(each.period_end):
                raise ValueError(f"{long_date(each.period_end)} is not a month end.")
        self.held = tuple(held)
        self.ends: Months = np.array([month_of(each.period_end) for each in held], dtype=np.int64)
        self.period_ends: Days = np.array([each.period_end for each in held], dtype="datetime64[D]")
        reached = [
            month_of(each.period_end) - _MONTHS_COVERED[number] + 1 for each in held for number in each.lists
        ]
        self.first = min(reached, default=0)
        self.last = max((int(end) for end in self.ends), default=-1) if reached else -1
        self.size = self.last - self.first + 1
        self.newest = {number: self._filled(number, _MONTHS_COVERED[number]) for number in _MONTHS_COVERED}
        self.own = {number: self._filled(number, 1) for number in _MONTHS_COVERED}

    def _filled(self, number: int, months: int) -> Months:
        line = np.full(self.size, NONE, dtype=np.int64)
        for index, each in enumerate(self.held):
            if number in each.lists:
                end = int(self.ends[index]) - self.first + 1
                line[end - months : end] = index
        return line

    def covered(self, number: int) -> NDArray[np.bool_]:
        """For each month, whether some return covers it for the list."""
        return self.newest[number] != NONE

    def speaker(self, number: int, months: Months) -> Months:
        """For each month of those given, the newest return that covers it for the list, or NONE."""
        inside = (months >= self.first) & (months <= self.last)
        line = self.newest[number]
        if not self.size:
            return np.full(len(months), NONE, dtype=np.int64)
        return np.where(inside, line[np.where(inside, months - self.first, 0)], NONE)

    def gaps(self, number: int) -> NDArray[np.bool_]:
        """For each month, whether a return with the list ends in it and the next does not reach back."""
        line = np.zeros(self.size, dtype=np.bool_)
        ends = [int(end) for end, each in zip(self.ends, self.held, strict=True) if number in each.lists]
        for end, following in pairwise(ends):
            if following - _MONTHS_COVERED[number] >= end:
                line[end - self.first] = True
        return line
