"""Dates in an order that cannot be, at the day on which they may still stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from indicators.annex_a.checking import check_lists
from indicators.annex_a.rules.order import ADOPTER_STAGES, ADOPTER_STEPS, ADOPTION_STEPS
from tests.indicators.annex_a.rules.clean_file import BORN, PERIOD_END, File, clean_file

START = date(2024, 10, 1)
BEFORE = START - timedelta(days=1)
# List, the later date, the rule.
PAIRS = [
    (2, "completed", "completed_before_start"), (4, "authorised", "authorised_before_start"),
    (5, "conference", "conference_before_strategy"), (6, "ended", "ended_before_start"),
    (7, "ended", "ended_before_start"), (8, "ended", "ended_before_start"),
    (6, "last_seen", "visit_before_start"), (7, "last_visit", "visit_before_start"),
    (8, "last_visit", "visit_before_start"), (7, "latest_review", "review_before_start"),
    (8, "latest_review", "review_before_start"), (8, "placed", "placed_before_care"),
    (8, "legal_started", "legal_status_before_care"),
]  # fmt: skip


def codes(file: File) -> set[str]:
    return {problem.code for problem in check_lists(file.typed(), PERIOD_END)}


def one_row(number: int, **cells: Any) -> File:
    """A file of one row, which is in order but for these cells."""
    return File({number: [{"adopter" if number == 11 else "child": "X", **cells}]})


@pytest.mark.parametrize(("number", "later", "rule"), PAIRS)
def test_what_follows_a_start_may_be_on_its_day_and_not_before(number: int, later: str, rule: str) -> None:
    assert rule in codes(one_row(number, started=START, **{later: BEFORE}))
    assert rule not in codes(one_row(number, started=START, **{later: START}))
    assert rule not in codes(one_row(number, started=START, **{later: None}))


@pytest.mark.parametrize(("number", "pair", "rule"), [
    *((10, pair, "adoption_steps_out_of_order") for pair in ADOPTION_STEPS),
    *((11, pair, "adopter_stages_out_of_order") for pair in ADOPTER_STAGES),
    *((11, pair, "approved_before_application") for pair in ADOPTER_STEPS),
])  # fmt: skip
def test_steps_may_fall_on_one_day_and_not_turn_round(number: int, pair: tuple[str, str], rule: str) -> None:
    earlier, later = pair

    assert rule in codes(one_row(number, **{earlier: START, later: BEFORE}))
    assert rule not in codes(one_row(number, **{earlier: START, later: START}))
    assert rule not in codes(one_row(number, **{later: BEFORE}))


def test_a_step_out_of_order_names_the_other_steps_column_and_date() -> None:
    (problem,) = check_lists(clean_file().change(10, "A001", matched=date(2024, 6, 2)).typed(), PERIOD_END)

    assert (problem.row, problem.value) == (4, "02/06/2024")
    assert problem.column == "Date of Matching Child and Prospective Adopters"
    assert "'Date of Placement Order', 03/06/2024" in problem.sentence


@pytest.mark.parametrize("number", range(1, 8))
def test_an_unborn_child_is_known_ten_months_ahead_and_no_more(number: int) -> None:
    day = {1: "contacted", 3: "referred"}.get(number, "started")
    due = PERIOD_END + timedelta(days=90)

    assert "event_before_birth" not in codes(one_row(number, born=due, **{day: due - timedelta(days=300)}))
    assert "event_before_birth" in codes(one_row(number, born=due, **{day: due - timedelta(days=301)}))


@pytest.mark.parametrize(("number", "day"), [(8, "started"), (10, "entered_care")])
def test_nobody_is_looked_after_before_birth(number: int, day: str) -> None:
    assert "event_before_birth" not in codes(one_row(number, born=BORN, **{day: BORN}))
    assert "event_before_birth" in codes(one_row(number, born=BORN, **{day: BORN - timedelta(days=1)}))
