"""Red, amber or green: a figure against its target.

No RAG without a numeric target and a side of it that is good; green when met; amber when the shortfall is
within the tolerance, the tolerance itself included; red otherwise. Values and targets are compared unrounded,
in exact fractions, so that no digit is lost on a boundary.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.calculations.bands import BandError, BandName, Bands, band_of, floor_of
from indicators.calculations.cell_text import quoted
from indicators.calculations.display import in_full
from indicators.calculations.targets import Sense, TargetKind, TargetValue

# Checked against North Somerset Council's Q3 2023/24 report: of 40 rows, 39 agree with a relative 5 per cent.
DEFAULT_TOLERANCE = Decimal(5)
_WIDE = Context(prec=100)


class Rag(StrEnum):
    """NONE means not judged, which is no colour at all."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class SchemeKind(StrEnum):
    """How a scheme measures nearness: against the target, in the indicator's unit, or by bands."""

    RELATIVE = "relative"
    POINTS = "points"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How near counts as amber.

    RELATIVE: `tolerance` is a percentage of the target. POINTS: it is in the indicator's own unit. BANDS:
    `bands` grade the figure and the target is not used. ValueError for a negative tolerance, or for bands
    missing.
    """

    kind: SchemeKind = SchemeKind.RELATIVE
    tolerance: Decimal = DEFAULT_TOLERANCE
    bands: Bands | None = None

    def __post_init__(self) -> None:
        if not self.tolerance.is_finite() or self.tolerance < 0:
            raise ValueError(f"A tolerance of {self.tolerance} cannot be: give 0 or more.")
        if (self.kind is SchemeKind.BANDS) != (self.bands is not None):
            raise ValueError("Bands go with the bands scheme, and only with it: give both or neither.")

    @classmethod
    def relative(cls, tolerance: Decimal = DEFAULT_TOLERANCE) -> Scheme:
        return cls(SchemeKind.RELATIVE, tolerance)

    @classmethod
    def points(cls, tolerance: Decimal) -> Scheme:
        return cls(SchemeKind.POINTS, tolerance)

    @classmethod
    def by_bands(cls, bands: Bands) -> Scheme:
        return cls(SchemeKind.BANDS, bands=bands)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a figure earns, and why (`reason` is a sentence).

    `shortfall` is how far the value lies on the bad side of the target, in the indicator's unit: 0 when met,
    None where nothing was judged.
    """

    rag: Rag
    shortfall: Decimal | None
    reason: str


def rag(value: Decimal | None, target: TargetValue | None, sense: Sense | None, scheme: Scheme) -> Judgement:
    """Judge an unrounded value; `sense` is the polarity's (see default_sense), unless the target has its own.

    A range is met anywhere inside it, and needs no sense; outside, the shortfall is to its nearer bound.
    """
    if value is None:
        return _unjudged("There is no figure to judge.")
    if scheme.bands is not None:
        return _by_bands(value, scheme.bands)
    if target is None:
        return _unjudged("There is no target.")
    if target.kind is TargetKind.RANGE:
        return _against_range(value, target, scheme)
    if target.value is None:
        what = "a direction" if target.kind is TargetKind.DIRECTION else "in words"
        return _unjudged(f"The target is {what}, not a number.")
    chosen = target.sense or sense
    if chosen is None:
        return _unjudged("Nothing states whether high or low is good.")
    return _against_point(value, target.value, chosen, target.strict, scheme)


def banded(
    grade: Judgement, target: TargetValue | None, sense: Sense | None, against: Judgement
) -> Judgement:
    """A figure graded by its bands, whose reason also says how it stands to its year-end target.

    Band and target are two questions: a target may be the floor of any band, or lie below them all. `against`
    is the judgement by the target alone. Unchanged where the figure was not graded or there is no target.
    """
    if target is None or grade.rag is Rag.NONE:
        return grade
    if against.rag is Rag.NONE:
        clause = f"the year-end target {quoted(target.raw)} is not judged"
    else:
        met = "met" if against.rag is Rag.GREEN else "missed"
        clause = f"the year-end target {_aim(target, target.sense or sense)} is {met}"
    return replace(grade, reason=f"{grade.reason.removesuffix('.')}; {clause}.")


def _aim(target: TargetValue, sense: Sense | None) -> str:
    if target.low is not None and target.high is not None:
        return f"of {in_full(target.low)} to {in_full(target.high)}"
    assert target.value is not None
    beyond = {Sense.AT_LEAST: "more than", Sense.AT_MOST: "less than"}
    assert sense is not None
    return f"of {beyond[sense] if target.strict else sense} {in_full(target.value)}"


def _unjudged(reason: str) -> Judgement:
    return Judgement(Rag.NONE, None, reason)


def _met(reason: str) -> Judgement:
    return Judgement(Rag.GREEN, Decimal(0), reason)


def _against_point(value: Decimal, point: Decimal, sense: Sense, strict: bool, scheme: Scheme) -> Judgement:
    at_least = sense is Sense.AT_LEAST
    if value == point and strict:
        return Judgement(Rag.AMBER, Decimal(0), f"At {in_full(point)}, where the target is to be beyond it.")
    if value == point or (value > point) == at_least:
        return _met(f"Target of {sense} {in_full(point)} met.")
    return _missed(value, point, f"the target of {sense} {in_full(point)}", scheme)


def _against_range(value: Decimal, target: TargetValue, scheme: Scheme) -> Judgement:
    assert target.low is not None
    assert target.high is not None
    name = f"the target range {in_full(target.low)} to {in_full(target.high)}"
    if target.low <= value <= target.high:
        return _met(f"Inside {name}.")
    return _missed(value, target.low if value < target.low else target.high, name, scheme)


def _missed(value: Decimal, bound: Decimal, name: str, scheme: Scheme) -> Judgement:
    shortfall = _WIDE.subtract(value, bound).copy_abs()
    if scheme.kind is SchemeKind.POINTS:
        within = shortfall <= scheme.tolerance
        allowed = f"{in_full(scheme.tolerance)} points"
    else:
        # A target of zero allows nothing, as any percentage of it is zero.
        within = Fraction(shortfall) * 100 <= Fraction(scheme.tolerance) * abs(Fraction(bound))
        allowed = f"{in_full(scheme.tolerance)} per cent of {in_full(bound)}"
    if within:
        return Judgement(Rag.AMBER, shortfall, f"Misses {name} by no more than {allowed}.")
    return Judgement(Rag.RED, shortfall, f"Misses {name} by more than {allowed}.")


def _by_bands(value: Decimal, bands: Bands) -> Judgement:
    try:
        name = band_of(value, bands)
    except BandError as problem:
        return _unjudged(str(problem))
    if name is None:
        return _unjudged("The bands are in words, not numbers.")
    reason = f"In the {name} band." if name is not BandName.BELOW else "Below the requires improvement band."
    if name in (BandName.OUTSTANDING, BandName.GOOD):
        return _met(reason)
    floor = floor_of(bands.good, bands.high_is_good)
    shortfall = None if floor is None else _WIDE.subtract(value, floor).copy_abs()
    return Judgement(Rag.AMBER if name is BandName.REQUIRES_IMPROVEMENT else Rag.RED, shortfall, reason)
