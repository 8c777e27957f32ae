"""The same answers worked out the slow, obvious way, to hold the quick ones against.

Periods are walked a day at a time; numbers are exact fractions; quartiles are picked from a list written out
in full.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

ONE_DAY = timedelta(days=1)


def last_of_month(day: date) -> date:
    """Walk forward until tomorrow is in another month."""
    while (day + ONE_DAY).month == day.month:
        day += ONE_DAY
    return day


def months_earlier(day: date, months: int) -> date:
    """Walk back a day at a time until that many month boundaries have been crossed."""
    crossed = 0
    while crossed < months:
        yesterday = day - ONE_DAY
        crossed += yesterday.month != day.month
        day = yesterday
    return day


def days_of_last_months(period_end: date, months: int) -> list[date]:
    """Every day of the last so many calendar months, walked back from the period end."""
    days = [period_end]
    seen = {(period_end.year, period_end.month)}
    while True:
        day = days[-1] - ONE_DAY
        seen.add((day.year, day.month))
        if len(seen) > months:
            return days[::-1]
        days.append(day)


def days_since_april(period_end: date) -> list[date]:
    """Every day back to the latest 1 April."""
    days = [period_end]
    while (days[-1].month, days[-1].day) != (4, 1):
        days.append(days[-1] - ONE_DAY)
    return days[::-1]


def rounded(value: Decimal, places: int) -> Fraction:
    """Half away from zero, in whole steps of the last place."""
    steps = math.floor(abs(Fraction(value)) * 10**places + Fraction(1, 2))
    return Fraction(steps, 10**places) * (-1 if value < 0 else 1)


def colour(value: Decimal, target: Decimal, high_is_good: bool, tolerance: Decimal, relative: bool) -> str:
    """Green, amber or red from the definition, in fractions."""
    short = Fraction(target) - Fraction(value) if high_is_good else Fraction(value) - Fraction(target)
    if short <= 0:
        return "green"
    if not relative:
        return "amber" if short <= Fraction(tolerance) else "red"
    if target == 0:
        return "red" if short > 0 else "amber"
    return "amber" if short / abs(Fraction(target)) <= Fraction(tolerance) / 100 else "red"


def quartiles(values: Sequence[Decimal]) -> tuple[Fraction, Fraction]:
    """Write three even steps between each pair of neighbours, then count a quarter of the way along."""
    ranked = sorted(Fraction(value) for value in values)
    line = [ranked[0]]
    for left, right in pairwise(ranked):
        line += [left + (right - left) * Fraction(step, 4) for step in (1, 2, 3, 4)]
    gaps = len(ranked) - 1
    return line[gaps], line[3 * gaps]
