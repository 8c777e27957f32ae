"""Counters beside the rows that they count."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.annex_a.checking import check_lists
from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, clean_file

CHILD = "C000"  # referred on 5 August 2024


def codes(file: File) -> list[str]:
    return [problem.code for problem in check_lists(file.typed(), PERIOD_END)]


def referred_again(counter: int | None, *days: date) -> File:
    file = clean_file()
    for day in days:
        file.add(3, CHILD, referred=day)
    return file.everywhere_in(3, CHILD, earlier_referrals=counter)


@pytest.mark.parametrize(("counter", "low"), [(0, True), (1, True), (2, False), (5, False), (None, False)])
def test_a_counter_holds_the_childs_rows_before_the_latest(counter: int | None, low: bool) -> None:
    file = referred_again(counter, date(2024, 11, 4), date(2025, 1, 6))

    assert codes(file) == ["referral_counter_low"] * low


def test_two_referrals_on_one_day_are_one_date() -> None:
    assert codes(referred_again(1, date(2025, 1, 6), date(2025, 1, 6))) == []


def test_a_referral_of_more_than_12_months_before_the_latest_is_not_counted() -> None:
    day_before, same_day = date(2024, 1, 5), date(2024, 1, 6)

    assert "referral_counter_low" in codes(referred_again(1, same_day, date(2025, 1, 6)))
    assert "referral_counter_low" not in codes(referred_again(1, day_before, date(2025, 1, 6)))


def test_the_counter_that_is_low_is_named_at_the_latest_row_with_both_numbers() -> None:
    (problem,) = check_lists(referred_again(0, date(2025, 1, 6)).typed(), PERIOD_END)

    assert (problem.row, problem.column) == (39, "Number of Referrals in Last 12 Months")
    assert problem.value == "0" and "holds 1 of the child's referrals" in problem.sentence


def test_the_conference_of_the_latest_enquiry_itself_is_not_an_earlier_one() -> None:
    assert codes(clean_file().everywhere_in(5, CHILD, earlier_conferences=0)) == []


def test_rows_that_leave_the_counter_blank_do_not_disagree() -> None:
    file = referred_again(1, date(2025, 1, 6)).change(3, CHILD, earlier_referrals=None)

    assert codes(file) == []


def test_a_child_whose_counters_disagree_is_named_once_with_the_larger() -> None:
    file = referred_again(2, date(2024, 11, 4), date(2025, 1, 6))
    for row, counter in zip(file.lists[3][-2:], (0, 1), strict=True):
        row["earlier_referrals"] = counter
    (problem,) = check_lists(file.typed(), PERIOD_END)

    assert problem.code == "counters_disagree" and problem.value == "0"
    assert "0 here and 2 on another row" in problem.sentence


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"missing": 0}, []),
        ({"missing": None}, []),
        ({"missing": 1}, ["interview_not_answered"]),
        ({"missing": 1, "interview_offered": "u"}, []),
        ({"missing": 1, "interview_offered": "y", "interview_accepted": "y"}, []),
        (
            {"missing": 1, "interview_offered": "u", "interview_accepted": "y"},
            ["interview_accepted_not_offered"],
        ),
        ({"missing": 1, "interview_offered": "n", "interview_accepted": "n"}, []),
        ({"placements": None}, []),
        ({"placements": 12}, []),
    ],
)
def test_answers_about_missing_children_fit_each_other(cells: dict[str, object], found: list[str]) -> None:
    assert codes(clean_file().change(8, "C006", **cells)) == found
