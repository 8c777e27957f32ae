"""Period ends and the windows that close on them.

Every period end is the last day of a month, and the year is the financial year from 1 April to 31 March. A
rolling window of n months holds the dates after the month end n months earlier, up to and including the
period end.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from indicators.calculations.cell_text import LONGEST_CELL, quoted

EARLIEST_YEAR = 1990
LATEST_YEAR = 2099


class Window(StrEnum):
    """The span of time a figure covers; MEAN12 is the mean of the last twelve M."""

    M = "M"
    Q = "Q"
    R3 = "R3"
    R6 = "R6"
    R12 = "R12"
    S = "S"
    YTD = "YTD"
    FY = "FY"
    MEAN12 = "MEAN12"


_MONTHS_BACK = {
    Window.M: 1,
    Window.Q: 3,
    Window.R3: 3,
    Window.R6: 6,
    Window.R12: 12,
    Window.FY: 12,
    Window.MEAN12: 12,
}

_NAMES = {
    Window.M: "month",
    Window.Q: "quarter",
    Window.R3: "rolling 3 months",
    Window.R6: "rolling 6 months",
    Window.R12: "rolling 12 months",
    Window.S: "snapshot",
    Window.YTD: "year to date",
    Window.FY: "financial year",
    Window.MEAN12: "mean of the last 12 months",
}


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """1 April (`start`) to 31 March (`end`), labelled like '2024-25'."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """Quarter 1 (April to June) to 4 (January to March) of the financial year labelled `year`."""

    number: int
    year: str

    @property
    def label(self) -> str:
        """Like 'Q3 2023-24'."""
        return f"Q{self.number} {self.year}"


def long_date(day: date) -> str:
    """Like '31 January 2025'."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def month_end(year: int, month: int) -> date:
    """The last day of that month; ValueError for a month outside 1 to 12."""
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}: months run from 1 to 12.")
    return date(year, month, calendar.monthrange(year, month)[1])


def is_month_end(day: date) -> bool:
    """Whether the day is the last of its month."""
    return day == month_end(day.year, day.month)


def _require_month_end(period_end: date) -> None:
    if not is_month_end(period_end):
        last = month_end(period_end.year, period_end.month)
        raise ValueError(
            f"{long_date(period_end)} is not a month end: a period ends on the last day of a month, "
            f"here {long_date(last)}."
        )


def month_end_before(period_end: date, months: int) -> date:
    """The month end `months` earlier; 0 gives the same day.

    28 February 2025 minus 12 is 29 February 2024. ValueError for a day that is no month end, or months below
    0.
    """
    _require_month_end(period_end)
    if months < 0:
        raise ValueError(
            f"{months} months before {long_date(period_end)} lies in the future: give 0 or more."
        )
    index = period_end.year * 12 + period_end.month - 1 - months
    if index < 12:
        raise ValueError(f"{months} months before {long_date(period_end)} is before the calendar begins.")
    return month_end(index // 12, index % 12 + 1)


def financial_year(day: date) -> FinancialYear:
    """The financial year that holds the day."""
    first = day.year if day.month >= 4 else day.year - 1
    return FinancialYear(date(first, 4, 1), date(first + 1, 3, 31), f"{first}-{(first + 1) % 100:02d}")


def quarter(day: date) -> Quarter:
    """The quarter of the financial year that holds the day."""
    return Quarter((day.month - 4) % 12 // 3 + 1, financial_year(day).label)


def is_quarter_end(day: date) -> bool:
    """Whether the day closes a quarter: the end of June, September, December or March."""
    return is_month_end(day) and day.month % 3 == 0


def window_bounds(window: Window, period_end: date) -> tuple[date, date]:
    """First and last day of the window, both inside it; for a snapshot both are the period end.

    Raises ValueError where the period end is not a month end, or does not close the quarter or year wanted.
    """
    _require_month_end(period_end)
    if window is Window.S:
        return period_end, period_end
    if window is Window.YTD:
        return financial_year(period_end).start, period_end
    if window is Window.Q and not is_quarter_end(period_end):
        raise ValueError(
            f"{long_date(period_end)} does not close a quarter: "
            "quarters end in June, September, December and March."
        )
    if window is Window.FY and period_end.month != 3:
        raise ValueError(f"{long_date(period_end)} does not close a financial year: years end on 31 March.")
    return month_end_before(period_end, _MONTHS_BACK[window]) + timedelta(days=1), period_end


def months_in(window: Window, period_end: date) -> int:
    """Whole months the window covers; 0 for a snapshot, which covers a moment. Errors as window_bounds."""
    first, last = window_bounds(window, period_end)
    if window is Window.S:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def window_name(window: Window) -> str:
    """The window in plain words, like 'rolling 6 months'."""
    return _NAMES[window]


def describe(window: Window, period_end: date) -> str:
    """Like 'rolling 6 months, 1 August 2024 to 31 January 2025'; 'snapshot at 31 January 2025'."""
    first, last = window_bounds(window, period_end)
    if window is Window.S:
        return f"{window_name(window)} at {long_date(last)}"
    return f"{window_name(window)}, {long_date(first)} to {long_date(last)}"


_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_NUMBERS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH_NUMBERS["sept"] = 9

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_NAMED = re.compile(r"([a-z]+)[ -]?([0-9]{4}|[0-9]{2})")
_QUARTER = re.compile(r"q([0-9]) ?([0-9]{4})[-/]([0-9]{4}|[0-9]{2})")


def parse_period(text: str) -> date:
    """The period end that a person's words name.

    Reads '2025-01', '2025-01-31', 'January 2025', 'Jan 2025', 'Jan25', 'Q3 2023-24' and 'Q3 2023/24'. A year
    of two figures is in this century; quarters are those of the financial year. Anything else, a day that is
    not a month end, or a year outside 1990 to 2099 raises ValueError with a sentence.
    """
    shown = quoted(text.strip())
    words = " ".join(text.casefold().split()) if len(text) <= LONGEST_CELL else ""
    if found := _ISO.fullmatch(words):
        return _from_iso(shown, *found.groups())
    if (found := _NAMED.fullmatch(words)) and found[1] in _MONTH_NUMBERS:
        return month_end(_checked_year(shown, found[2]), _MONTH_NUMBERS[found[1]])
    if found := _QUARTER.fullmatch(words):
        return _from_quarter(shown, found[1], found[2], found[3])
    raise ValueError(
        f"{shown} is not a period that can be read: type a month such as 2025-01, 2025-01-31 or January "
        "2025, or a quarter of the financial year such as Q3 2023-24."
    )


def _checked_year(shown: str, year: str) -> int:
    number = int(year) + (2000 if len(year) == 2 else 0)
    if not EARLIEST_YEAR <= number <= LATEST_YEAR:
        raise ValueError(f"The year in {shown} is outside {EARLIEST_YEAR} to {LATEST_YEAR}: check it.")
    return number


def _from_iso(shown: str, year: str, month: str, day: str | None) -> date:
    number = _checked_year(shown, year)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"There is no month {month} in {shown}: months run from 01 to 12.")
    last = month_end(number, int(month))
    if day is not None and int(day) != last.day:
        raise ValueError(f"{shown} is not a month end: type {last.isoformat()}, or {last:%Y-%m}.")
    return last


def _from_quarter(shown: str, number: str, first: str, second: str) -> date:
    if not 1 <= int(number) <= 4:
        raise ValueError(f"There is no quarter {number} in {shown}: a financial year has Q1 to Q4.")
    start = _checked_year(shown, first)
    if int(second) != (start + 1) % 10 ** len(second):
        raise ValueError(
            f"{shown} does not name a financial year: write it like {start}-{(start + 1) % 100:02d}."
        )
    months = int(number) * 3 + 3
    return month_end(start + (months - 1) // 12, (months - 1) % 12 + 1)
