"""Calendar sums by walking: a day at a time, a month at a time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from indicators.calculations.periods import Window

ONE_DAY = timedelta(days=1)
Month = tuple[int, int]


def month_of(day: date) -> Month:
    return day.year, day.month


def next_month(month: Month) -> Month:
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def month_before(month: Month) -> Month:
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)


@cache
def last_day(month: Month) -> date:
    """Back a day from the first of the next month."""
    return date(*next_month(month), 1) - ONE_DAY


@cache
def last_months(month: Month, how_many: int) -> tuple[Month, ...]:
    """So many months up to and including this one, the earliest first."""
    months = [month]
    while len(months) < how_many:
        months.append(month_before(months[-1]))
    return tuple(reversed(months))


@cache
def moved(day: date, months: int) -> date:
    """So many calendar months later (or earlier, below 0): the same day, cut to the month's last."""
    month = month_of(day)
    for _ in range(abs(months)):
        month = next_month(month) if months > 0 else month_before(month)
    return date(*month, min(day.day, last_day(month).day))


@cache
def month_end_before(period_end: date, months: int) -> date:
    """The month end so many months before a month end."""
    return last_day(month_of(moved(period_end, -months)))


@cache
def months_of(window: Window, period_end: date) -> tuple[Month, ...]:
    """The months of a window. Empty where a quarter does not close."""
    month = month_of(period_end)
    if window == Window.Q and month[1] not in (3, 6, 9, 12):
        return ()
    if window == Window.YTD:
        months = [month]
        while months[0][1] != 4:
            months.insert(0, month_before(months[0]))
        return tuple(months)
    back = {Window.M: 1, Window.Q: 3, Window.R3: 3, Window.R6: 6, Window.R12: 12, Window.MEAN12: 12}
    return last_months(month, back[window])


def birthday(born: date, years: int) -> date:
    """The day that age is reached: 1 March in a year without a 29 February."""
    try:
        return date(born.year + years, born.month, born.day)
    except ValueError:
        return date(born.year + years, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years, counted up a birthday at a time; -1 before birth."""
    if born > day:
        return -1
    years = 0
    while birthday(born, years + 1) <= day:
        years += 1
    return years


class Working:
    """Working days, counted one by one: Monday to Friday and no bank holiday."""

    def __init__(self, holidays: frozenset[date]) -> None:
        self.holidays = holidays
        self._known: dict[tuple[date, date, int], bool] = {}

    def within(self, start: date, end: date, most: int) -> bool:
        """Whether no more than `most` working days lie after `start`, up to and including `end`."""
        assert start <= end
        asked = (start, end, most)
        if asked not in self._known:
            self._known[asked] = self._counted(start, end, most)
        return self._known[asked]

    def _counted(self, start: date, end: date, most: int) -> bool:
        count, day = 0, start
        while day < end and count <= most:
            day += ONE_DAY
            if day.weekday() < 5 and day not in self.holidays:
                count += 1
        return count <= most
