from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.positions import Position, position, quartiles
from tests.indicators.calculations import slow_answers

figures = st.decimals(min_value=0, max_value=1000, places=2)


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "q1", "q3"),
    [
        # Five values: ranks (5 - 1) / 4 = 1 and 3, counted from 0, so the second and the fourth.
        (numbers("10", "20", "30", "40", "50"), "20", "40"),
        # Four: rank 0.75 is 10 + 0.75 x 10 = 17.5; rank 2.25 is 30 + 0.25 x 10 = 32.5.
        (numbers("10", "20", "30", "40"), "17.5", "32.5"),
        # Six: rank 1.25 is 3 + 0.25 x 2 = 3.5; rank 3.75 is 7 + 0.75 x 1 = 7.75.
        (numbers("1", "3", "5", "7", "8", "20"), "3.5", "7.75"),
        # Order of arrival does not matter, and ties are kept.
        (numbers("4", "1", "4", "4", "2"), "2", "4"),
        (numbers("7", "3"), "4", "6"),
        (numbers("7"), "7", "7"),
    ],
)
def test_quartiles_are_interpolated_between_ranks(values: list[Decimal], q1: str, q3: str) -> None:
    assert quartiles(values) == (Decimal(q1), Decimal(q3))


def test_no_values_have_no_quartiles() -> None:
    assert quartiles([]) is None


@given(st.lists(figures, min_size=1, max_size=153))
def test_quartiles_agree_with_writing_out_the_steps(values: list[Decimal]) -> None:
    found = quartiles(values)
    assert found is not None
    assert (Fraction(found[0]), Fraction(found[1])) == slow_answers.quartiles(values)


@given(st.lists(figures, min_size=1, max_size=60))
def test_quartiles_do_not_depend_on_order(values: list[Decimal]) -> None:
    assert quartiles(reversed(values)) == quartiles(values) == quartiles(sorted(values))


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("19.9", Position.LOWER),
        ("20", Position.IN_RANGE),
        ("30", Position.IN_RANGE),
        ("40", Position.IN_RANGE),
        ("40.0001", Position.HIGHER),
    ],
)
def test_a_value_on_a_bound_is_in_range(value: str, where: Position) -> None:
    assert position(Decimal(value), Decimal(20), Decimal(40)) is where


def test_no_value_has_no_position() -> None:
    assert position(None, Decimal(20), Decimal(40)) is Position.NONE


@given(st.lists(figures, min_size=4, max_size=153))
def test_at_least_half_of_all_values_are_in_range(values: list[Decimal]) -> None:
    found = quartiles(values)
    assert found is not None
    inside = [value for value in values if position(value, *found) is Position.IN_RANGE]
    # The two quartiles lie (n - 1) / 2 ranks apart, so between them are at least that many less one.
    assert len(inside) >= (len(values) - 1) // 2
