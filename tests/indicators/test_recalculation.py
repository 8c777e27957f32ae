"""Values from approved returns: equal to a second, slow computation; twice equals once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.models import QuerySet

from authorities.models import Authority
from indicators import jobs
from indicators.models import Indicator, Job, Value
from tests.indicators.conftest import MONTH, QUARTER, Approve
from tests.indicators.files import GOOD_ROWS, workbook

ROWS = (
    ("CLA_N", None, "S", 580),
    ("REREF_PCT", None, "R12", 1, 3),
    ("REREF_PCT", None, "Q", "c", 40),
    ("S47_RATE", None, "R6", 300, 43367),
    ("S47_RATE", None, "S", 300, 43367),
    ("WAIT_DAYS", None, "Q", 905, 41),
    ("WAIT_DAYS", None, "YTD", 0, 0),
    ("STAFF_N", None, "S", None, None, "41.5 u"),
)


def slow_value(
    unit: str, numerator: int, denominator: int | None, scaled: bool, months: int
) -> Fraction | None:
    """The figure in exact fractions, from the words of the specification."""
    if unit == "number":
        return Fraction(numerator)
    if not denominator:
        return None
    if unit == "percentage":
        return Fraction(numerator * 100, denominator)
    if unit == "rate":
        return Fraction(numerator * 10_000, denominator) * (Fraction(12, months) if scaled else 1)
    return Fraction(numerator, denominator)


def values() -> QuerySet[Value]:
    return Value.objects.select_related("indicator").order_by("indicator__code", "window", "period_end")


def test_values_equal_a_slow_second_computation(approve: Approve) -> None:
    approve(workbook(*ROWS), period=QUARTER)

    found = {(v.indicator.code, v.window): v for v in values()}
    expected = {
        ("CLA_N", "S"): slow_value("number", 580, None, False, 0),
        ("REREF_PCT", "R12"): slow_value("percentage", 1, 3, False, 12),
        ("S47_RATE", "R6"): slow_value("rate", 300, 43367, True, 6),
        ("S47_RATE", "S"): slow_value("rate", 300, 43367, False, 0),
        ("WAIT_DAYS", "Q"): slow_value("days", 905, 41, False, 3),
    }
    for key, exact in expected.items():
        kept = found[key].value
        assert kept is not None and exact is not None
        assert abs(Fraction(kept) - exact) <= Fraction(1, 2 * 10**10)
    assert len(found) == len(ROWS)


def test_a_symbol_stays_a_symbol_and_a_base_of_nought_is_not_applicable(approve: Approve) -> None:
    approve(workbook(*ROWS), period=QUARTER)

    found = {(v.indicator.code, v.window): (v.value, v.symbol) for v in values()}
    assert found["REREF_PCT", "Q"] == (None, "c")
    assert found["WAIT_DAYS", "YTD"] == (None, "z")
    assert found["STAFF_N", "S"] == (Decimal("41.5"), "u")


def test_an_unreliable_count_still_gives_its_percentage(approve: Approve) -> None:
    approve(workbook(("REREF_PCT", None, "R12", "12 u", 40)))

    assert (values().get().value, values().get().symbol) == (Decimal(30), "u")


def test_a_typed_value_is_kept_as_typed_beside_its_parts(approve: Approve) -> None:
    approve(workbook(("REREF_PCT", None, "R12", 1, 3, "33.3%")))

    kept = values().get()
    assert (kept.value, kept.places, kept.numerator) == (Decimal("33.3"), 1, Decimal(1))
    assert kept.basis.endswith("as the authority gave it")


def test_the_basis_says_what_the_figure_covers(approve: Approve) -> None:
    approve(workbook(*ROWS), period=QUARTER)

    basis = {(v.indicator.code, v.window): v.basis for v in values()}
    assert basis["S47_RATE", "R6"] == "rolling 6 months, 1 July 2024 to 31 December 2024, scaled to a year"
    assert basis["S47_RATE", "S"] == "snapshot at 31 December 2024"


def test_recalculating_twice_equals_once(approve: Approve, authority: Authority) -> None:
    approve(workbook(*ROWS), period=QUARTER)
    once = list(values().values())

    again = jobs.enqueue("recalculate", authority=authority, reason="again", by=None)
    jobs.run(again.pk)

    again.refresh_from_db()
    assert list(values().values()) == once
    assert again.result["values_changed"] == again.result["values_removed"] == 0


def test_a_figure_left_out_of_a_correction_loses_its_value(approve: Approve) -> None:
    approve()
    job = approve(workbook(*GOOD_ROWS[1:]))

    assert {v.indicator.code for v in values()} == {"REREF_PCT", "S47_RATE"}
    assert job.result["values_removed"] == 1


def test_only_the_changed_period_is_written(approve: Approve) -> None:
    approve(period=QUARTER)
    before = list(values().values())

    job = approve(workbook(("CLA_N", None, "S", 590)), period=MONTH)

    assert job.result["values_changed"] == 1
    assert list(values().filter(period_end=QUARTER).values()) == before


def test_a_new_definition_reaches_the_values(
    approve: Approve, authority: Authority, indicators: dict[str, Indicator]
) -> None:
    approve(workbook(("S47_RATE", None, "R6", 100, 50000)))
    assert values().get().value == 40

    Indicator.objects.filter(code="S47_RATE").update(annualised=[])
    jobs.run(jobs.enqueue("recalculate", authority=authority, reason="definition", by=None).pk)

    assert values().get().value == 20


@pytest.mark.parametrize("first", [QUARTER, MONTH])
def test_the_order_of_approvals_does_not_matter(approve: Approve, first: date) -> None:
    second = MONTH if first == QUARTER else QUARTER
    approve(workbook(("CLA_N", None, "S", 1 + first.month)), period=first)
    approve(workbook(("CLA_N", None, "S", 1 + second.month)), period=second)

    assert {v.period_end: v.value for v in values()} == {QUARTER: 13, MONTH: 2}
    assert not Job.objects.exclude(state="done").exists()
