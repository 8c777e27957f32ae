"""Children whom one list knows and another should know."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.annex_a.checking import check_lists
from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, clean_file

PLAN, CARE, NEED, ASSESSED = "C000", "C006", "C012", "C024"


def codes(file: File) -> list[str]:
    return [problem.code for problem in check_lists(file.typed(), PERIOD_END)]


def test_a_closed_row_in_list_6_is_not_the_row_of_an_open_plan() -> None:
    file = clean_file().change(6, PLAN, ended=date(2024, 12, 2), closure="RC7", status="e")

    assert codes(file) == ["plan_without_need"]


def test_an_end_after_the_period_end_leaves_the_row_open() -> None:
    assert codes(clean_file().change(6, PLAN, ended=date(2025, 2, 1), closure="RC7")) == []


def test_a_plan_that_has_ended_needs_no_open_row_in_list_6() -> None:
    file = clean_file().change(7, PLAN, ended=PERIOD_END).change(6, PLAN, status="c")

    assert codes(file) == []


@pytest.mark.parametrize(
    ("child", "status", "disagrees"),
    [
        (PLAN, "a", True), (PLAN, "b", False), (PLAN, "c", True), (PLAN, "d", True), (PLAN, None, False),
        (CARE, "a", False), (CARE, "b", True), (CARE, "c", True), (CARE, "d", True),
        (NEED, "a", True), (NEED, "b", True), (NEED, "c", False), (ASSESSED, "d", False),
    ],
)  # fmt: skip
def test_the_status_is_the_first_that_fits(child: str, status: str | None, disagrees: bool) -> None:
    found = codes(clean_file().change(6, child, status=status))

    assert set(found) == ({"status_disagrees"} if disagrees else set())


def test_a_looked_after_child_with_a_plan_has_the_status_looked_after() -> None:
    both = clean_file().add(7, CARE)

    assert codes(both) == []
    assert codes(both.change(6, CARE, status="b")) == ["status_disagrees"]


@pytest.mark.parametrize("status", ["a", "c"])
def test_a_child_in_short_breaks_may_have_either_status(status: str) -> None:
    file = clean_file().change(8, CARE, legal="V3").change(6, CARE, status=status)

    assert codes(file) == ["short_breaks_left_out"]


def test_an_eligible_child_is_both_looked_after_and_a_leaver() -> None:
    file = clean_file().add(9, CARE, eligibility="d", born=date(2008, 5, 20), age=16)
    file.everywhere(CARE, born=date(2008, 5, 20), age=16)

    assert codes(file) == []
    assert codes(file.change(9, CARE, eligibility=None)) == ["leaver_still_in_care"]


def test_a_leaver_whose_care_ceased_is_a_leaver() -> None:
    file = clean_file().everywhere("A001", born=date(2007, 1, 5), age=18)

    assert codes(file.add(9, "A001", born=date(2007, 1, 5), age=18)) == []


def test_an_adoption_of_more_than_six_months_ago_may_be_unknown_to_list_8() -> None:
    earlier = {"placed": date(2024, 7, 1), "adopted": date(2024, 7, 31)}

    assert codes(clean_file().add(10, "A009", **earlier)) == []
    assert codes(clean_file().add(10, "A009", **earlier | {"adopted": date(2024, 8, 1)})) == [
        "adoption_unknown_in_care"
    ]


def test_a_conference_before_the_six_months_may_have_its_plan_in_an_earlier_return() -> None:
    long_ago = {"started": date(2024, 7, 15), "plan_made": True}

    first_day = clean_file().add(5, "Z1", conference=date(2024, 8, 1), **long_ago)
    day_before = clean_file().add(5, "Z1", conference=date(2024, 7, 31), **long_ago)

    assert codes(first_day) == ["conference_without_plan"]
    assert codes(day_before) == ["rows_before_window"]


def test_a_problem_names_the_row_and_what_stands_there() -> None:
    (problem,) = check_lists(clean_file().change(6, "C002", status="c").typed(), PERIOD_END)

    assert (problem.sheet, problem.row, problem.column) == ("List 6", 5, "Case status")
    assert problem.value == "c) Child in need plan"
