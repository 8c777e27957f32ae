"""Drawing by chance, the same for the same seed, and the plain arithmetic of days that goes with it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate

DAY = timedelta(days=1)
SATURDAY = 5


class Odds:
    """Answers and their weights, made ready to be drawn from."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.answers = list(weights)
        self.heights = list(accumulate(weights.values()))


class Chance(random.Random):
    """Draws for made-up lives; nothing is kept secret by them."""

    def happens(self, share: float) -> bool:
        return self.random() < share

    def one(self, odds: Odds) -> str:
        return self.choices(odds.answers, cum_weights=odds.heights)[0]

    def between(self, least: int, most: int) -> int:
        """A whole number from least to most, both among them."""
        return least + int(self.random() * (most - least + 1))

    def wait(self, mean: float, least: int = 1) -> int:
        """Days until something that may happen on any day: many short waits, a few long ones."""
        return least + int(self.expovariate(1 / mean))

    def day(self, first: date, last: date) -> date:
        """A working day between the two, or the first after."""
        return weekday(first + timedelta(days=int(self.random() * ((last - first).days + 1))))

    def many(self, mean: float) -> int:
        """How many of something: as rare events fall, with that mean (of a few at the most)."""
        count, chance, limit = 0, self.random(), 2.718281828459045**-mean
        while chance > limit:
            count, chance = count + 1, chance * self.random()
        return count


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    ahead = day.weekday() - SATURDAY
    return day + timedelta(days=2 - ahead) if ahead >= 0 else day


def working_days_after(day: date, count: int) -> date:
    """Counts Mondays to Fridays only: lives need no calendar of bank holidays."""
    start = weekday(day)
    weeks, rest = divmod(start.weekday() + count, 5)
    return start + timedelta(days=7 * weeks + rest - start.weekday())


def birthday(born: date, years: int) -> date:
    """The day on which somebody turns so many years old: 1 March for 29 February in an ordinary year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age_on(day: date, born: date) -> int:
    """Whole years; -1 before birth."""
    if day < born:
        return -1
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, cut to the end of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY).day
    return date(year, month + 1, min(day.day, last))
