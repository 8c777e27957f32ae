from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.rates import mean, rate_per_10_000, share, value_of

JANUARY = date(2025, 1, 31)
counts = st.integers(0, 10_000_000)


def shown(value: Decimal | None, places: int) -> str:
    assert value is not None
    return str(round_half_up(value, places))


def test_a_share_is_a_percentage_of_its_base() -> None:
    # 52 re-referrals of 214 referrals: 52 / 214 = 0.242990..., which reads 24.3%.
    assert shown(share(52, 214), 1) == "24.3"
    assert share(19, 20) == 95
    assert share(0, 20) == 0
    assert share(20, 20) == 100


def test_no_base_gives_no_value_and_never_zero() -> None:
    assert share(0, 0) is None
    assert mean(0, 0) is None
    assert rate_per_10_000(5, 0) is None
    assert rate_per_10_000(5, 0, months=6) is None


@pytest.mark.parametrize(
    ("children", "printed"),
    [
        # North Somerset, Q3 2023/24, on its printed population of 43,367; snapshots, so not scaled to a year.
        (207, "47.73"),  # 207 x 10,000 / 43,367 = 47.7321
        (124, "28.59"),  # 28.5932
        (243, "56.03"),  # 56.0334
        (26, "6.00"),  # 5.9953
    ],
)
def test_snapshot_rates_give_back_a_printed_paper(children: int, printed: str) -> None:
    assert shown(rate_per_10_000(children, 43_367), 2) == printed


def test_a_year_to_date_rate_is_scaled_by_the_months_elapsed() -> None:
    # Barnsley, July 2022: 375 enquiries since 1 April on about 51,630 children is printed as 217.9.
    # April to July is 4 months: 375 x 12 / 4 = 1,125; 1,125 x 10,000 / 51,630 = 217.8965.
    assert shown(rate_per_10_000(375, 51_630, months=4), 1) == "217.9"


def test_six_months_are_doubled_and_twelve_are_left() -> None:
    assert rate_per_10_000(100, 50_000, months=6) == 40
    assert rate_per_10_000(100, 50_000, months=12) == rate_per_10_000(100, 50_000) == 20


@pytest.mark.parametrize("months", [0, -3])
def test_a_window_without_months_cannot_be_scaled(months: int) -> None:
    with pytest.raises(ValueError, match="cannot be scaled to a year"):
        rate_per_10_000(1, 10, months=months)


@given(counts, counts)
def test_a_share_is_the_exact_fraction_to_28_figures(numerator: int, denominator: int) -> None:
    value = share(numerator, denominator)
    if denominator == 0:
        assert value is None
        return
    assert value is not None
    exact = Fraction(100 * numerator, denominator)
    assert abs(Fraction(value) - exact) <= exact / 10**27


@given(counts, st.integers(1, 10_000_000), st.integers(1, 12))
def test_a_rate_is_the_exact_fraction_to_28_figures(count: int, population: int, months: int) -> None:
    value = rate_per_10_000(count, population, months)
    assert value is not None
    exact = Fraction(count * 12 * 10_000, months * population)
    assert abs(Fraction(value) - exact) <= exact / 10**27


@pytest.mark.parametrize("bad", [0.5, "5", True])
def test_parts_are_counts_and_never_floats(bad: object) -> None:
    with pytest.raises(TypeError, match="whole numbers or decimals"):
        share(bad, 10)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [-1, Decimal("NaN"), Decimal("Infinity")])
def test_a_part_below_zero_or_without_a_value_is_refused(bad: Decimal | int) -> None:
    with pytest.raises(ValueError, match="a count is zero or more"):
        mean(10, bad)


def test_a_percentage_of_stored_parts() -> None:
    assert value_of(Unit.PERCENTAGE, 1, 4, Window.R6, JANUARY, annualised=False) == 25


def test_a_percentage_is_never_scaled_to_a_year() -> None:
    assert value_of(Unit.PERCENTAGE, 1, 4, Window.R6, JANUARY, annualised=True) == 25


@pytest.mark.parametrize(
    ("window", "period_end", "annualised", "value"),
    [
        (Window.R6, JANUARY, True, 40),
        (Window.R6, JANUARY, False, 20),
        (Window.R12, JANUARY, True, 20),
        (Window.M, JANUARY, True, 240),
        (Window.Q, date(2024, 12, 31), True, 80),
        (Window.YTD, JANUARY, True, 24),  # ten months: 20 x 12 / 10
        (Window.YTD, date(2025, 3, 31), True, 20),
        (Window.S, JANUARY, True, 20),
        (Window.S, JANUARY, False, 20),
    ],
)
def test_rates_are_scaled_by_their_window_and_snapshots_are_not(
    window: Window, period_end: date, annualised: bool, value: int
) -> None:
    # 100 children on a population of 50,000 is 20 per 10,000.
    assert value_of(Unit.RATE, 100, 50_000, window, period_end, annualised) == value


def test_a_number_is_its_count_whatever_its_window() -> None:
    assert value_of(Unit.NUMBER, 45, None, Window.R12, JANUARY, annualised=True) == 45
    assert value_of(Unit.NUMBER, 0, None, Window.M, JANUARY, annualised=False) == 0


def test_a_mean_of_twelve_months_is_their_total_over_twelve() -> None:
    # Barnsley shows a twelve-month total of 45, which is 3.75 a month.
    assert value_of(Unit.NUMBER, 45, None, Window.MEAN12, JANUARY, annualised=False) == Decimal("3.75")
    assert value_of(Unit.NUMBER, 45, 9, Window.MEAN12, JANUARY, annualised=False) == 5


def test_a_ratio_over_twelve_months_pools_its_parts() -> None:
    # Eleven months of 1 in 1 and one of 0 in 89: the mean of the ratios would be 91.7%, the pooled share is
    # 11%.
    assert value_of(Unit.PERCENTAGE, 11, 100, Window.MEAN12, JANUARY, annualised=False) == 11


@pytest.mark.parametrize("unit", [Unit.AVERAGE, Unit.DAYS])
def test_averages_divide_the_total_by_the_cases(unit: Unit) -> None:
    assert value_of(unit, 316, 20, Window.S, JANUARY, annualised=False) == Decimal("15.8")


@pytest.mark.parametrize("unit", list(Unit))
def test_a_missing_part_gives_no_value(unit: Unit) -> None:
    assert value_of(unit, None, 10, Window.R12, JANUARY, annualised=False) is None
    if unit is not Unit.NUMBER:
        assert value_of(unit, 10, None, Window.R12, JANUARY, annualised=False) is None
        assert value_of(unit, 0, 0, Window.R12, JANUARY, annualised=False) is None
