from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from indicators.calculations.figures import Unit
from indicators.calculations.intervals import (
    Counted,
    Interval,
    Level,
    counts_behind,
    figure_of,
    interval_of,
    pooled,
    rate_interval,
    share_interval,
)
from indicators.calculations.periods import Window
from indicators.calculations.rates import value_of

JUNE = date(2025, 6, 30)
levels = st.sampled_from(Level)
confidence = {Level.USUAL: 0.95, Level.STRICT: 0.998}


def rounded(interval: Interval | None, places: int) -> tuple[float, float]:
    assert interval is not None
    return round(float(interval.low), places), round(float(interval.high), places)


@pytest.mark.parametrize("level", Level)
def test_each_level_is_a_point_of_the_normal_distribution(level: Level) -> None:
    assert float(level.tail) == pytest.approx((1 - confidence[level]) / 2)
    assert float(level.z) == pytest.approx(stats.norm.isf(float(level.tail)), abs=1e-14)


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    # Newcombe RG, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998)
    # 857-872, table I, method 3 (Wilson's score without continuity correction).
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.00, 16.11), (1, 29, 0.61, 17.18)],
)
def test_a_share_has_the_published_wilson_interval(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    assert rounded(share_interval(numerator, denominator), 2) == (low, high)


@given(st.integers(1, 20_000), st.data(), levels)
def test_a_share_has_the_wilson_interval_of_a_second_implementation(
    denominator: int, data: st.DataObject, level: Level
) -> None:
    numerator = data.draw(st.integers(0, denominator))
    other = stats.binomtest(numerator, denominator).proportion_ci(confidence[level], method="wilson")
    found = share_interval(numerator, denominator, level)
    assert found is not None
    assert (float(found.low), float(found.high)) == pytest.approx(
        (100 * other.low, 100 * other.high), abs=1e-9
    )


@given(st.integers(1, 100_000), st.data(), levels)
def test_a_share_is_inside_its_interval_and_the_interval_inside_nought_to_a_hundred(
    denominator: int, data: st.DataObject, level: Level
) -> None:
    numerator = data.draw(st.integers(0, denominator))
    found = share_interval(numerator, denominator, level)
    assert found is not None
    assert 0 <= found.low <= Decimal(100 * numerator) / denominator <= found.high <= 100
    assert found.low < found.high


def test_none_or_all_of_a_base_reach_the_very_end() -> None:
    none, whole = share_interval(0, 7), share_interval(7, 7)
    assert none is not None and none.low == 0
    assert whole is not None and whole.high == 100


def test_a_share_without_a_base_or_larger_than_its_whole_has_no_interval() -> None:
    assert share_interval(0, 0) is None
    assert share_interval(11, 10) is None
    assert share_interval(10, 10) is not None


def test_ten_events_have_byars_interval_worked_by_hand() -> None:
    # Breslow and Day 1987, formula 2.10, as OHID's technical guide gives it.
    # 10 (1 - 1/90 - 1.96/(3 x 3.1623))³ = 10 x 0.78229³ = 4.787
    # 11 (1 - 1/99 + 1.96/(3 x 3.3166))³ = 11 x 1.18688³ = 18.391
    # The exact limits, in every table of the Poisson distribution, are 4.795 and 18.390.
    assert rounded(rate_interval(10, 10_000), 3) == (4.787, 18.391)


def test_no_event_has_the_exact_interval() -> None:
    # The chance of none of 3.689 expected is 2.5%: e^-3.689 = 0.025; of 6.908 it is 0.1%.
    assert rounded(rate_interval(0, 10_000), 3) == (0, 3.689)
    assert rounded(rate_interval(0, 10_000, level=Level.STRICT), 3) == (0, 6.908)


def test_one_event_is_held_at_nought_where_the_approximation_passes_it() -> None:
    # 1 - 1/9 - 3.09/3 = -0.141, which is below nought cubed too.
    found = rate_interval(1, 10_000, level=Level.STRICT)
    assert found is not None and found.low == 0


@given(st.integers(5, 100_000), levels)
def test_byars_interval_is_near_the_exact_one(count: int, level: Level) -> None:
    tail = float(level.tail)
    exact = stats.chi2.ppf(tail, 2 * count) / 2, stats.chi2.isf(tail, 2 * count + 2) / 2
    found = rate_interval(count, 10_000, level=level)
    assert found is not None
    # Five events at 99.8% are the worst: 0.69 for 0.74 below. The rest are within a hundredth or so.
    assert (float(found.low), float(found.high)) == pytest.approx(exact, rel=0.01, abs=0.06)


@given(st.integers(0, 100_000), levels)
def test_a_rate_is_inside_its_interval_and_that_is_never_below_nought(count: int, level: Level) -> None:
    found = rate_interval(count, 10_000, level=level)
    assert found is not None
    assert 0 <= found.low <= count < found.high


@given(st.integers(0, 5_000), st.integers(1, 400_000), st.integers(1, 12))
def test_a_rates_interval_is_scaled_as_the_rate_is(count: int, population: int, months: int) -> None:
    plain, scaled = rate_interval(count, 10_000), rate_interval(count, population, months)
    assert plain is not None and scaled is not None
    times = 10_000 / population * 12 / months
    assert float(scaled.low) == pytest.approx(float(plain.low) * times)
    assert float(scaled.high) == pytest.approx(float(plain.high) * times)


def test_a_rate_without_a_population_has_no_interval() -> None:
    assert rate_interval(3, 0) is None


@pytest.mark.parametrize("unit", [Unit.NUMBER, Unit.AVERAGE, Unit.DAYS])
def test_only_shares_and_rates_have_an_interval(unit: Unit) -> None:
    parts = Counted(Decimal(5), Decimal(20))
    assert interval_of(unit, parts) is None
    assert figure_of(unit, parts) is None
    assert counts_behind(unit, 5, 20, Window.R12, JUNE, annualised=True) is None


@pytest.mark.parametrize(
    ("unit", "window", "annualised"),
    [
        (Unit.PERCENTAGE, Window.R12, False),
        (Unit.PERCENTAGE, Window.YTD, True),
        (Unit.RATE, Window.R6, True),
        (Unit.RATE, Window.R6, False),
        (Unit.RATE, Window.S, True),
        (Unit.RATE, Window.YTD, True),
        (Unit.RATE, Window.MEAN12, True),
    ],
)
def test_the_parts_give_the_figure_that_is_stored(unit: Unit, window: Window, annualised: bool) -> None:
    parts = counts_behind(unit, 91, 43_367, window, JUNE, annualised)
    assert parts is not None
    assert figure_of(unit, parts) == value_of(unit, Decimal(91), Decimal(43_367), window, JUNE, annualised)
    around = interval_of(unit, parts)
    figure = figure_of(unit, parts)
    assert around is not None and figure is not None and around.low < figure < around.high


def test_a_figure_without_parts_or_a_base_has_none_behind_it() -> None:
    for numerator, denominator in ((None, 10), (3, None), (0, 0)):
        assert counts_behind(Unit.PERCENTAGE, numerator, denominator, Window.R12, JUNE, False) is None


def test_authorities_are_pooled_by_their_parts_and_not_by_their_figures() -> None:
    both = pooled([Counted(Decimal(9), Decimal(10)), Counted(Decimal(1), Decimal(90))])
    assert figure_of(Unit.PERCENTAGE, both) == 10


def test_windows_of_different_lengths_are_not_pooled() -> None:
    with pytest.raises(ValueError, match="one length"):
        pooled([Counted(Decimal(9), Decimal(10), 6), Counted(Decimal(1), Decimal(90), 12)])
    with pytest.raises(ValueError, match="at least one"):
        pooled([])


def test_the_ninety_five_per_cent_wilson_interval_covers_about_that_often() -> None:
    """Whatever the true share, the interval of a sample of 50 holds it about 19 times in 20."""
    for true in (0.1, 0.3, 0.5):
        covered = 0.0
        for numerator in range(51):
            found = share_interval(numerator, 50)
            assert found is not None
            if found.low <= Decimal(true) * 100 <= found.high:
                covered += stats.binom.pmf(numerator, 50, true)
        assert math.isclose(covered, 0.95, abs_tol=0.025)
