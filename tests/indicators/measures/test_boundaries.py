"""The days on which a rule turns, worked out by hand."""

from __future__ import annotations

import pytest

from indicators.calculations.periods import Window
from indicators.measures.choices import Choices
from tests.indicators.measures.plain_returns import a_return, day, figures, parts
from tests.indicators.measures.slow.world import Row


@pytest.mark.parametrize(
    ("earlier", "later", "again"),
    [
        ("2023-03-10", "2024-03-09", True),
        ("2023-03-10", "2024-03-10", True),  # exactly twelve months
        ("2023-03-10", "2024-03-11", False),
        ("2023-02-28", "2024-02-29", True),  # twelve months before a leap day is 28 February
        ("2023-02-27", "2024-02-29", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("2024-02-29", "2024-02-29", False),  # the same day is not before it
    ],
)
def test_twelve_months_between_referrals_and_between_contacts(earlier: str, later: str, again: bool) -> None:
    ends = ("2023-03-31", "2023-09-30", "2024-03-31", "2024-09-30", "2025-03-31")
    returns = []
    for end in ends:
        dates = [text for text in dict.fromkeys((earlier, later)) if end[:4] == text[:4] and "-03-" in end]
        returns.append(
            a_return(
                end,
                list1=[{"contacted": day(text), "source": text[-2:] + "x"} for text in dates],
                list3=[{"referred": day(text)} for text in dates],
            )
        )
    at = f"{later[:4]}-03-31"
    both = int(earlier[:4] == later[:4]) + 1 if earlier != later else 1
    assert parts(returns, "REREF_PCT", Window.R12, at) == (int(again), both)
    assert parts(returns, "CONTACT_REPEAT_PCT", Window.Q, at) == (int(again), both)


@pytest.mark.parametrize(("days", "long"), [(728, 0), (729, 0), (730, 1)])
def test_a_plan_counts_both_its_first_and_its_last_day(days: int, long: int) -> None:
    # 2024 is a leap year: 366 days of it and 364 of 2023 make 730.
    started = {728: "2023-01-04", 729: "2023-01-03", 730: "2023-01-02"}[days]
    ended: Row = {"started": day(started), "ended": day("2024-12-31")}
    assert (day("2024-12-31") - day(started)).days + 1 == days
    assert parts([a_return("2025-01-31", list7=[ended])], "CP_END_2Y_PCT", Window.R6, "2025-01-31") == (
        long,
        1,
    )
    still_open: Row = {"started": day(started)}
    returns = [a_return("2024-12-31", list7=[still_open])]
    assert parts(returns, "CP_OPEN_2Y_PCT", Window.S, "2024-12-31") == (long, 1)
    assert parts(returns, "CP_OPEN_2Y_N", Window.S, "2024-12-31") == (long, None)


@pytest.mark.parametrize(
    ("ended", "started", "repeat"),
    [
        ("2022-05-15", "2024-05-15", 1),
        ("2022-05-14", "2024-05-15", 0),
        ("2024-05-15", "2024-05-15", 1),
        ("2022-02-28", "2024-02-29", 1),
    ],
)
def test_a_plan_that_follows_another_within_24_months(ended: str, started: str, repeat: int) -> None:
    earlier: Row = {"started": day("2021-06-01"), "ended": day(ended)}
    later: Row = {"started": day(started)}
    returns = [
        a_return("2022-06-30" if ended < "2023" else "2024-05-31", list7=[earlier]),
        a_return("2024-06-30", list7=[later]),
    ]
    # A plan that had ended before its return was sent is displaced by the newer one, not corrected away.
    assert parts(returns, "CP_REPEAT_2Y_PCT", Window.R12, "2024-06-30")[0] == repeat


def test_a_plan_that_ended_the_day_it_began_is_not_its_own_repeat() -> None:
    plan: Row = {"started": day("2024-05-15"), "ended": day("2024-05-15")}
    returns = [a_return("2024-06-30", list7=[plan])]
    assert parts(returns, "CP_REPEAT_2Y_PCT", Window.R12, "2024-06-30") == (0, 1)


@pytest.mark.parametrize(
    ("checked", "at", "in_time"),
    [
        ("2023-02-28", "2024-02-29", 0),  # twelve months before a leap month end
        ("2023-03-01", "2024-02-29", 1),
        ("2024-02-29", "2025-02-28", 0),
        ("2024-03-01", "2025-02-28", 1),
        ("2025-02-28", "2025-02-28", 1),
    ],
)
def test_a_check_in_the_last_twelve_months(checked: str, at: str, in_time: int) -> None:
    child: Row = {"started": day("2020-01-01"), "age": 9, "last_dental": day(checked)}
    assert parts([a_return(at, list8=[child])], "CLA_DENTAL_PCT", Window.S, at) == (in_time, 1)


@pytest.mark.parametrize(("started", "cohort"), [("2023-09-30", 1), ("2023-10-01", 0)])
def test_twelve_months_in_care_end_on_the_period_end(started: str, cohort: int) -> None:
    child: Row = {"started": day(started), "age": 9}
    assert (
        parts([a_return("2024-09-30", list8=[child])], "CLA_DENTAL_PCT", Window.S, "2024-09-30")[1] == cohort
    )


@pytest.mark.parametrize(
    ("review", "in_time"), [("2024-02-29", 1), ("2024-03-01", 0), ("2024-03-31", 0), ("2024-04-30", 1)]
)
def test_a_plans_first_review_has_three_months_and_any_later_one_six(review: str, in_time: int) -> None:
    # Three months from 30 November are cut to 29 February; six before 31 October are 30 April.
    plan: Row = {"started": day("2023-11-30"), "latest_review": day(review)}
    returns = [a_return("2024-10-31", list7=[plan])]
    assert parts(returns, "CP_REVIEW_PCT", Window.M, "2024-10-31") == (in_time, 1)


@pytest.mark.parametrize(
    ("born", "counted"),
    [
        ("2005-04-01", 0),  # 18 until tomorrow
        ("2005-03-31", 1),
        ("2002-04-01", 1),  # 21 until tomorrow
        ("2002-03-31", 0),
    ],
)
def test_a_care_leavers_birthday_on_the_period_end_counts(born: str, counted: int) -> None:
    leaver: Row = {"born": day(born), "activity": "F1"}
    returns = [a_return("2024-03-31", list9=[leaver])]
    assert parts(returns, "CL_EET_PCT", Window.S, "2024-03-31") == (counted, counted)


@pytest.mark.parametrize(("born", "counted"), [("2006-02-28", 0), ("2006-03-01", 1), ("2006-03-31", 1)])
def test_a_child_who_is_18_by_a_month_end_is_not_counted_there(born: str, counted: int) -> None:
    child: Row = {"born": day(born), "started": day("2020-01-01")}
    later = [a_return("2024-03-31", list8=[child])]
    assert parts(later, "CLA_N", Window.S, "2024-02-29") == (counted, None)
    own = [a_return("2024-02-29", list8=[child])]
    assert parts(own, "CLA_N", Window.S, "2024-02-29") == (counted, None)


@pytest.mark.parametrize(
    ("started", "authorised", "in_time"),
    [
        # 19 days of December without two holidays, 22 of January without one, 4 of February.
        ("2024-12-02", "2025-02-06", 1),
        ("2024-12-02", "2025-02-07", 0),
        ("2024-11-29", "2025-02-06", 0),
        # 11 of March, 20 of April without Good Friday and Easter Monday, 14 of May without the first Monday.
        ("2025-03-14", "2025-05-21", 1),
        ("2025-03-14", "2025-05-22", 0),
    ],
)
def test_bank_holidays_lengthen_an_assessment(started: str, authorised: str, in_time: int) -> None:
    row: Row = {"started": day(started), "authorised": day(authorised)}
    returns = [a_return("2025-06-30", list4=[row])]
    assert parts(returns, "ASM_45D_PCT", Window.R6, "2025-06-30") == (in_time, 1)


def test_dates_in_the_wrong_order_are_left_out_and_said() -> None:
    rows: list[Row] = [
        {"child": "a", "started": day("2024-05-10"), "authorised": day("2024-05-09")},
        {"child": "b", "started": day("2024-05-10"), "authorised": day("2024-05-10")},
    ]
    figure = figures([a_return("2024-06-30", list4=rows)], "ASM_45D_PCT", Window.R6)["2024-06-30"]
    assert (figure.numerator, figure.denominator) == (1, 1)
    assert figure.excluded == {"dates in the wrong order": 1}


@pytest.mark.parametrize(("completed", "counted"), [("2024-04-07", 0), ("2024-04-08", 1), ("2024-06-30", 1)])
def test_the_last_twelve_weeks_of_a_quarter(completed: str, counted: int) -> None:
    # 84 days up to 30 June begin on 8 April.
    returns = [a_return("2024-06-30", list2=[{"started": day("2024-01-02"), "completed": day(completed)}])]
    assert parts(returns, "EH_STEPUP_PCT", Window.Q, "2024-06-30") == (0, counted)


def test_a_settled_long_term_placement_may_be_visited_less_often() -> None:
    settled: Row = {
        "started": day("2020-01-01"), "age": 9, "permanence": "f", "placed": day("2023-06-30"),
        "last_visit": day("2024-03-31"),
    }  # fmt: skip
    returns = [a_return("2024-06-30", list8=[settled])]
    lower = Choices(lower_visit_frequency=True)
    assert parts(returns, "CLA_VISIT_PCT", Window.M, "2024-06-30") == (0, 1)
    assert parts(returns, "CLA_VISIT_PCT", Window.M, "2024-06-30", lower) == (1, 1)
    newer = [a_return("2024-06-30", list8=[{**settled, "placed": day("2023-07-01")}])]
    assert parts(newer, "CLA_VISIT_PCT", Window.M, "2024-06-30", lower) == (0, 1)
