from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.targets import (
    DirectionWord,
    Sense,
    TargetError,
    TargetKind,
    TargetValue,
    default_sense,
    parse_target,
)


def read(cell: object, unit: Unit = Unit.PERCENTAGE) -> TargetValue:
    target = parse_target(cell, unit)
    assert target is not None
    return target


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("580", Unit.RATE, "580"),
        ("21%", Unit.PERCENTAGE, "21"),
        ("7.6%", Unit.PERCENTAGE, "7.6"),
        ("1,953", Unit.NUMBER, "1953"),
        ("0", Unit.NUMBER, "0"),
        (580.0, Unit.RATE, "580"),
        (95, Unit.PERCENTAGE, "95"),
        (Decimal("16.6"), Unit.AVERAGE, "16.6"),
        ("\u00a021%", Unit.PERCENTAGE, "21"),
    ],
)
def test_a_number_is_a_point_without_a_sense_of_its_own(cell: object, unit: Unit, value: str) -> None:
    target = read(cell, unit)
    assert (target.kind, target.value, target.sense) == (TargetKind.POINT, Decimal(value), None)
    assert target.raw == str(cell)
    assert target.is_numeric


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("0-18%", "0", "18"),
        ("0%-18%", "0", "18"),
        ("20-25", "20", "25"),
        ("25-20", "20", "25"),
        ("7-5", "5", "7"),
        ("50 – 100", "50", "100"),
        ("20 to 25%", "20", "25"),
        ("0.5-0.9%", "0.5", "0.9"),
        ("0.5%-0.9", "0.5", "0.9"),
    ],
)
def test_a_range_is_read_in_either_order(cell: str, low: str, high: str) -> None:
    target = read(cell)
    assert (target.kind, target.low, target.high) == (TargetKind.RANGE, Decimal(low), Decimal(high))
    assert (target.value, target.sense, target.raw) == (None, None, cell)
    assert target.is_numeric


@pytest.mark.parametrize(
    ("cell", "value", "sense", "strict"),
    [
        ("90+", "90", Sense.AT_LEAST, False),
        ("90%+", "90", Sense.AT_LEAST, False),
        ("90+%", "90", Sense.AT_LEAST, False),
        ("0.5+%", "0.5", Sense.AT_LEAST, False),
        ("≥90", "90", Sense.AT_LEAST, False),
        (">= 90%", "90", Sense.AT_LEAST, False),
        ("At least 90%", "90", Sense.AT_LEAST, False),
        (">90", "90", Sense.AT_LEAST, True),
        ("more than 90", "90", Sense.AT_LEAST, True),
        ("<14", "14", Sense.AT_MOST, True),
        ("< 14%", "14", Sense.AT_MOST, True),
        ("less than 14", "14", Sense.AT_MOST, True),
        ("≤14", "14", Sense.AT_MOST, False),
        ("<=14", "14", Sense.AT_MOST, False),
        ("no more than 14", "14", Sense.AT_MOST, False),
        ("up to 14%", "14", Sense.AT_MOST, False),
    ],
)
def test_a_bound_carries_its_own_sense(cell: str, value: str, sense: Sense, strict: bool) -> None:
    target = read(cell)
    assert (target.kind, target.value) == (TargetKind.POINT, Decimal(value))
    assert (target.sense, target.strict) == (sense, strict)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("Increase", DirectionWord.INCREASE),
        ("increasing", DirectionWord.INCREASE),
        ("Decrease", DirectionWord.DECREASE),
        ("Decreasing", DirectionWord.DECREASE),
        ("Reduction", DirectionWord.DECREASE),
        ("REDUCE", DirectionWord.DECREASE),
    ],
)
def test_a_direction_is_a_target_without_a_number(cell: str, word: DirectionWord) -> None:
    target = read(cell, Unit.NUMBER)
    assert (target.kind, target.word, target.value, target.raw) == (TargetKind.DIRECTION, word, None, cell)
    assert not target.is_numeric


@pytest.mark.parametrize("cell", ["Below regional average", "Increase to the regional average", "■", "low"])
def test_other_words_are_kept_as_words(cell: str) -> None:
    target = read(cell)
    assert (target.kind, target.raw, target.value) == (TargetKind.WORDS, cell, None)
    assert not target.is_numeric


@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0", "-", "–", "N/A", "NA", "n/a", ":", "x", "z"])
def test_no_target_is_no_target(cell: object) -> None:
    assert parse_target(cell, Unit.PERCENTAGE) is None


@pytest.mark.parametrize(
    ("cell", "unit", "sentence"),
    [
        ("Reduce to 20%", Unit.PERCENTAGE, "not a target that can be read"),
        ("90-95-100", Unit.PERCENTAGE, "not a target that can be read"),
        ("95% 96%", Unit.PERCENTAGE, "not a target that can be read"),
        ("1e3", Unit.NUMBER, "not a target that can be read"),
        ("0.35", Unit.PERCENTAGE, "looks like a fraction"),
        (0.35, Unit.PERCENTAGE, "looks like a fraction"),
        ("0.2-0.3", Unit.PERCENTAGE, "looks like a fraction"),
        ("105%", Unit.PERCENTAGE, "more than 100 per cent"),
        ("90-105", Unit.PERCENTAGE, "more than 100 per cent"),
        ("21%", Unit.RATE, "has a per cent sign"),
        ("0-18%", Unit.NUMBER, "has a per cent sign"),
        ("-5", Unit.NUMBER, "below zero"),
        ("1,95", Unit.NUMBER, "comma in the wrong place"),
        ("1.2.3", Unit.NUMBER, "is not a figure"),
        (float("nan"), Unit.NUMBER, "is not a number"),
        (10**6000, Unit.NUMBER, "larger than"),
        (True, Unit.NUMBER, "holds yes or no"),
        ("12\x0013", Unit.NUMBER, "cannot be seen"),
        ("9" * 1_000_000, Unit.NUMBER, "1,000,000 characters"),
    ],
    ids=lambda value: (
        None if isinstance(value, Unit) else str(value)[:20] if isinstance(value, str) else "cell"
    ),
)
def test_figures_that_are_no_target_are_refused(cell: object, unit: Unit, sentence: str) -> None:
    with pytest.raises(TargetError, match=sentence):
        parse_target(cell, unit)


@given(st.text(alphabet="0123456789.,%+-<>≤≥ toInceasDr", max_size=20), st.sampled_from(Unit))
def test_whatever_the_text_it_is_a_target_or_a_sentence(cell: str, unit: Unit) -> None:
    try:
        target = parse_target(cell, unit)
    except TargetError as refusal:
        sentence = str(refusal)
        assert sentence.endswith(".")
        return
    if target is not None and target.kind is TargetKind.RANGE:
        assert target.low is not None
        assert target.high is not None
        assert target.low <= target.high
    if target is not None:
        assert target.is_numeric == any(mark.isdigit() for mark in cell)


def test_polarity_says_which_side_of_a_point_is_good() -> None:
    assert default_sense(Polarity.HIGH) is Sense.AT_LEAST
    assert default_sense(Polarity.LOW) is Sense.AT_MOST
    assert default_sense(Polarity.NEUTRAL) is None
