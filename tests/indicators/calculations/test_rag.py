from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.bands import Bands, parse_band
from indicators.calculations.figures import Unit
from indicators.calculations.rag import Judgement, Rag, Scheme, SchemeKind, rag
from indicators.calculations.targets import Sense, TargetKind, TargetValue, parse_target
from tests.indicators.calculations import slow_answers

FIVE_PER_CENT = Scheme()
figures = st.decimals(min_value=0, max_value=1000, places=3)


def judged(
    value: str, target: str, sense: Sense | None = Sense.AT_LEAST, scheme: Scheme = FIVE_PER_CENT
) -> Judgement:
    return rag(Decimal(value), parse_target(target, Unit.RATE), sense, scheme)


@pytest.mark.parametrize(
    ("value", "target", "sense", "colour", "shortfall"),
    [
        # At least 90: 5% of 90 is 4.5, so 85.5 is the last amber.
        ("91", "90", Sense.AT_LEAST, Rag.GREEN, "0"),
        ("90", "90", Sense.AT_LEAST, Rag.GREEN, "0"),
        ("89.9", "90", Sense.AT_LEAST, Rag.AMBER, "0.1"),
        ("85.5", "90", Sense.AT_LEAST, Rag.AMBER, "4.5"),
        ("85.4999", "90", Sense.AT_LEAST, Rag.RED, "4.5001"),
        # At most 20: 5% of 20 is 1, so 21 is the last amber.
        ("19", "20", Sense.AT_MOST, Rag.GREEN, "0"),
        ("20", "20", Sense.AT_MOST, Rag.GREEN, "0"),
        ("21", "20", Sense.AT_MOST, Rag.AMBER, "1"),
        ("21.0001", "20", Sense.AT_MOST, Rag.RED, "1.0001"),
    ],
)
def test_amber_reaches_the_tolerance_itself_and_no_further(
    value: str, target: str, sense: Sense, colour: Rag, shortfall: str
) -> None:
    judgement = judged(value, target, sense)
    assert (judgement.rag, judgement.shortfall) == (colour, Decimal(shortfall))


def test_values_are_judged_before_rounding() -> None:
    # 89.96 would be shown as 90.0 and 85.46 as 85.5; neither is taken for what it is shown as.
    assert judged("89.96", "90").rag is Rag.AMBER
    assert judged("85.46", "90").rag is Rag.RED


def test_no_digit_is_lost_on_the_boundary() -> None:
    # 5% of 0.3 is 0.015 exactly; in binary floats 0.3 - 0.285 is more than that.
    assert judged("0.285", "0.3").rag is Rag.AMBER
    just_short = "85.4999999999999999999999999999999999"
    assert judged(just_short, "90").rag is Rag.RED


def test_a_target_of_zero_allows_nothing() -> None:
    assert judged("0", "0", Sense.AT_MOST).rag is Rag.GREEN
    assert judged("0.001", "0", Sense.AT_MOST).rag is Rag.RED


@given(figures, figures, st.booleans(), st.decimals(min_value=0, max_value=50, places=1), st.booleans())
def test_colours_agree_with_the_definition_in_fractions(
    value: Decimal, target: Decimal, high: bool, tolerance: Decimal, relative: bool
) -> None:
    scheme = Scheme.relative(tolerance) if relative else Scheme.points(tolerance)
    sense = Sense.AT_LEAST if high else Sense.AT_MOST
    judgement = rag(value, TargetValue(TargetKind.POINT, "", value=target), sense, scheme)
    assert judgement.rag == slow_answers.colour(value, target, high, tolerance, relative)


@given(st.integers(1, 1000), st.integers(1, 50), st.sampled_from(Sense))
def test_the_edge_of_the_tolerance_is_amber_and_a_hair_beyond_is_red(
    target: int, tolerance: int, sense: Sense
) -> None:
    away = -1 if sense is Sense.AT_LEAST else 1
    edge = Decimal(target) + away * Decimal(target) * tolerance / 100
    point = TargetValue(TargetKind.POINT, "", value=Decimal(target))
    assert rag(edge, point, sense, Scheme.relative(Decimal(tolerance))).rag is Rag.AMBER
    assert (
        rag(edge + away * Decimal("1E-12"), point, sense, Scheme.relative(Decimal(tolerance))).rag is Rag.RED
    )


def test_points_are_counted_in_the_unit_of_the_indicator() -> None:
    two_points = Scheme.points(Decimal(2))
    assert judged("88", "90", scheme=two_points).rag is Rag.AMBER
    assert judged("87.9", "90", scheme=two_points).rag is Rag.RED
    assert judged("2", "0", Sense.AT_MOST, two_points).rag is Rag.AMBER


def test_no_tolerance_leaves_no_amber() -> None:
    assert judged("89.9", "90", scheme=Scheme.relative(Decimal(0))).rag is Rag.RED


@pytest.mark.parametrize(
    ("value", "colour", "shortfall"),
    [
        ("0", Rag.GREEN, "0"),
        ("18", Rag.GREEN, "0"),
        ("18.9", Rag.AMBER, "0.9"),  # 5% of 18 is 0.9
        ("18.91", Rag.RED, "0.91"),
    ],
)
def test_a_range_is_green_inside_and_measured_from_its_nearer_bound(
    value: str, colour: Rag, shortfall: str
) -> None:
    for sense in (Sense.AT_LEAST, Sense.AT_MOST, None):
        judgement = judged(value, "0-18", sense)
        assert (judgement.rag, judgement.shortfall) == (colour, Decimal(shortfall))


def test_a_range_can_be_missed_from_below() -> None:
    assert judged("19", "20-25").rag is Rag.AMBER  # 5% of 20 is 1
    assert judged("18.9", "20-25").rag is Rag.RED
    assert judged("1", "0-18", scheme=Scheme.points(Decimal(0))).rag is Rag.GREEN


def test_the_sense_written_in_a_target_goes_before_the_polarity() -> None:
    assert judged("95", "90+", Sense.AT_MOST).rag is Rag.GREEN
    assert judged("95", "90+", None).rag is Rag.GREEN
    assert judged("95", "<14", Sense.AT_LEAST).rag is Rag.RED


def test_a_target_to_be_beaten_is_amber_when_only_reached() -> None:
    assert judged("13.9", "<14").rag is Rag.GREEN
    reached = judged("14", "<14", scheme=Scheme.relative(Decimal(0)))
    assert (reached.rag, reached.shortfall) == (Rag.AMBER, Decimal(0))
    assert judged("14", "≤14").rag is Rag.GREEN
    assert judged("90", ">90").rag is Rag.AMBER


@pytest.mark.parametrize(
    ("value", "target", "sense", "reason"),
    [
        (None, "90", Sense.AT_LEAST, "There is no figure to judge."),
        ("50", "-", Sense.AT_LEAST, "There is no target."),
        ("50", "N/A", Sense.AT_LEAST, "There is no target."),
        ("50", "90", None, "Nothing states whether high or low is good."),
        ("50", "Decreasing", Sense.AT_MOST, "The target is a direction, not a number."),
        ("50", "Below regional average", Sense.AT_MOST, "The target is in words, not a number."),
    ],
)
def test_what_cannot_be_judged_has_no_colour_and_says_why(
    value: str | None, target: str, sense: Sense | None, reason: str
) -> None:
    number = None if value is None else Decimal(value)
    judgement = rag(number, parse_target(target, Unit.RATE), sense, FIVE_PER_CENT)
    assert judgement == Judgement(Rag.NONE, None, reason)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("90", "Target of at least 90 met."),
        ("86", "Misses the target of at least 90 by no more than 5 per cent of 90."),
        ("50", "Misses the target of at least 90 by more than 5 per cent of 90."),
    ],
)
def test_every_colour_says_why(value: str, reason: str) -> None:
    assert judged(value, "90.0").reason == reason


def test_a_target_in_thousands_is_named_in_full() -> None:
    assert judged("1200", "1,200").reason == "Target of at least 1,200 met."


def scorecard_bands(outstanding: str, good: str, requires_improvement: str) -> Scheme:
    return Scheme.by_bands(Bands(parse_band(outstanding), parse_band(good), parse_band(requires_improvement)))


@pytest.mark.parametrize(
    ("value", "colour", "shortfall"),
    [
        ("95", Rag.GREEN, "0"),
        ("85", Rag.GREEN, "0"),
        ("84", Rag.AMBER, "1"),
        ("70", Rag.AMBER, "15"),
        ("69", Rag.RED, "16"),
    ],
)
def test_bands_colour_the_figure_without_a_target(value: str, colour: Rag, shortfall: str) -> None:
    judgement = rag(Decimal(value), None, None, scorecard_bands("90+", "85-89", "70-80"))
    assert (judgement.rag, judgement.shortfall) == (colour, Decimal(shortfall))


def test_low_good_bands_measure_the_shortfall_downwards() -> None:
    judgement = rag(Decimal(30), None, None, scorecard_bands("<14", "15-17", "20-25"))
    assert (judgement.rag, judgement.shortfall) == (Rag.RED, Decimal(13))
    assert judgement.reason == "Below the requires improvement band."


def test_bands_that_grade_nothing_give_no_colour() -> None:
    worded = rag(Decimal(30), None, None, scorecard_bands("Increase", "15-17", "20-25"))
    assert worded == Judgement(Rag.NONE, None, "The bands are in words, not numbers.")
    unclear = rag(Decimal(30), None, None, scorecard_bands("80-90", "85", "80-90"))
    assert (unclear.rag, unclear.shortfall) == (Rag.NONE, None)
    assert "do not say whether high or low is good" in unclear.reason


def test_a_scheme_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="give 0 or more"):
        Scheme.relative(Decimal(-1))
    with pytest.raises(ValueError, match="give 0 or more"):
        Scheme.points(Decimal("NaN"))
    with pytest.raises(ValueError, match="give both or neither"):
        Scheme(SchemeKind.BANDS)
