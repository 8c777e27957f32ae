from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.fixed_point import ONE, TooLarge, to_decimal
from indicators.calculations.published_rates import rates_per_10_000
from tests.indicators.calculations.slow_comparisons import half_up


def rate(count: Decimal, children: int) -> Decimal:
    units, has = rates_per_10_000(
        np.array([int(count * ONE)]), np.array([children]), np.array([True], dtype=np.bool_)
    )
    assert has[0]
    return to_decimal(int(units[0]))


def test_a_rate_worked_by_hand() -> None:
    # 586 children of 54,412: 586 x 10,000 / 54,412 = 107.696831581...
    assert rate(Decimal(586), 54_412) == (Decimal(5_860_000) / 54_412).quantize(Decimal("1e-10"))
    assert f"{rate(Decimal(586), 54_412):.6f}" == "107.696832"


@given(st.decimals(0, 800_000, places=6), st.integers(1_000, 60_000_000))
def test_a_rate_is_exact_to_the_last_stored_digit_halves_up(count: Decimal, children: int) -> None:
    assert rate(count, children) == half_up(Fraction(count) * 10_000 / children)


def test_no_children_and_no_count_give_no_rate() -> None:
    _, has = rates_per_10_000(
        np.array([5 * ONE, 5 * ONE, 0]), np.array([0, 10, 10]), np.array([True, False, True])
    )
    assert has.tolist() == [False, False, True]


def test_a_count_a_thousand_times_its_children_is_refused() -> None:
    with pytest.raises(TooLarge, match="the population or the count is wrong"):
        rate(Decimal(10_000), 10)


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        rate(Decimal(-1), 10)
