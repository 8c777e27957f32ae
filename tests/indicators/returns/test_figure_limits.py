"""Figures at the edge of what the arithmetic and the columns keep: refused with a sentence, never a crash."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.calculations.figures import Unit, parse_figure
from indicators.models import Indicator, ReturnFigure, Value
from indicators.recalculation import value_of_figure
from indicators.returns.changes import figure_in_words
from indicators.returns.checks import Context, check
from indicators.returns.rows import FigureRow, TypedReturn
from tests.indicators.conftest import MONTH, Approve, Upload
from tests.indicators.files import csv_file, workbook
from tests.indicators.returns.outcomes import only_error


def test_a_quotient_larger_than_any_figure_is_refused(upload: Upload) -> None:
    row = ("S47_RATE", "", "S", "1000000000", "0.000001")

    problem = only_error(upload(csv_file(row), name="return.csv"))

    assert (problem.code, problem.row, problem.column) == ("value_too_large", 2, "Denominator")
    assert "S47_RATE S" in problem.sentence
    assert "larger than 1,000,000,000" in problem.sentence


def test_a_mean_of_the_largest_figure_is_still_taken(upload: Upload) -> None:
    kept = upload(workbook(("WAIT_DAYS", None, "R3", 1_000_000_000, 1)), period=date(2024, 12, 31))

    assert not kept.problems.filter(severity="error").exists()


def test_parts_stored_before_the_rule_give_no_value_rather_than_a_crash(upload: Upload) -> None:
    kept = upload(workbook(("S47_RATE", None, "S", 5, 10)))
    figure = kept.figures.get()
    figure.numerator, figure.denominator = Decimal(1_000_000_000), Decimal("0.000001")

    value = value_of_figure(kept, figure)
    value.save()

    assert (Value.objects.get().value, value.symbol) == (None, "x")
    assert "larger than" in value.basis


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("S47_RATE", "", "S", "1.1234567", "20"), "Numerator", "6 decimals"),
        (("S47_RATE", "", "S", "1", "20.1234567"), "Denominator", "6 decimals"),
        (("S47_RATE", "", "S", "", "", "20.12345678901"), "Value", "10 decimals"),
    ],
)
def test_more_decimals_than_the_columns_keep_are_refused(
    upload: Upload, row: tuple[Any, ...], column: str, words: str
) -> None:
    problem = only_error(upload(csv_file(row), name="return.csv"))

    assert (problem.code, problem.row, problem.column) == ("not_a_figure", 2, column)
    assert words in problem.sentence
    assert "S47_RATE" in problem.sentence


def test_a_number_cell_with_more_decimals_than_a_part_keeps_is_refused(upload: Upload) -> None:
    assert only_error(upload(workbook(("S47_RATE", None, "S", 1.1234567, 20)))).column == "Numerator"


def test_a_part_too_small_to_be_kept_is_no_nought(upload: Upload) -> None:
    row = ("S47_RATE", None, "S", 5, 1 / 30_000_000)

    assert only_error(upload(workbook(row))).column == "Denominator"


def test_the_unending_decimals_of_a_formula_are_rounded_to_what_is_kept(upload: Upload) -> None:
    kept = upload(workbook(("WAIT_DAYS", None, "R3", 100 / 3, 0.1 + 0.2)), period=date(2024, 12, 31))

    figure = kept.figures.get()
    assert (figure.numerator, figure.denominator) == (Decimal("33.333333"), Decimal("0.3"))


def test_a_formula_shows_four_decimals_at_most(approve: Approve) -> None:
    approve(workbook(("REREF_PCT", None, "R12", None, None, 100 / 3)))

    figure = ReturnFigure.objects.get()
    assert figure_in_words(figure) == "33.3333%"
    assert (figure.value, Value.objects.get().value) == (Decimal("33.3333333333"),) * 2


def test_typed_text_keeps_its_decimals(upload: Upload) -> None:
    row = ("REREF_PCT", "", "R12", "", "", "33.3333333333%")

    assert figure_in_words(upload(csv_file(row), name="return.csv").figures.get()) == "33.3333333333%"


FORMULAS: dict[Unit, Callable[[int, int], float]] = {
    Unit.PERCENTAGE: lambda n, d: n / d,  # in a cell formatted in per cent
    Unit.RATE: lambda n, d: n / d * 10_000 * 12 / 6,
    Unit.AVERAGE: lambda n, d: n / d,
    Unit.DAYS: lambda n, d: n * (1 / d),
}


@pytest.mark.parametrize("unit", FORMULAS)
def test_a_formula_beside_its_parts_is_never_refused_for_the_noise_of_floats(unit: Unit) -> None:
    chance = random.Random(7)  # noqa: S311  figures to try, no secret
    indicator = Indicator(code="TRY", name="Tried", unit=unit, windows=["R6"], annualised=["R6"])
    found = TypedReturn()
    for number in range(1000):
        bottom = chance.randint(1, 400_000)
        top = chance.randint(0, bottom) if unit is Unit.PERCENTAGE else chance.randint(0, 90_000)
        value = parse_figure(FORMULAS[unit](top, bottom), unit, fractions_declared=unit is Unit.PERCENTAGE)
        assert value is not None
        assert value.value is not None and value.places is not None and value.places <= 4
        found.figures.append(
            FigureRow(
                sheet="Figures", row=number, indicator=indicator, window="R6", numerator=Decimal(top),
                denominator=Decimal(bottom), value=value.value, symbol="", places=value.places, as_at=None,
                note="", typed=value.raw,
            )
        )  # fmt: skip

    problems = check(found, Context(MONTH, {}, {}, None))

    assert [p for p in problems if p.code == "parts_disagree_with_value"] == []


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [("33.33333333%", True), ("33.3333325%", True), ("33.33333%", True), ("33.33335%", False)],
)
def test_a_long_typed_value_agrees_within_its_last_place_or_a_millionth(
    upload: Upload, typed: str, agrees: bool
) -> None:
    kept = upload(csv_file(("REREF_PCT", "", "R12", "1", "3", typed)), name="return.csv")

    assert kept.problems.filter(code="parts_disagree_with_value").exists() is not agrees


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("REREF_PCT", None, "R12", 190.5, 284), "Numerator"),
        (("S47_RATE", None, "R6", 300, 43367.5), "Denominator"),
        (("CLA_N", None, "S", 580.25), "Numerator"),
    ],
)
def test_part_of_a_person_asks_to_be_confirmed(upload: Upload, row: tuple[Any, ...], column: str) -> None:
    kept = upload(workbook(row))

    problem = kept.problems.get(code="part_not_whole")
    assert (problem.severity, problem.row, problem.column) == ("warning", 2, column)
    assert row[0] in problem.sentence
    assert kept.figures.exists()


def test_part_of_a_day_or_of_a_post_is_in_order(upload: Upload, indicators: dict[str, Indicator]) -> None:
    Indicator.objects.filter(code="REREF_PCT").update(counts_people=False)
    rows = (("REREF_PCT", None, "R12", 20.5, 112.4), ("WAIT_DAYS", None, "R3", 905.5, 41))

    assert not upload(workbook(*rows)).problems.filter(code="part_not_whole").exists()


def test_a_problem_of_a_row_names_its_indicator(upload: Upload) -> None:
    rows = (
        ("CLA_N", None, "S", "about 580"),
        ("REREF_PCT", None, "R12", 25, 20),
        ("S47_RATE", None, "R6", 1, 2, None, "last autumn"),
    )

    kept = upload(workbook(*rows))

    for problem in kept.problems.exclude(row=None):
        assert rows[(problem.row or 0) - 2][0] in problem.sentence
