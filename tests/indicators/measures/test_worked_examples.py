"""Small worlds worked out by hand. Both ways of counting must give what the hand gave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations.periods import Window
from indicators.measures.choices import Choices
from tests.indicators.measures.slow.counting import FLOWS, SNAPSHOTS, Key
from tests.indicators.measures.slow.world import Row, Slow, SlowReturn
from tests.indicators.measures.worlds import WANTED, figures_of, slow_figures

Counting = Callable[..., dict[Key, Slow]]

JANUARY, MARCH, JUNE = date(2024, 1, 31), date(2024, 3, 31), date(2024, 6, 30)


@pytest.fixture(params=[slow_figures, figures_of], ids=["slow", "engine"])
def counted(request: pytest.FixtureRequest) -> Counting:
    counting: Counting = request.param
    return counting


def a_return(period_end: date, layout: str = "2019", **lists: list[Row]) -> SlowReturn:
    """`list3=[...]` is List 3."""
    numbered = {int(name.removeprefix("list")): rows for name, rows in lists.items()}
    return SlowReturn(period_end, numbered, layout)


def day(text: str) -> date:
    return date.fromisoformat(text)


def parts(figures: dict[Key, Slow], code: str, window: Window, period_end: date) -> tuple[object, object]:
    figure = figures[code, window, period_end]
    return figure.numerator, figure.denominator


def test_every_figure_of_annex_a_has_a_slow_answer() -> None:
    assert set(WANTED) == set(FLOWS) | set(SNAPSHOTS)
    assert len(WANTED) == 82


def test_bank_holidays_and_weekends_do_not_use_up_the_days_to_a_referral(counted: Counting) -> None:
    contacts = [{"child": name, "contacted": day("2023-12-22"), "source": "6"} for name in "ab"]
    referrals = [
        {"child": "a", "referred": day("2023-12-29")},  # 27, 28 and 29 December: the third day
        {"child": "b", "referred": day("2024-01-02")},  # the fourth: 1 January is a holiday
    ]
    figures = counted([a_return(MARCH, list1=contacts, list3=referrals)])
    assert parts(figures, "CONTACT_REF_PCT", Window.M, date(2023, 12, 31)) == (1, 2)


def test_the_counter_decides_in_one_return_and_earlier_rows_in_twelve_months(counted: Counting) -> None:
    first = a_return(date(2023, 9, 30), list3=[{"child": "a", "referred": day("2023-06-01")}])
    second = a_return(
        MARCH,
        list3=[
            {"child": "a", "referred": day("2024-02-01"), "earlier_referrals": None},
            {"child": "b", "referred": day("2023-11-01"), "earlier_referrals": 2},
            {"child": "b", "referred": day("2024-02-01"), "earlier_referrals": 2},
            {"child": "c", "referred": day("2023-11-01"), "earlier_referrals": 1},
            {"child": "c", "referred": day("2024-02-01"), "earlier_referrals": 1},
        ],
    )
    figures = counted([first, second])
    # b's counter reaches back beyond its two rows, c's does not; a's is blank.
    assert parts(figures, "REREF_PCT", Window.R6, MARCH) == (3, 5)
    assert parts(figures, "REREF_PCT", Window.R12, MARCH) == (4, 6)
    assert parts(figures, "REREF_CHILD_PCT", Window.R12, MARCH) == (3, 3)
    assert figures["REREF_PCT", Window.R12, MARCH].complete


def test_a_referral_that_the_newer_return_no_longer_holds_is_gone(counted: Counting) -> None:
    in_both = {"child": "a", "referred": day("2024-02-01")}
    corrected_away = {"child": "b", "referred": day("2024-02-01")}
    before_the_newer_window = {"child": "c", "referred": day("2023-12-31")}
    figures = counted(
        [
            a_return(MARCH, list3=[in_both, corrected_away, before_the_newer_window]),
            a_return(JUNE, list3=[in_both]),
        ]
    )
    assert parts(figures, "REF_N", Window.Q, MARCH) == (1, None)
    assert parts(figures, "REF_N", Window.M, date(2023, 12, 31)) == (1, None)


def test_an_open_plan_that_a_newer_plan_displaced_is_open_until_its_return_and_no_longer(
    counted: Counting,
) -> None:
    displaced = {"child": "a", "started": day("2024-01-10")}
    corrected_away = {"child": "b", "started": day("2024-01-10")}
    newer = {"child": "a", "started": day("2024-05-20")}
    figures = counted([a_return(MARCH, list7=[displaced, corrected_away]), a_return(JUNE, list7=[newer])])
    open_at = {
        month: figures["CP_N", Window.S, date.fromisoformat(month)].numerator
        for month in ("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30")
    }
    # At the end of March its own return speaks, with both; at the others what is left of them.
    assert list(open_at.values()) == [1, 1, 2, 0, 1, 1]
    assert figures["CP_N", Window.S, date(2024, 2, 29)].rebuilt
    assert not figures["CP_N", Window.S, MARCH].rebuilt
    assert parts(figures, "CP_END_2Y_PCT", Window.R6, JUNE) == (0, 0)


def test_a_child_whose_plan_ended_between_two_returns_that_only_meet_is_counted_once(
    counted: Counting,
) -> None:
    first = a_return(MARCH, list7=[{"child": "a", "started": day("2024-01-10"), "ended": None}])
    second = a_return(date(2024, 9, 30), list7=[{"child": "a", "started": day("2024-05-20"), "ended": None}])
    figures = counted([first, second])
    ends = (MARCH, date(2024, 4, 30), date(2024, 5, 31), date(2024, 8, 31), date(2024, 9, 30))
    # When the first plan ended nobody knows: it counts for as long as it was known to be open.
    assert [parts(figures, "CP_N", Window.S, end)[0] for end in ends] == [1, 0, 1, 1, 1]


def test_a_plan_of_729_days_has_not_lasted_two_years_and_one_of_730_has(counted: Counting) -> None:
    plans = [
        {"child": "a", "started": day("2022-04-02"), "ended": MARCH},  # both ends counted: 730
        {"child": "b", "started": day("2022-04-03"), "ended": MARCH},
        {"child": "c", "started": day("2022-04-02")},
        {"child": "d", "started": day("2022-04-03")},
    ]
    figures = counted([a_return(MARCH, list7=plans)])
    assert parts(figures, "CP_END_2Y_PCT", Window.R6, MARCH) == (1, 2)
    assert parts(figures, "CP_OPEN_2Y_PCT", Window.S, MARCH) == (1, 2)


def test_a_child_of_29_february_is_of_age_on_1_march(counted: Counting) -> None:
    born = day("2004-02-29")
    care: list[Row] = [
        {"child": "a", "born": born, "started": day("2020-01-01"), "ended": day("2022-02-28")},
        {"child": "b", "born": born, "started": day("2020-01-01"), "ended": day("2022-03-01")},
        {"child": "c", "born": None, "age": 18, "started": day("2020-01-01"), "ended": day("2022-03-01")},
        {"child": "d", "born": born, "started": day("2020-01-01"), "ended": None},
    ]
    february, march = date(2022, 2, 28), date(2022, 3, 31)
    figures = counted([a_return(march, list8=care)])
    assert parts(figures, "CLA_STAY18_PCT", Window.R6, march) == (1, 2)
    assert figures["CLA_STAY18_PCT", Window.R6, march].excluded == {"date of birth not known": 1}
    eve = counted([a_return(march, list8=care)], Choices(eve_of_18_counts=True))
    assert parts(eve, "CLA_STAY18_PCT", Window.R6, march) == (2, 2)
    # In care at the end of February: b and d, both 17; c's age alone is told, a's care ended that day.
    assert parts(figures, "CLA_N", Window.S, february) == (2, None)
    assert parts(figures, "CLA_N", Window.S, march) == (0, None)


def test_a_mean_of_twelve_months_says_how_many_of_them_there_are(counted: Counting) -> None:
    contacts = [{"child": "a", "contacted": day(f"2024-0{n}-05"), "source": None} for n in (1, 2, 2, 3)]
    contacts[1]["source"] = "6"
    figures = counted([a_return(MARCH, list1=contacts)])
    assert parts(figures, "CONTACT_N", Window.MEAN12, MARCH) == (4, 6)
    assert not figures["CONTACT_N", Window.MEAN12, MARCH].complete
    assert parts(figures, "CONTACT_N", Window.MEAN12, date(2024, 1, 31)) == (1, 4)


def test_an_assessment_is_timed_from_its_start_and_from_the_latest_referral_before_it(
    counted: Counting,
) -> None:
    rows = [
        # Forty-five working days after Tuesday 2 January 2024 is Tuesday 5 March.
        {"child": "a", "started": day("2024-01-02"), "authorised": day("2024-03-05"), "team": "Care  team"},
        {"child": "b", "started": day("2024-01-02"), "authorised": day("2024-03-06"), "team": "Duty"},
        {"child": "c", "started": day("2024-01-02"), "authorised": day("2024-01-01"), "team": "CARE TEAM"},
    ]
    referrals = [
        {"child": "a", "referred": day("2023-12-29")},
        {"child": "a", "referred": day("2023-11-01")},
        {"child": "b", "referred": day("2024-01-03")},
    ]
    both = [a_return(MARCH, list3=referrals, list4=rows)]
    figures = counted(both, Choices(corporate_teams=("care team",)))
    assert parts(figures, "ASM_45D_PCT", Window.R6, MARCH) == (1, 2)
    assert figures["ASM_45D_PCT", Window.R6, MARCH].excluded == {"dates in the wrong order": 1}
    assert parts(figures, "ASM_RATE", Window.R6, MARCH) == (3, None)
    assert parts(figures, "ASM_45D_REF_PCT", Window.R6, MARCH) == (0, 1)
    assert parts(figures, "ASM_45D_CORP_PCT", Window.R6, MARCH) == (1, 1)
    assert ("ASM_45D_CORP_PCT", Window.R6, MARCH) not in counted(both)


def test_days_and_months_from_a_placement_order_leave_out_what_has_none(counted: Counting) -> None:
    ordered = day("2023-12-01")
    rows: list[Row] = [
        {"child": "a", "ordered": ordered, "matched": day("2024-01-10"), "placed": day("2024-02-01")},
        {"child": "b", "ordered": None, "matched": day("2024-01-10"), "placed": None},
        {"child": "c", "ordered": ordered, "matched": day("2023-11-30"), "placed": day("2023-12-01")},
    ]
    figures = counted([a_return(MARCH, list10=rows)])
    match = figures["AD_PO_MATCH_DAYS", Window.R12, MARCH]
    assert (match.numerator, match.denominator) == (40, 1)
    assert match.excluded == {"no placement order date": 1, "dates in the wrong order": 1}
    # Sixty-two days and none: 62 / 30.4375.
    assert parts(figures, "AD_PO_PLACE_MTH", Window.R12, MARCH) == (Decimal("2.036961"), 2)
    assert figures["AD_PO_MATCH_DAYS", Window.R12, MARCH].complete


def test_a_first_review_is_due_after_twenty_working_days_and_the_next_after_three_months(
    counted: Counting,
) -> None:
    def care(child: str, started: str, review: str | None) -> Row:
        latest = None if review is None else day(review)
        return {"child": child, "started": day(started), "latest_review": latest, "born": day("2015-05-05")}

    rows = [
        care("not yet due", "2024-02-29", None),  # twenty working days: Good Friday is none
        care("due", "2024-02-28", None),
        care("first, still good", "2023-12-11", "2023-12-31"),
        care("first, too old", "2023-12-11", "2023-12-30"),
        care("later, still good", "2022-01-04", "2023-10-01"),
        care("later, too old", "2022-01-04", "2023-09-30"),
    ]
    figures = counted([a_return(MARCH, list8=rows)])
    assert parts(figures, "CLA_REVIEW_PCT", Window.Q, MARCH) == (2, 5)


def test_caseloads_count_workers_once_and_say_how_many_cases_name_none(counted: Counting) -> None:
    need = [
        {"child": f"n{n}", "started": day("2024-01-01"), "worker": "w1", "team": "Duty"} for n in range(21)
    ]
    need += [{"child": "other", "started": day("2024-01-01"), "worker": None, "team": "Duty"}]
    leavers = [{"child": "l", "worker": "w2", "adviser": "p1", "team": "Care"}]
    told = [a_return(MARCH, "2024", list6=need, list9=leavers)]
    figures = counted(told, Choices(team_groups={"duty": "disability"}))
    assert parts(figures, "WF_CASELOAD_AVG", Window.S, MARCH) == (22, 2)
    assert figures["WF_CASELOAD_AVG", Window.S, MARCH].excluded == {"no worker named": 1}
    assert parts(figures, "WF_CASELOAD_MAX", Window.S, MARCH) == (21, None)
    assert parts(figures, "WF_SW20_PCT", Window.S, MARCH) == (1, 1)
    assert parts(figures, "WF_PA20_PCT", Window.S, MARCH) == (0, 1)
    assert parts(figures, "WF_CASELOAD_TEAM", Window.S, MARCH) == (21, 1)
    assert ("WF_CASELOAD_TEAM", Window.S, MARCH) not in counted(told)
    assert ("WF_PA20_PCT", Window.S, MARCH) not in counted([a_return(MARCH, list9=leavers)])


def test_a_settled_foster_placement_may_be_visited_every_91_days_where_so_chosen(counted: Counting) -> None:
    settled = {
        "started": day("2020-01-01"),
        "placed": day("2023-03-31"),
        "permanence": "f",
        "placement": "P1",
        "born": day("2012-01-01"),
    }
    rows = [
        {**settled, "child": "a", "last_visit": day("2023-12-31")},  # 91 days before
        {**settled, "child": "b", "last_visit": day("2023-12-30")},
        {**settled, "child": "c", "last_visit": day("2023-12-31"), "placed": day("2023-04-01")},
        {**settled, "child": "d", "last_visit": day("2024-02-18"), "permanence": None},  # 42 days before
        {**settled, "child": "e", "last_visit": day("2024-02-17"), "permanence": "a"},
        {**settled, "child": "f", "last_visit": None},
    ]
    told = [a_return(MARCH, list8=rows)]
    assert parts(counted(told), "CLA_VISIT_PCT", Window.S, MARCH) == (1, 6)
    lower = counted(told, Choices(lower_visit_frequency=True))
    assert parts(lower, "CLA_VISIT_PCT", Window.S, MARCH) == (2, 6)
    assert parts(lower, "CLA_PWP_VISIT_PCT", Window.S, MARCH) == (2, 6)


def test_a_health_check_under_five_counts_for_half_a_year_where_so_chosen(counted: Counting) -> None:
    four, five, started = day("2019-04-01"), day("2019-03-31"), day("2023-03-31")
    rows: list[Row] = [
        {"child": "a", "started": started, "born": four, "last_health": day("2023-09-30")},
        {"child": "b", "started": started, "born": four, "last_health": day("2023-10-01")},
        {"child": "c", "started": started, "born": five, "last_health": day("2023-04-01")},
        {"child": "d", "started": started, "born": None, "last_health": day("2023-03-31")},
        {"child": "e", "started": day("2023-04-01"), "born": None, "last_health": MARCH},
    ]
    told = [a_return(MARCH, list8=rows)]
    assert parts(counted(told), "CLA_HEALTH_PCT", Window.S, MARCH) == (3, 4)
    strict = counted(told, Choices(health_under_5_in_6_months=True))
    assert parts(strict, "CLA_HEALTH_PCT", Window.S, MARCH) == (2, 4)
    everyone = counted(told, Choices(checks_of_all=True))
    assert parts(everyone, "CLA_HEALTH_PCT", Window.S, MARCH) == (4, 5)


def test_a_plan_is_reviewed_in_its_first_three_months_or_in_the_last_six(counted: Counting) -> None:
    plans = [
        {"child": "a", "started": day("2023-06-15"), "latest_review": day("2023-09-15")},
        {"child": "b", "started": day("2023-06-15"), "latest_review": day("2023-09-16")},
        {"child": "c", "started": day("2023-06-15"), "latest_review": day("2023-09-30")},
        {"child": "d", "started": day("2023-06-15"), "latest_review": None},
        {"child": "e", "started": day("2023-12-31"), "latest_review": None},  # three months: due
        {"child": "f", "started": day("2024-01-01"), "latest_review": None},
    ]
    figures = counted([a_return(MARCH, list7=plans)])
    assert parts(figures, "CP_REVIEW_PCT", Window.Q, MARCH) == (2, 5)
