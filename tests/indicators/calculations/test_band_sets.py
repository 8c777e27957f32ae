"""Three bands together: what is refused, and how a figure stands to bands and year-end target at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.calculations.bands import BandError, read_bands
from indicators.calculations.figures import Unit
from indicators.calculations.rag import Rag, Scheme, banded, rag
from indicators.calculations.targets import Sense, parse_target

HIGH = Sense.AT_LEAST


@pytest.mark.parametrize(
    ("outstanding", "good", "requires_improvement", "high"),
    [
        # Ascending: each band a step up.
        ("90-100", "80-89", "70-79", True),
        # Descending, either end first.
        ("10-14", "19-15", "25-20", False),
        ("90+", "85-89", "70-80", True),
        ("<14", "14-17", "18-22", False),
        ("90", "80", "70", True),
        # They may overlap.
        ("79-85", "76-79", "70-76", True),
    ],
)
def test_bands_that_keep_one_order_are_read(
    outstanding: str, good: str, requires_improvement: str, high: bool
) -> None:
    bands = read_bands(outstanding, good, requires_improvement)
    assert bands is not None
    assert bands.high_is_good is high


def test_no_bands_and_bands_in_words_are_no_mistake() -> None:
    assert read_bands("", " ", "") is None
    words = read_bands("Reduction", "Stable", "Increase")
    assert words is not None
    assert not words.are_numeric


@pytest.mark.parametrize(
    ("outstanding", "good", "requires_improvement", "words"),
    [
        ("90+", "", "70-80", "all three bands"),
        ("90+", "about 85", "70-80", "'about 85' is not a band"),
        # Requires improvement lies inside outstanding.
        ("60-90", "80-85", "70-80", "do not say whether high or low is good"),
        # Good is easier to reach than requires improvement.
        ("90+", "60-69", "70-80", "not in one order"),
        ("<14", "25-30", "18-22", "not in one order"),
        # High is good by the others, and this one has no bound to reach.
        ("90-100", "<85", "70-80", "has no lower bound"),
        ("10-14", "15+", "20-25", "has no upper bound"),
    ],
)
def test_bands_that_do_not_agree_are_refused_with_a_sentence(
    outstanding: str, good: str, requires_improvement: str, words: str
) -> None:
    with pytest.raises(BandError, match=words):
        read_bands(outstanding, good, requires_improvement)


@pytest.mark.parametrize(
    ("value", "target", "sense", "colour", "reason"),
    [
        (
            "83",
            "80",
            HIGH,
            Rag.GREEN,
            "In the good band; the year-end target of at least 80 is met.",
        ),
        # The target may be harder than the band: good, but short of 85.
        (
            "83",
            "85",
            HIGH,
            Rag.GREEN,
            "In the good band; the year-end target of at least 85 is missed.",
        ),
        # Or easier than every band: met, and still below them all.
        (
            "66",
            "65",
            HIGH,
            Rag.RED,
            "Below the requires improvement band; the year-end target of at least 65 is met.",
        ),
        (
            "75",
            ">75",
            None,
            Rag.AMBER,
            "In the requires improvement band; the year-end target of more than 75 is missed.",
        ),
        ("92", "90-95", None, Rag.GREEN, "In the outstanding band; the year-end target of 90 to 95 is met."),
        (
            "92",
            "Increase",
            None,
            Rag.GREEN,
            "In the outstanding band; the year-end target 'Increase' is not judged.",
        ),
    ],
)
def test_the_bands_give_the_colour_and_the_reason_says_both(
    value: str, target: str, sense: Sense | None, colour: Rag, reason: str
) -> None:
    bands, aim = read_bands("90+", "80-89", "70-79"), parse_target(target, Unit.PERCENTAGE)
    assert bands is not None
    grade = rag(Decimal(value), None, None, Scheme.by_bands(bands))
    found = banded(grade, aim, sense, rag(Decimal(value), aim, sense, Scheme()))
    assert (found.rag, found.reason) == (colour, reason)


def test_without_a_figure_or_a_target_the_grade_stands_alone() -> None:
    bands, aim = read_bands("90+", "80-89", "70-79"), parse_target("80", Unit.PERCENTAGE)
    assert bands is not None
    none = rag(None, None, None, Scheme.by_bands(bands))
    assert banded(none, aim, Sense.AT_LEAST, none) is none
    grade = rag(Decimal(85), None, None, Scheme.by_bands(bands))
    assert banded(grade, None, None, rag(Decimal(85), None, None, Scheme())) is grade
