from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.periods import (
    Window,
    describe,
    financial_year,
    is_month_end,
    is_quarter_end,
    long_date,
    month_end,
    month_end_before,
    months_in,
    quarter,
    window_bounds,
    window_name,
)
from tests.indicators.calculations import slow_answers

days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
month_ends = days.map(slow_answers.last_of_month)


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2024, 2, 29), (2025, 2, 28), (2000, 2, 29), (2100, 2, 28), (2025, 4, 30)]
)
def test_month_ends_know_leap_years(year: int, month: int, last: int) -> None:
    assert month_end(year, month) == date(year, month, last)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_does_not_exist_is_refused(month: int) -> None:
    with pytest.raises(ValueError, match="months run from 1 to 12"):
        month_end(2025, month)


@given(days)
def test_a_month_end_is_the_day_before_another_month(day: date) -> None:
    assert is_month_end(day) == ((day + timedelta(days=1)).month != day.month)


@pytest.mark.parametrize(
    ("period_end", "months", "earlier"),
    [
        # The reference's own examples (spec B1), then leap days on both sides.
        (date(2024, 9, 30), 6, date(2024, 3, 31)),
        (date(2025, 2, 28), 12, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2025, 1, 31), 1, date(2024, 12, 31)),
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
    ],
)
def test_month_ends_step_back_to_month_ends(period_end: date, months: int, earlier: date) -> None:
    assert month_end_before(period_end, months) == earlier


@given(month_ends, st.integers(0, 40))
def test_stepping_back_agrees_with_walking_the_calendar(period_end: date, months: int) -> None:
    assert month_end_before(period_end, months) == slow_answers.months_earlier(period_end, months)


def test_stepping_back_from_the_middle_of_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match=r"30 January 2025 is not a month end.*31 January 2025"):
        month_end_before(date(2025, 1, 30), 1)


def test_the_twenty_eighth_of_february_in_a_leap_year_is_no_month_end() -> None:
    with pytest.raises(ValueError, match="29 February 2024"):
        month_end_before(date(2024, 2, 28), 1)


def test_stepping_forward_is_refused() -> None:
    with pytest.raises(ValueError, match="give 0 or more"):
        month_end_before(date(2025, 1, 31), -1)


def test_stepping_out_of_the_calendar_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="before the calendar begins"):
        month_end_before(date(1, 1, 31), 1)


@pytest.mark.parametrize(
    ("window", "period_end", "first", "months"),
    [
        (Window.M, date(2024, 2, 29), date(2024, 2, 1), 1),
        (Window.Q, date(2024, 3, 31), date(2024, 1, 1), 3),
        (Window.R3, date(2025, 1, 31), date(2024, 11, 1), 3),
        (Window.R6, date(2024, 9, 30), date(2024, 4, 1), 6),
        (Window.R6, date(2025, 1, 31), date(2024, 8, 1), 6),
        (Window.R12, date(2025, 2, 28), date(2024, 3, 1), 12),
        (Window.R12, date(2024, 2, 29), date(2023, 3, 1), 12),
        (Window.MEAN12, date(2025, 1, 31), date(2024, 2, 1), 12),
        (Window.YTD, date(2025, 1, 31), date(2024, 4, 1), 10),
        (Window.YTD, date(2024, 4, 30), date(2024, 4, 1), 1),
        (Window.YTD, date(2024, 3, 31), date(2023, 4, 1), 12),
        (Window.FY, date(2024, 3, 31), date(2023, 4, 1), 12),
        (Window.S, date(2025, 1, 31), date(2025, 1, 31), 0),
    ],
)
def test_windows_open_and_close_on_whole_months(
    window: Window, period_end: date, first: date, months: int
) -> None:
    assert window_bounds(window, period_end) == (first, period_end)
    assert months_in(window, period_end) == months


MONTHS_WALKED = [(Window.M, 1), (Window.R3, 3), (Window.R6, 6), (Window.R12, 12), (Window.MEAN12, 12)]


@given(month_ends, st.sampled_from(MONTHS_WALKED))
def test_rolling_windows_agree_with_walking_the_calendar(
    period_end: date, walked: tuple[Window, int]
) -> None:
    window, months = walked
    days_in_window = slow_answers.days_of_last_months(period_end, months)
    assert window_bounds(window, period_end) == (days_in_window[0], days_in_window[-1])
    assert months_in(window, period_end) == len({(day.year, day.month) for day in days_in_window})


@given(month_ends)
def test_the_year_to_date_agrees_with_walking_back_to_april(period_end: date) -> None:
    days_in_window = slow_answers.days_since_april(period_end)
    assert window_bounds(Window.YTD, period_end) == (days_in_window[0], period_end)
    assert months_in(Window.YTD, period_end) == len({day.month for day in days_in_window})
    assert financial_year(period_end).start == days_in_window[0]


@given(month_ends)
def test_quarters_and_years_are_only_those_of_the_financial_year(period_end: date) -> None:
    months_walked = len({day.month for day in slow_answers.days_since_april(period_end)})
    assert is_quarter_end(period_end) == (months_walked % 3 == 0)
    assert quarter(period_end).number == (months_walked + 2) // 3
    for window, closes, sentence in (
        (Window.Q, months_walked % 3 == 0, "does not close a quarter"),
        (Window.FY, months_walked == 12, "does not close a financial year"),
    ):
        if closes:
            walked = slow_answers.days_of_last_months(period_end, 3 if window is Window.Q else 12)
            assert window_bounds(window, period_end) == (walked[0], period_end)
        else:
            with pytest.raises(ValueError, match=sentence):
                window_bounds(window, period_end)


@pytest.mark.parametrize("window", list(Window))
def test_no_window_closes_within_a_month(window: Window) -> None:
    with pytest.raises(ValueError, match="not a month end"):
        window_bounds(window, date(2025, 3, 30))
    with pytest.raises(ValueError, match="not a month end"):
        months_in(window, date(2025, 3, 30))


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2024, 3, 31), "2023-24"),
        (date(2024, 4, 1), "2024-25"),
        (date(1999, 12, 31), "1999-00"),
        (date(2024, 2, 29), "2023-24"),
    ],
)
def test_financial_years_run_from_april_to_march(day: date, label: str) -> None:
    year = financial_year(day)
    assert year.label == label
    assert year.start <= day <= year.end
    assert (year.start.month, year.start.day, year.end.month, year.end.day) == (4, 1, 3, 31)


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2023, 12, 31), "Q3 2023-24"),
        (date(2024, 3, 31), "Q4 2023-24"),
        (date(2024, 4, 1), "Q1 2024-25"),
        # Sefton's November 2023 paper calls September Q2, as the financial year does.
        (date(2023, 9, 30), "Q2 2023-24"),
    ],
)
def test_quarters_are_labelled_by_the_financial_year(day: date, label: str) -> None:
    assert quarter(day).label == label


def test_the_last_day_but_one_of_a_quarter_does_not_close_it() -> None:
    assert not is_quarter_end(date(2024, 3, 30))


@pytest.mark.parametrize(
    ("window", "period_end", "words"),
    [
        (Window.R6, date(2025, 1, 31), "rolling 6 months, 1 August 2024 to 31 January 2025"),
        (Window.S, date(2025, 1, 31), "snapshot at 31 January 2025"),
        (Window.Q, date(2023, 12, 31), "quarter, 1 October 2023 to 31 December 2023"),
        (Window.YTD, date(2025, 1, 31), "year to date, 1 April 2024 to 31 January 2025"),
        (Window.MEAN12, date(2025, 1, 31), "mean of the last 12 months, 1 February 2024 to 31 January 2025"),
    ],
)
def test_a_window_describes_itself_in_words(window: Window, period_end: date, words: str) -> None:
    assert describe(window, period_end) == words


def test_every_window_has_its_own_name() -> None:
    assert len({window_name(window) for window in Window}) == len(Window)


def test_dates_are_written_without_leading_zeros() -> None:
    assert long_date(date(2024, 8, 1)) == "1 August 2024"
