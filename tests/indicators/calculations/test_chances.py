"""The chances of counts, against published tables and another implementation."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from indicators.calculations.chances import of_events, of_parts

TAILS = (Fraction(25, 1000), Fraction(1, 1000))
tails = st.sampled_from(TAILS)
shares = st.fractions(0, 1, max_denominator=5_000)


def test_the_chances_of_twenty_tosses_are_those_of_the_tables() -> None:
    # Any table of the binomial distribution, 20 cases at a half: at most 5 has 0.0207, at most 6 has 0.0577.
    # So 5 lies in the lower tail of 2.5% and 6 does not; between them 6 - (0.0577 - 0.025) / 0.0370 = 5.117.
    chances = of_parts(20, Fraction(1, 2))
    assert float(chances.low(TAILS[0])) == pytest.approx(5.117, abs=0.002)
    assert chances.high(TAILS[0]) == 20 - chances.low(TAILS[0])


def test_the_chances_of_ten_expected_events_are_those_of_the_tables() -> None:
    # Poisson, mean 10: at most 3 has 0.0103, at most 4 has 0.0293; 17 or more has 0.0270, 18 or more 0.0143.
    chances = of_events(Fraction(10))
    assert 3 < chances.low(TAILS[0]) < 4
    assert 17 < chances.high(TAILS[0]) < 18
    # At most 1 has 0.0005, at most 2 has 0.0028; 21 or more has 0.0016, 22 or more 0.0007.
    assert 1 < chances.low(TAILS[1]) < 2
    assert 21 < chances.high(TAILS[1]) < 22


@given(st.integers(1, 3_000), shares, tails)
def test_the_ends_of_a_share_are_those_of_a_second_implementation(
    cases: int, share: Fraction, tail: Fraction
) -> None:
    chances, true = of_parts(cases, share), float(share)
    low, high = floor(chances.low(tail)), ceil(chances.high(tail))
    # The last count in the tail and the first that is not; the other implementation is good to ten figures.
    assert stats.binom.cdf(low, cases, true) <= float(tail) + 1e-10
    assert stats.binom.cdf(low + 1, cases, true) >= float(tail) - 1e-10
    assert stats.binom.sf(high - 1, cases, true) <= float(tail) + 1e-10
    assert stats.binom.sf(high - 2, cases, true) >= float(tail) - 1e-10


@given(st.fractions(0, 20_000, max_denominator=1_000), tails)
def test_the_ends_of_a_rate_are_those_of_a_second_implementation(expected: Fraction, tail: Fraction) -> None:
    chances, true = of_events(expected), float(expected)
    low, high = floor(chances.low(tail)), ceil(chances.high(tail))
    assert stats.poisson.cdf(low, true) <= float(tail) + 1e-10
    assert stats.poisson.cdf(low + 1, true) >= float(tail) - 1e-10
    assert stats.poisson.sf(high - 1, true) <= float(tail) + 1e-10
    assert stats.poisson.sf(high - 2, true) >= float(tail) - 1e-10


@given(st.integers(1, 500), shares, tails)
def test_what_is_high_for_a_share_is_low_for_the_rest(cases: int, share: Fraction, tail: Fraction) -> None:
    one, other = of_parts(cases, share), of_parts(cases, 1 - share)
    assert float(one.high(tail)) == pytest.approx(cases - float(other.low(tail)), abs=1e-9)


def test_weights_far_from_the_likeliest_are_left_out() -> None:
    # A count of 10,000 has a spread of 100: nine of those either way are enough for eighteen figures.
    assert 1_500 < len(of_events(Fraction(10_000)).weights) < 2_000


def test_what_never_happens_and_what_always_does_have_one_outcome() -> None:
    assert of_parts(7, Fraction(0)).weights == of_parts(7, Fraction(1)).weights == (1,)
    assert of_parts(7, Fraction(1)).first == 7
    assert of_events(Fraction(0)).high(TAILS[0]) == 1
