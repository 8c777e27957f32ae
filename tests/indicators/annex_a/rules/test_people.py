"""Who a child is said to be: ages at their limits, and rows of one child that disagree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.annex_a.checking import check_lists
from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, clean_file

CHILD = "C030"


def codes(file: File, period_end: date = PERIOD_END) -> list[str]:
    return [problem.code for problem in check_lists(file.typed(), period_end)]


@pytest.mark.parametrize(
    ("given", "differs"), [(7, True), (8, False), (9, False), (10, False), (11, True), (None, False)]
)
def test_an_age_may_be_a_year_out_and_no_more(given: int | None, differs: bool) -> None:
    assert ("age_differs" in codes(clean_file().change(1, CHILD, age=given))) is differs


def test_an_age_without_a_date_of_birth_is_compared_with_nothing() -> None:
    assert codes(clean_file().change(1, CHILD, age=16, born=None)) == []


def test_an_age_that_differs_is_told_with_the_one_reckoned() -> None:
    (problem,) = check_lists(clean_file().change(1, "C001", age=3).typed(), PERIOD_END)

    assert (problem.sheet, problem.row, problem.column) == ("List 1", 4, "Age of Child (Years)")
    assert (
        problem.value == "3"
        and "The age given is 3" in problem.sentence
        and "it was 9 at" in problem.sentence
    )


@pytest.mark.parametrize(
    ("born", "adult"),
    [(date(2007, 2, 1), False), (date(2007, 1, 31), True), (date(2007, 1, 30), True)],
)
def test_an_adult_is_one_from_the_eighteenth_birthday_on(born: date, adult: bool) -> None:
    assert codes(clean_file().everywhere(CHILD, born=born, age=17)) == ["adult_still_open"] * adult


def test_a_child_of_29_february_comes_of_age_on_1_march() -> None:
    need = {"child": "X", "started": date(2021, 9, 1), "age": 17}

    for born, day, adult in (
        (date(2004, 2, 28), date(2022, 2, 28), True),
        (date(2004, 2, 29), date(2022, 2, 28), False),
        (date(2004, 2, 29), date(2022, 3, 31), True),
    ):
        assert ("adult_still_open" in codes(File({6: [{**need, "born": born}]}), day)) is adult


def test_without_a_date_of_birth_the_age_given_says_who_is_an_adult() -> None:
    assert codes(clean_file().everywhere(CHILD, born=None, age=18)) == ["adult_still_open"]


def test_an_adult_whose_row_has_ended_is_no_case_to_close() -> None:
    assert codes(clean_file().everywhere("K000", born=date(2006, 1, 1), age=19)) == []


@pytest.mark.parametrize(("age", "unlikely"), [(14, True), (15, False), (24, False), (25, True)])
def test_a_care_leaver_is_15_to_24(age: int, unlikely: bool) -> None:
    file = clean_file().change(9, "L000", age=age, born=None)

    assert codes(file) == ["leaver_age_unlikely"] * unlikely


def test_an_unborn_child_is_expected_after_the_period_end() -> None:
    assert codes(clean_file().everywhere(CHILD, age=-1, born=date(2025, 2, 1))) == []
    due = clean_file().everywhere(CHILD, age=-1, born=PERIOD_END)
    assert set(codes(due)) == {"unborn_with_birth_in_past"}


def test_the_row_that_differs_from_the_childs_others_is_the_one_named() -> None:
    (problem,) = check_lists(clean_file().change(1, "C001", born=date(2015, 5, 2)).typed(), PERIOD_END)

    assert (problem.sheet, problem.row, problem.value) == ("List 1", 4, "")
    assert "Row 4 of list 3" in problem.sentence


def test_a_child_is_named_once_a_list_however_many_rows_differ() -> None:
    file = clean_file()
    for day in (1, 8, 15):
        file.add(2, "C001", started=date(2024, 9, day), completed=None, born=date(2015, 5, 2))

    assert codes(file) == ["two_births_of_one_child"]


@pytest.mark.parametrize("gender", ["c", None])
def test_a_gender_that_is_not_stated_contradicts_none(gender: str | None) -> None:
    assert codes(clean_file().change(3, CHILD, gender=gender)) == []


@pytest.mark.parametrize(
    ("written", "alike"),
    [("c030", True), ("C 030", True), ("00C030", True), ("C030 ", True), ("C0300", False), ("C30", False)],
)
def test_identifiers_that_differ_in_capitals_spaces_or_leading_zeros_may_be_one(
    written: str, alike: bool
) -> None:
    changed: dict[str, Any] = {"child": written}
    file = clean_file().change(1, CHILD, **changed)

    assert codes(file) == ["identifier_written_two_ways"] * alike
