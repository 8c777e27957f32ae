from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.working_days import OutsideCalendar, WorkingDays
from indicators.measures.days import DayCounter
from tests.indicators.measures.worlds import HOLIDAYS

CALENDAR = WorkingDays(date(2021, 1, 1), date(2027, 12, 31), HOLIDAYS)
COUNTER = DayCounter(CALENDAR)
DAYS = st.dates(CALENDAR.first, CALENDAR.last)


def between(starts: list[date | None], ends: list[date | None]) -> list[int | None]:
    counted = COUNTER.between(pl.Series(starts, dtype=pl.Date), pl.Series(ends, dtype=pl.Date))
    return counted.to_list()


@given(st.lists(st.tuples(DAYS, DAYS), max_size=20))
def test_columns_are_counted_as_single_days_are(pairs: list[tuple[date, date]]) -> None:
    expected = [CALENDAR.between(start, end) if start <= end else None for start, end in pairs]
    assert between([start for start, _ in pairs], [end for _, end in pairs]) == expected


def test_every_distance_around_every_bank_holiday_is_counted_as_single_days_are() -> None:
    starts = [day - timedelta(days=back) for day in sorted(HOLIDAYS) for back in range(4) for _ in range(70)]
    ends = [start + timedelta(days=place % 70) for place, start in enumerate(starts)]
    assert between([*starts], [*ends]) == [
        CALENDAR.between(start, end) for start, end in zip(starts, ends, strict=True)
    ]


def test_a_missing_day_or_an_end_before_the_start_has_no_count() -> None:
    day, later = date(2025, 1, 6), date(2025, 1, 8)
    assert between([day, None, None, later], [None, day, None, day]) == [None] * 4
    assert between([], []) == []


def test_a_start_before_the_calendar_is_late_and_an_end_after_it_is_refused() -> None:
    before, after = CALENDAR.first - timedelta(days=200), CALENDAR.last + timedelta(days=1)
    assert (between([before], [date(2021, 6, 30)])[0] or 0) > 45
    with pytest.raises(OutsideCalendar, match="1 January 2028"):
        between([CALENDAR.last, CALENDAR.last], [CALENDAR.last, after])
