"""Working days: Monday to Friday without the bank holidays of England.

The day that something starts on is day 0, so a thing done on the day it began took no working days. Days
outside the dated table are refused: one-off holidays make any formula unsafe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indicators.calculations.periods import long_date


class OutsideCalendar(ValueError):
    """A day that the table of bank holidays does not reach; the message says which, and what it reaches."""


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays from day 1 of the calendar, a Monday, to the day of that ordinal."""
    weeks, days = divmod(ordinal, 7)
    return 5 * weeks + min(days, 5)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar from `first` to `last`, both inside it. Holidays on a weekend change nothing."""

    first: date
    last: date
    holidays: frozenset[date]

    def require(self, day: date) -> None:
        """OutsideCalendar unless the calendar reaches the day."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(
                f"{long_date(day)} is outside the table of bank holidays, which runs from "
                f"{long_date(self.first)} to {long_date(self.last)}: add the missing bank holidays to it."
            )

    def between(self, start: date, end: date) -> int:
        """Working days d with start < d <= end; 0 when both are one day.

        ValueError when the end is before the start, OutsideCalendar when either is not in the calendar.
        """
        if end < start:
            raise ValueError(
                f"{long_date(end)} is before {long_date(start)}: no working days lie between them."
            )
        self.require(start)
        self.require(end)
        weekdays = _weekdays_to(end.toordinal()) - _weekdays_to(start.toordinal())
        return weekdays - sum(start < day <= end and day.weekday() < 5 for day in self.holidays)
