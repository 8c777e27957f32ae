"""Real or chance: against published examples, a second reckoning, and how often chance is called real."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from indicators.calculations.figures import Unit
from indicators.calculations.intervals import Counted
from indicators.calculations.noise import Compared, Difference, Verdict, change, gap, in_words, overlapping
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity

LOW, HIGH, NEUTRAL = Polarity.LOW, Polarity.HIGH, Polarity.NEUTRAL
CHANGE, GAP = Compared.CHANGE, Compared.GAP
REAL = (Verdict.REAL_RISE, Verdict.REAL_FALL)
Z = stats.norm.isf(0.025)


def counts(numerator: int, denominator: int, months: int | None = None) -> Counted:
    return Counted(Decimal(numerator), Decimal(denominator), months)


def share_change(current: tuple[int, int], earlier: tuple[int, int]) -> Difference:
    return change(Unit.PERCENTAGE, counts(*current), counts(*earlier), overlap=False)


def rate_change(current: tuple[int, int], earlier: tuple[int, int]) -> Difference:
    return change(Unit.RATE, counts(*current), counts(*earlier), overlap=False)


@pytest.mark.parametrize(
    ("current", "earlier", "low", "high", "verdict"),
    # Newcombe RG, Interval estimation for the difference between independent proportions, Statistics in
    # Medicine 17 (1998) 873-890, table II, method 10.
    [
        ((56, 70), (48, 80), 5.24, 33.39, Verdict.REAL_RISE),
        ((9, 10), (3, 10), 17.05, 80.90, Verdict.REAL_RISE),
        ((5, 56), (0, 29), -3.81, 19.26, Verdict.NO_REAL_DIFFERENCE),
        ((0, 10), (0, 20), -16.11, 27.75, Verdict.NO_REAL_DIFFERENCE),
        ((0, 10), (0, 10), -27.75, 27.75, Verdict.NO_REAL_DIFFERENCE),
        ((10, 10), (0, 20), 67.91, 100.00, Verdict.REAL_RISE),
        ((48, 80), (56, 70), -33.39, -5.24, Verdict.REAL_FALL),
    ],
)
def test_two_shares_have_the_published_interval_of_their_difference(
    current: tuple[int, int], earlier: tuple[int, int], low: float, high: float, verdict: Verdict
) -> None:
    found = share_change(current, earlier)
    assert found.low is not None and found.high is not None
    assert (round(float(found.low), 2), round(float(found.high), 2)) == (low, high)
    assert found.verdict is verdict


def wilson_by_search(numerator: int, denominator: int) -> tuple[float, float]:
    """The true shares at which the one found would be Z standard errors away, by bisection."""
    found = numerator / denominator

    def away(true: float) -> float:
        return (found - true) ** 2 - Z**2 * true * (1 - true) / denominator

    # A share of none, or of all, is itself a root, which is stepped over.
    low = optimize.brentq(away, 0, min(found, 1 - 1e-12), xtol=1e-13) if numerator else 0.0
    high = optimize.brentq(away, max(found, 1e-12), 1, xtol=1e-13) if numerator < denominator else 1.0
    return low, high


@given(st.integers(10, 3_000), st.integers(10, 3_000), st.data())
def test_a_second_reckoning_gives_the_same_interval(one: int, other: int, data: st.DataObject) -> None:
    first, second = data.draw(st.integers(0, one)), data.draw(st.integers(0, other))
    p, q = first / one, second / other
    (low_p, high_p), (low_q, high_q) = wilson_by_search(first, one), wilson_by_search(second, other)
    found = share_change((first, one), (second, other))
    assert found.low is not None and found.high is not None
    assert float(found.low) == pytest.approx(100 * (p - q - math.hypot(p - low_p, high_q - q)), abs=1e-5)
    assert float(found.high) == pytest.approx(100 * (p - q + math.hypot(high_p - p, q - low_q)), abs=1e-5)


def test_a_published_pair_of_rates_is_found_to_differ() -> None:
    # 41 cancers in 28,010 years at risk and 15 in 19,017 (Boice JD and Monson RR, Journal of the National
    # Cancer Institute 59 (1977) 823-832), the example of Stata's manual: the exact interval of the ratio is
    # 1.006 to 3.609, only just above 1, and the normal one of the difference 0.75 to 12.75 per 10,000.
    found = rate_change((41, 28_010), (15, 19_017))
    assert found.verdict is Verdict.REAL_RISE
    assert found.low is not None and found.high is not None
    assert 0 < found.low < Decimal("0.75")
    assert float(found.high) == pytest.approx(12.75, abs=0.5)
    # One case fewer, and the exact interval of the ratio takes 1 in.
    assert stats.binomtest(40, 55, 28_010 / 47_027).pvalue > 0.05
    assert rate_change((40, 28_010), (15, 19_017)).verdict is Verdict.NO_REAL_DIFFERENCE


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1_000, 90_000), st.integers(1_000, 90_000))
def test_rates_are_called_different_where_the_exact_test_calls_them_so(
    one: int, other: int, first: int, second: int
) -> None:
    """The conditional test: of all the events, how many are the first's, by its part of the population."""
    found = rate_change((one, first), (other, second)).verdict
    if one + other < 6:
        assert found is Verdict.TOO_FEW
        return
    chance = stats.binomtest(one, one + other, first / (first + second)).pvalue
    if chance < 0.02:
        assert found is (Verdict.REAL_RISE if one / first > other / second else Verdict.REAL_FALL)
    if chance > 0.12:
        assert found is Verdict.NO_REAL_DIFFERENCE


@pytest.mark.parametrize(("cases", "before", "true"), [(20, 20, 0.3), (40, 40, 0.1), (15, 60, 0.5)])
def test_chance_alone_is_seldom_called_real_in_shares(cases: int, before: int, true: float) -> None:
    wrong = sum(
        stats.binom.pmf(one, cases, true) * stats.binom.pmf(other, before, true)
        for one in range(cases + 1)
        for other in range(before + 1)
        if share_change((one, cases), (other, before)).verdict in REAL
    )
    assert 0.005 < wrong < 0.065


@pytest.mark.parametrize(("expected", "ratio"), [(3, 1), (10, 1), (5, 4)])
def test_chance_alone_is_seldom_called_real_in_rates(expected: int, ratio: int) -> None:
    wrong = sum(
        stats.poisson.pmf(one, expected) * stats.poisson.pmf(other, expected * ratio)
        for one in range(expected * 4)
        for other in range(expected * ratio * 4)
        if rate_change((one, 10_000), (other, 10_000 * ratio)).verdict in REAL
    )
    assert 0.005 < wrong < 0.055


@given(st.integers(0, 60), st.integers(60, 90), st.integers(0, 60), st.integers(60, 90))
def test_a_rise_one_way_is_a_fall_the_other(one: int, first: int, other: int, second: int) -> None:
    for reckon in (share_change, rate_change):
        there, back = reckon((one, first), (other, second)), reckon((other, second), (one, first))
        turned = {Verdict.REAL_RISE: Verdict.REAL_FALL, Verdict.REAL_FALL: Verdict.REAL_RISE}
        assert back.verdict is turned.get(there.verdict, there.verdict)
        if there.low is not None and back.high is not None:
            assert there.low == -back.high


def test_a_base_under_ten_or_events_under_six_are_too_few() -> None:
    assert share_change((9, 9), (0, 50)).verdict is Verdict.TOO_FEW
    assert share_change((0, 50), (9, 9)).verdict is Verdict.TOO_FEW
    assert share_change((10, 10), (0, 50)).verdict is Verdict.REAL_RISE
    assert rate_change((5, 10_000), (0, 10_000)).verdict is Verdict.TOO_FEW
    assert rate_change((6, 1_000), (0, 10_000)).verdict is Verdict.REAL_RISE
    assert rate_change((5, 10_000), (0, 10_000)).low is None


def test_windows_that_share_months_cannot_be_told_apart_however_large_the_change() -> None:
    found = change(Unit.PERCENTAGE, counts(900, 1_000), counts(100, 1_000), overlap=True)
    assert found == Difference(Verdict.CANNOT_BE_TOLD, sharing=True)
    assert "share months" in in_words(found, Polarity.LOW)


@pytest.mark.parametrize(
    ("window", "period_end", "earlier_end", "shared"),
    [
        (Window.R12, date(2025, 6, 30), date(2025, 3, 31), True),
        (Window.R12, date(2025, 6, 30), date(2024, 7, 31), True),
        (Window.R12, date(2025, 6, 30), date(2024, 6, 30), False),
        (Window.MEAN12, date(2025, 6, 30), date(2025, 5, 31), True),
        (Window.R6, date(2025, 6, 30), date(2025, 3, 31), True),
        (Window.R3, date(2025, 6, 30), date(2025, 3, 31), False),
        (Window.Q, date(2025, 6, 30), date(2025, 3, 31), False),
        (Window.M, date(2025, 6, 30), date(2025, 5, 31), False),
        (Window.S, date(2025, 6, 30), date(2025, 5, 31), False),
        # A snapshot shares all of itself, and nothing else.
        (Window.S, date(2025, 6, 30), date(2025, 6, 30), True),
        (Window.FY, date(2025, 3, 31), date(2024, 3, 31), False),
        # The year began on 1 April: September holds June's three months, June holds none of March's twelve.
        (Window.YTD, date(2025, 9, 30), date(2025, 6, 30), True),
        (Window.YTD, date(2025, 6, 30), date(2025, 3, 31), False),
    ],
)
def test_windows_share_months_or_do_not(
    window: Window, period_end: date, earlier_end: date, shared: bool
) -> None:
    assert overlapping(window, period_end, earlier_end) is shared
    assert overlapping(window, earlier_end, period_end) is shared


def test_what_is_neither_a_share_nor_a_rate_or_has_no_parts_cannot_be_told() -> None:
    for unit in (Unit.NUMBER, Unit.AVERAGE, Unit.DAYS):
        found = change(unit, counts(90, 100), counts(10, 100), overlap=False)
        assert found.verdict is Verdict.CANNOT_BE_TOLD and not found.sharing
    assert change(Unit.RATE, None, counts(10, 100), overlap=False).verdict is Verdict.CANNOT_BE_TOLD
    assert change(Unit.RATE, counts(10, 100), None, overlap=False).verdict is Verdict.CANNOT_BE_TOLD
    assert share_change((11, 10), (1, 10)).verdict is Verdict.CANNOT_BE_TOLD
    assert share_change((0, 0), (1, 10)).verdict is Verdict.CANNOT_BE_TOLD


def test_rates_over_windows_of_different_lengths_are_compared_by_the_year() -> None:
    # 30 in three months and 120 in twelve are one yearly rate; 60 in three months are twice it.
    steady = change(Unit.RATE, counts(30, 50_000, 3), counts(120, 50_000, 12), overlap=False)
    doubled = change(Unit.RATE, counts(60, 50_000, 3), counts(120, 50_000, 12), overlap=False)
    assert (steady.verdict, doubled.verdict) == (Verdict.NO_REAL_DIFFERENCE, Verdict.REAL_RISE)


def test_a_gap_is_to_the_others_taken_together() -> None:
    others = [counts(200, 1_000), counts(10, 100), counts(90, 400)]
    assert gap(Unit.PERCENTAGE, counts(60, 200), others) == share_change((60, 200), (300, 1_500))
    assert gap(Unit.PERCENTAGE, counts(60, 200), others).verdict is Verdict.REAL_RISE


def test_a_gap_leaves_out_others_whose_parts_make_no_figure() -> None:
    others = [counts(300, 1_500), counts(0, 0), counts(12, 10)]
    assert gap(Unit.PERCENTAGE, counts(60, 200), others) == share_change((60, 200), (300, 1_500))


def test_without_others_there_is_no_gap_to_judge() -> None:
    assert gap(Unit.PERCENTAGE, counts(60, 200), []).verdict is Verdict.CANNOT_BE_TOLD
    assert gap(Unit.PERCENTAGE, counts(60, 200), [counts(0, 0)]).verdict is Verdict.CANNOT_BE_TOLD


@pytest.mark.parametrize(
    ("verdict", "polarity", "compared", "words"),
    [
        (Verdict.REAL_RISE, LOW, CHANGE, "A real rise, for the worse:"),
        (Verdict.REAL_RISE, HIGH, CHANGE, "A real rise, for the better:"),
        (Verdict.REAL_FALL, LOW, CHANGE, "A real fall, for the better:"),
        (Verdict.REAL_FALL, NEUTRAL, CHANGE, "A real fall:"),
        (
            Verdict.REAL_RISE,
            LOW,
            GAP,
            "Higher than the rest of the group, for the worse, by more than chance.",
        ),
        (
            Verdict.REAL_FALL,
            LOW,
            GAP,
            "Lower than the rest of the group, for the better, by more than chance.",
        ),
        (Verdict.REAL_FALL, NEUTRAL, GAP, "Lower than the rest of the group, by more than chance."),
        (
            Verdict.NO_REAL_DIFFERENCE,
            LOW,
            CHANGE,
            "No real difference: a change this small happens by chance.",
        ),
        (
            Verdict.NO_REAL_DIFFERENCE,
            LOW,
            GAP,
            "No real difference from the rest of the group:",
        ),
        (Verdict.TOO_FEW, LOW, CHANGE, "Too few cases to tell a real change from chance."),
        (Verdict.TOO_FEW, LOW, GAP, "Too few cases to tell a real gap from chance."),
        (Verdict.CANNOT_BE_TOLD, LOW, GAP, "This cannot be told from chance:"),
    ],
)
def test_a_verdict_is_said_in_plain_words(
    verdict: Verdict, polarity: Polarity, compared: Compared, words: str
) -> None:
    assert in_words(Difference(verdict), polarity, compared).startswith(words)


def test_every_verdict_has_words_and_no_two_read_alike() -> None:
    said = {in_words(Difference(verdict), Polarity.LOW, kind) for verdict in Verdict for kind in Compared}
    # Why it cannot be told is one sentence for both kinds.
    assert len(said) == 2 * len(Verdict) - 1
    assert all(sentence.endswith(".") for sentence in said)
