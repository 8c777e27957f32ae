"""Each rule of the checks, by what it says of a file; and that no rule goes untried here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from authorities.models import Authority
from indicators.calculations.figures import Unit
from indicators.models import IndicatorInSet, Return, ReturnProblem, ReturnState
from indicators.returns.checks import RULES, jumped
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.indicators.conftest import QUARTER, Approve, Upload
from tests.indicators.files import GOOD_ROWS, workbook


def told(kept: Return, code: str) -> ReturnProblem:
    """The one problem that a rule told of."""
    return kept.problems.get(code=code)


def test_every_rule_has_a_test_here() -> None:
    beside = Path(__file__).parent
    tried = (beside / "test_checks.py", beside / "test_figure_limits.py")
    text = "".join(path.read_text(encoding="utf-8") for path in tried)

    assert [rule.__name__ for rule in RULES if f'"{rule.__name__}"' not in text] == []


def test_a_return_in_order_raises_nothing(upload: Upload) -> None:
    kept = upload()

    assert kept.state == ReturnState.READY
    assert not kept.problems.exists()


@pytest.mark.parametrize(
    ("row", "code", "column", "words"),
    [
        (("CLA_N", None, "R12", 580), "window_not_offered", "Window", "its windows are S"),
        (("REREF_PCT", None, "Q", 5, 20), "window_does_not_close", "Window", "does not close a quarter"),
        (("REREF_PCT", None, "R12", 5), "one_part_missing", "Denominator", "Fill in the denominator"),
        (("REREF_PCT", None, "R12", None, 5), "one_part_missing", "Numerator", "Fill in the numerator"),
        (("CLA_N", None, "S", None, 5), "one_part_missing", "Numerator", "has no figure"),
        (("REREF_PCT", None, "R12", "12 u"), "one_part_missing", "Denominator", "Fill in the denominator"),
        (("CLA_N", None, "S", None, None, "u"), "one_part_missing", "Numerator", "has no figure"),
        (("REREF_PCT", None, "R12", 5, 20, 26), "parts_disagree_with_value", "Value", "give 25.0%"),
        (("S47_RATE", None, "R6", 100, 50000, 20), "parts_disagree_with_value", "Value", "give 40.0"),
        (
            ("CLA_N", None, "S", 580, None, None, date(2025, 2, 1)),
            "as_at_after_period",
            "As at",
            "01/02/2025",
        ),
    ],
)
def test_an_error_stops_the_return_and_says_where(
    upload: Upload, row: tuple[Any, ...], code: str, column: str, words: str
) -> None:
    kept = upload(workbook(row))
    problem = told(kept, code)

    assert (problem.severity, problem.row, problem.column) == ("error", 2, column)
    assert words in problem.sentence
    assert kept.state == ReturnState.PROBLEMS
    assert not kept.figures.exists()


@pytest.mark.parametrize(
    ("row", "code", "column", "words"),
    [
        (("REREF_PCT", None, "R12", 25, 20), "numerator_above_denominator", "Numerator", "not swapped"),
        (("REREF_PCT", None, "R12", 0, 0), "no_denominator", "Denominator", "not as 0"),
        (("STAFF_N", None, "S", 44), "not_in_set", "Code", "not in your indicator set"),
    ],
)
def test_a_warning_lets_the_figures_in_and_says_where(
    upload: Upload, row: tuple[Any, ...], code: str, column: str, words: str
) -> None:
    kept = upload(workbook(row))
    problem = told(kept, code)

    assert (problem.severity, problem.row, problem.column) == ("warning", 2, column)
    assert words in problem.sentence
    assert kept.state == ReturnState.READY
    assert kept.figures.count() == 1


@pytest.mark.parametrize(("denominator", "warned"), [(52_500, False), (52_501, True), (47_499, True)])
def test_a_population_far_from_the_estimate_is_asked_about(
    upload: Upload, authority: Authority, denominator: int, warned: bool
) -> None:
    PopulationEstimateFactory.create(authority=authority, mid_year=2024, children=50_000)

    kept = upload(workbook(("S47_RATE", None, "R6", 300, denominator)))

    assert kept.problems.filter(code="population_differs").exists() is warned
    if warned:
        assert "50,000 children aged 0 to 17 at mid-2024" in told(kept, "population_differs").sentence


def test_a_rate_without_its_base_is_refused_where_no_estimate_can_stand_in(upload: Upload) -> None:
    problem = told(upload(workbook(("S47_RATE", None, "R6", 300))), "one_part_missing")

    assert (problem.severity, problem.column) == ("error", "Denominator")
    assert "no estimate for your authority" in problem.sentence


def test_one_figure_given_twice_names_both_rows(upload: Upload) -> None:
    problem = told(upload(workbook(*GOOD_ROWS, ("CLA_N", None, "S", 581))), "duplicate_row")

    assert problem.row == 5
    assert "row 2" in problem.sentence


def test_one_comparator_given_twice_names_both_rows(upload: Upload) -> None:
    twice = [("CLA_N", None, "England", "2024", 5), ("CLA_N", None, "England", "2023", 6)]

    problem = told(upload(workbook(*GOOD_ROWS, comparators=twice)), "duplicate_comparator")

    assert (problem.sheet, problem.row) == ("Comparators", 3)


@pytest.mark.parametrize(
    "row",
    [
        ("REREF_PCT", None, "R12", 1, 3, "33.3"),
        ("REREF_PCT", None, "R12", 1, 8, "12"),  # 12.5, which some systems round to even
        ("REREF_PCT", None, "R12", None, None, "24.3%"),
        ("REREF_PCT", None, "R12", "c", 20),
        ("REREF_PCT", None, "R12", 12, 40, "30 u"),
        ("S47_RATE", None, "R6", 100, 50000, 40),
    ],
)
def test_parts_that_round_to_the_value_are_in_order(upload: Upload, row: tuple[Any, ...]) -> None:
    assert not upload(workbook(row)).problems.filter(severity="error").exists()


def test_a_file_without_figures_is_refused(upload: Upload) -> None:
    problem = told(upload(workbook(("CLA_N", None, "S"))), "empty_return")

    assert problem.severity == "error"


def test_a_figure_of_the_set_that_is_not_there_is_missed(upload: Upload) -> None:
    kept = upload(workbook(*GOOD_ROWS[:2]))

    assert "S47_RATE" in told(kept, "missing_figure").sentence
    assert kept.state == ReturnState.READY


def test_a_quarterly_figure_is_not_missed_in_a_month_that_closes_none(upload: Upload) -> None:
    IndicatorInSet.objects.filter(window="R12").update(window="Q")

    assert upload(workbook(*GOOD_ROWS[::2])).state == ReturnState.READY
    assert not ReturnProblem.objects.filter(code="missing_figure").exists()
    assert told(upload(workbook(*GOOD_ROWS[::2]), period=QUARTER), "missing_figure").severity == "warning"


def test_a_retired_indicator_is_not_missed(upload: Upload, indicators: dict[str, Any]) -> None:
    indicators["S47_RATE"].retired = True
    indicators["S47_RATE"].save()

    assert not upload(workbook(*GOOD_ROWS[:2])).problems.exists()


def test_a_figure_taken_out_of_the_set_is_not_missed(upload: Upload) -> None:
    IndicatorInSet.objects.filter(window="R6").update(active=False)

    assert not upload(workbook(*GOOD_ROWS[:2])).problems.exists()


def test_a_large_change_since_the_last_figures_is_asked_about(upload: Upload, approve: Approve) -> None:
    approve(period=QUARTER)

    problem = told(upload(workbook(("CLA_N", None, "S", 1200), *GOOD_ROWS[1:])), "implausible_jump")

    assert (problem.severity, problem.row) == ("warning", 2)
    assert "1,200 now, 580 at December 2024" in problem.sentence


@pytest.mark.parametrize(
    ("unit", "now", "before", "said"),
    [
        (Unit.PERCENTAGE, "45.1", "25", True),
        (Unit.PERCENTAGE, "45", "25", False),
        (Unit.NUMBER, "9", "1", False),
        (Unit.NUMBER, "21", "10", True),
        (Unit.NUMBER, "20", "10", False),
        (Unit.RATE, "10", "30", True),
        (Unit.NUMBER, "0", "10", True),
    ],
)
def test_what_counts_as_a_large_change(unit: Unit, now: str, before: str, said: bool) -> None:
    assert jumped(unit, Decimal(now), Decimal(before)) is said
