from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.fixed_point import (
    BOUND,
    LARGEST,
    ONE,
    TooLarge,
    divided_half_up,
    to_decimal,
    to_units,
)


@given(st.integers(-BOUND * ONE + 1, BOUND * ONE - 1))
def test_a_figure_comes_back_from_its_units(units: int) -> None:
    assert to_units(to_decimal(units)) == units


def test_a_figure_too_large_for_the_arrays_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"10000000 is too large.*below 10,000,000"):
        to_units(Decimal(10_000_000))
    assert to_units(Decimal(12_183_016), LARGEST) == 12_183_016 * ONE


def test_a_figure_with_more_decimals_than_are_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 10 decimals"):
        to_units(Decimal("0.12345678901"))


@given(st.integers(-(2**61), 2**61), st.integers(1, 99))
def test_halves_go_away_from_zero(total: int, by: int) -> None:
    expected = (Decimal(total) / by).quantize(Decimal(1), ROUND_HALF_UP)
    assert divided_half_up(np.array([total]), by)[0] == expected
