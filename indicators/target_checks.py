"""What a target must be before it is kept: readable, possible in its unit, of one mind about what is good."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict, Unpack

from authorities.refusal import Refused
from indicators.calculations.bands import BandError, Bands, parse_band, read_bands
from indicators.calculations.figures import LARGEST_VALUE, Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.targets import Sense, default_sense, parse_target
from indicators.models import Target

TEXT_MOST = 60
BANDS = ("outstanding", "good", "requires_improvement")
LONGEST = {**dict.fromkeys(BANDS, 40), "baseline_note": 60, "source": 120, "reason": 300}
TOLERANCE_PLACES = 4
MOST_POINTS = Decimal(10_000_000)
HUNDRED = Decimal(100)
SIDES = {Sense.AT_LEAST: "high", Sense.AT_MOST: "low"}


class TargetRefused(Refused):
    """A target that cannot be; `field` is the one to correct, by its name in set_target."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


class TargetDetails(TypedDict, total=False):
    """What a target may have beside its text; what is left out is blank.

    `baseline` is in the indicator's own unit (percentages 0 to 100), and so is a tolerance in points; a
    relative one is a percentage of the target. `tolerance_kind` is a Target.Tolerance. The bands are text as
    parse_band reads it, all three or none.
    """

    baseline: Decimal | None
    baseline_note: str
    tolerance_kind: str
    tolerance: Decimal | None
    outstanding: str
    good: str
    requires_improvement: str
    source: str
    reason: str


def kept_target(unit: Unit, text: str, **details: Unpack[TargetDetails]) -> dict[str, Any]:
    """The fields of a target as they are kept. TargetRefused for the first that cannot be."""
    given: dict[str, Any] = dict(details)
    baseline, tolerance = given.get("baseline"), given.get("tolerance")
    kind = given.get("tolerance_kind", "")
    words = {name: _short(name, given.get(name, ""), most) for name, most in LONGEST.items()}
    _refuse_baseline(baseline, words["baseline_note"], unit)
    _refuse_tolerance(kind, tolerance)
    _refuse_bands({name: words[name] for name in BANDS}, unit)
    kept = _kept_text(text, unit)
    return {"text": kept, "baseline": baseline, "tolerance_kind": kind, "tolerance": tolerance, **words}


def refuse_contrary_sides(target: Target, polarity: str) -> None:
    """TargetRefused where bands and target would have it both ways, or the bands go against the polarity.

    A side chosen with the target is the authority's own word, and may go against the polarity.
    """
    if target.sense not in Target.Sense.values:
        raise TargetRefused("sense", "Choose which side of the target is good.")
    bands = read_bands(target.outstanding, target.good, target.requires_improvement)
    if bands is None or not bands.are_numeric:
        return
    side = "high" if bands.high_is_good else "low"
    chosen = _own_sense(target)
    if chosen is not None and SIDES[chosen] != side:
        raise TargetRefused(
            "outstanding",
            f"The bands say that {side} is good, and the target that {SIDES[chosen]} is. Correct one.",
        )
    stated = default_sense(Polarity(polarity))
    if chosen is None and stated is not None and SIDES[stated] != side:
        choice = Target.Sense.AT_LEAST if side == "high" else Target.Sense.AT_MOST
        raise TargetRefused(
            "outstanding",
            f"The bands say that {side} is good, but the indicator's polarity is {polarity}. Correct the "
            f"bands, or choose '{choice.label}' as the side that is good.",
        )


def _own_sense(target: Target) -> Sense | None:
    parsed = parse_target(target.text, Unit(target.indicator.unit))
    if parsed is not None and parsed.sense is not None:
        return parsed.sense
    return Sense(target.sense.replace("_", " ")) if target.sense else None


def _kept_text(text: str, unit: Unit) -> str:
    """The target as it is kept; '' where it says that there is none, as '-' and 'n/a' do."""
    try:
        parsed = parse_target(text, unit)
    except ValueError as refusal:
        raise TargetRefused("text", str(refusal)) from refusal
    return _short("text", text, TEXT_MOST, "target") if parsed is not None else ""


def _short(field: str, text: str, most: int, name: str = "") -> str:
    kept = " ".join(text.split())
    if len(kept) > most:
        name = name or field.replace("_", " ")
        raise TargetRefused(field, f"The {name} has {len(kept)} characters. Shorten it to {most}.")
    return kept


def _refuse_baseline(baseline: Decimal | None, note: str, unit: Unit) -> None:
    if baseline is None:
        if note:
            raise TargetRefused("baseline", "The baseline's period is given without the baseline. Give both.")
        return
    highest = HUNDRED if unit is Unit.PERCENTAGE else LARGEST_VALUE
    if not baseline.is_finite() or not 0 <= baseline <= highest:
        raise TargetRefused("baseline", f"A baseline of {baseline} cannot be: give 0 to {highest:,}.")


def _refuse_tolerance(kind: str, tolerance: Decimal | None) -> None:
    if kind not in Target.Tolerance.values:
        raise TargetRefused("tolerance_kind", "Choose how the tolerance is measured.")
    if bool(kind) != (tolerance is not None):
        raise TargetRefused(
            "tolerance",
            "Give a tolerance together with how it is measured, or leave both to the scorecard's template.",
        )
    if tolerance is None:
        return
    highest = HUNDRED if kind == Target.Tolerance.RELATIVE else MOST_POINTS
    if not tolerance.is_finite() or not 0 <= tolerance <= highest:
        raise TargetRefused("tolerance", f"A tolerance of {tolerance} cannot be: give 0 to {highest:,}.")
    if tolerance != round(tolerance, TOLERANCE_PLACES):
        raise TargetRefused("tolerance", f"Give the tolerance with {TOLERANCE_PLACES} decimals at most.")


def _refuse_bands(texts: dict[str, str], unit: Unit) -> None:
    try:
        bands = read_bands(**texts)
    except BandError as refusal:
        raise TargetRefused(_field_at_fault(texts), str(refusal)) from refusal
    if bands is not None and unit is Unit.PERCENTAGE:
        _refuse_over_a_hundred(bands)


def _refuse_over_a_hundred(bands: Bands) -> None:
    for name in BANDS:
        band = getattr(bands, name)
        if any(bound is not None and bound > HUNDRED for bound in (band.low, band.high)):
            raise TargetRefused(name, f"{band.raw} is more than 100, which no percentage can be.")


def _field_at_fault(texts: dict[str, str]) -> str:
    """The first band that is blank or cannot be read by itself; the first of all where each can."""
    for name, text in texts.items():
        try:
            parse_band(text)
        except BandError:
            return name
    return "outstanding"
