"""Bands: a scheme that grades a figure outstanding, good, requires improvement, or below all three.

The rules are those that make sense of the bands printed in Sefton Council's 2017 scorecard, where bands leave
gaps between them and overlap: only the bound nearer to the worse side of each band counts, and a figure that
lies between two bands falls to the worse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.cell_text import CellTextError, plain_text, quoted

_NUMBER = r"([0-9]+(?:\.[0-9]+)?) ?%?"
_SPAN = re.compile(rf"{_NUMBER} ?(?:-|–|—|to) ?{_NUMBER}", re.IGNORECASE)
_AT_LEAST = re.compile(rf"(?:{_NUMBER} ?\+ ?%?|(?:>=|≥) ?{_NUMBER})")
_BELOW = re.compile(rf"< ?{_NUMBER}")
_BARE = re.compile(_NUMBER)


class BandError(ValueError):
    """Band text, or a set of bands, that cannot be read; the message is a sentence."""


class BandName(StrEnum):
    """The four grades, best first."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires improvement"
    BELOW = "below requires improvement"


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its bounds in the indicator's unit, None where open; a band in words has neither.

    `bare` marks a single number, `strict` an upper bound that is itself outside ('<14'); `raw` is the text
    given.
    """

    low: Decimal | None
    high: Decimal | None
    raw: str
    bare: bool = False
    strict: bool = False

    @property
    def is_numeric(self) -> bool:
        """Whether it has a bound at all."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Bands:
    """The three bands of one indicator; a figure in none of them is below requires improvement."""

    outstanding: Band
    good: Band
    requires_improvement: Band

    @property
    def are_numeric(self) -> bool:
        """Whether every band has a bound, so that a figure can be graded."""
        return self.outstanding.is_numeric and self.good.is_numeric and self.requires_improvement.is_numeric

    @property
    def high_is_good(self) -> bool:
        """Whether outstanding lies above requires improvement; BandError where that cannot be told."""
        return _lies_above(self.outstanding, self.requires_improvement)


def parse_band(text: str) -> Band:
    """Read 'a-b' in either order, 'n+', '<n', a single number (that or better), or words.

    Raises BandError for blank text and for figures that are none of these.
    """
    try:
        plain = plain_text(text)
    except CellTextError as problem:
        raise BandError(str(problem)) from problem
    if found := _SPAN.fullmatch(plain):
        low, high = sorted((Decimal(found[1]), Decimal(found[2])))
        return Band(low, high, text)
    if found := _AT_LEAST.fullmatch(plain):
        return Band(Decimal(found[1] or found[2]), None, text)
    if found := _BELOW.fullmatch(plain):
        return Band(None, Decimal(found[1]), text, strict=True)
    if found := _BARE.fullmatch(plain):
        return Band(Decimal(found[1]), None, text, bare=True)
    if not plain or re.search(r"[0-9]", plain):
        raise BandError(
            f"{quoted(text)} is not a band: type two bounds like 76-79, 90+, <14, one number, or words."
        )
    return Band(None, None, text)


def read_bands(outstanding: str, good: str, requires_improvement: str) -> Bands | None:
    """The three bands as they were typed; None where all three are blank.

    A band in words is kept to be shown, and then nothing is graded. Raises BandError where only some are
    given, where one cannot be read, or where their bounds do not say one way that is good and keep to it.
    """
    texts = (outstanding, good, requires_improvement)
    if not any(text.strip() for text in texts):
        return None
    if not all(text.strip() for text in texts):
        raise BandError("Give all three bands, outstanding, good and requires improvement, or none of them.")
    bands = Bands(*(parse_band(text) for text in texts))
    if bands.are_numeric:
        _refuse_out_of_order(bands)
    return bands


def _refuse_out_of_order(bands: Bands) -> None:
    high = bands.high_is_good
    steps = (bands.outstanding, bands.good, bands.requires_improvement)
    floors = [floor_of(band, high) for band in steps]
    if None in floors:
        open_band = steps[floors.index(None)]
        raise BandError(
            f"The bands say that {'high' if high else 'low'} is good, and {quoted(open_band.raw)} has no "
            f"{'lower' if high else 'upper'} bound: give it one."
        )
    falls = [floor for floor in floors if floor is not None]
    if falls != sorted(falls, reverse=high):
        listed = ", ".join(quoted(band.raw) for band in steps)
        raise BandError(
            f"The bands {listed} are not in one order: outstanding must be the hardest to reach and requires "
            "improvement the easiest."
        )


def _lies_above(better: Band, worse: Band) -> bool:
    lowest, highest = Decimal("-Infinity"), Decimal("Infinity")
    lows = (better.low if better.low is not None else lowest, worse.low if worse.low is not None else lowest)
    highs = (
        better.high if better.high is not None else highest,
        worse.high if worse.high is not None else highest,
    )
    above = lows[0] > lows[1] or highs[0] > highs[1]
    beneath = lows[0] < lows[1] or highs[0] < highs[1]
    if above == beneath or not (better.is_numeric and worse.is_numeric):
        raise BandError(
            f"The bands {quoted(better.raw)} and {quoted(worse.raw)} do not say whether high or low is good: "
            "give bounds that do not lie inside each other."
        )
    return above


def floor_of(band: Band, high_is_good: bool) -> Decimal | None:
    """The bound a figure must reach to be in the band or better; None where nothing is too bad for it."""
    if high_is_good:
        return band.low
    # A single number means that or better, so where low is good it is an upper bound.
    return band.low if band.bare else band.high


def band_of(value: Decimal, bands: Bands) -> BandName | None:
    """The best band whose nearer bound the unrounded value reaches; None where a band is in words.

    Raises BandError where the bands do not say which way is good.
    """
    if not bands.are_numeric:
        return None
    high = bands.high_is_good
    steps = (
        (BandName.OUTSTANDING, bands.outstanding),
        (BandName.GOOD, bands.good),
        (BandName.REQUIRES_IMPROVEMENT, bands.requires_improvement),
    )
    for name, band in steps:
        if _reaches(value, band, high):
            return name
    return BandName.BELOW


def _reaches(value: Decimal, band: Band, high_is_good: bool) -> bool:
    floor = floor_of(band, high_is_good)
    if floor is None:
        return True
    if high_is_good:
        return value >= floor
    return value < floor if band.strict else value <= floor
