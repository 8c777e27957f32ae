"""Funnel plot: which figures of a group lie further from the group than chance explains, given their base.

The centre is the group's pooled figure. The limits are the exact binomial (shares) or Poisson (rates) ones of
Spiegelhalter DJ, Statistics in Medicine 24 (2005) 1185-1202, interpolated between whole counts. In both tails
the observed count itself is in its tail, so that a point lies on or beyond a limit exactly where a result as
far out has a chance of at most 2.5% (95% limits) or 0.1% (99.8%). Nothing is adjusted for over-dispersion:
the plot says when there is some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.calculations.chances import of_events, of_parts
from indicators.calculations.direction import Direction, Effect, effect
from indicators.calculations.figures import Unit
from indicators.calculations.intervals import Counted, Level, figure_of, pooled
from indicators.calculations.polarity import Polarity
from indicators.calculations.rates import PER

# As a group's spread: fewer would be measured against little but themselves.
FEWEST_FOR_FUNNEL = 4
# More than a fifth beyond the outer limits, where chance alone would put one in five hundred.
OVER_DISPERSED_FROM = 5
STEPS = 48


class Zone(StrEnum):
    """Between the 95% limits, between those and the 99.8% limits, or beyond both."""

    INSIDE = "inside"
    BEYOND_95 = "beyond 95"
    BEYOND_998 = "beyond 99.8"


class Side(StrEnum):
    """Which side of the group's figure a point lies on."""

    ABOVE = "above"
    BELOW = "below"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Limits:
    """The four limits at one base, in the figure's unit, kept within what the unit can be."""

    base: Decimal
    low_998: Decimal
    low_95: Decimal
    high_95: Decimal
    high_998: Decimal


@dataclass(frozen=True, slots=True)
class Plotted:
    """One point. `key` is the caller's own (an authority's code); `limits` are those at its own base.

    `effect` is NONE inside the limits. `words` are a short sentence for a table.
    """

    key: str
    base: Decimal
    value: Decimal
    zone: Zone
    side: Side
    limits: Limits
    effect: Effect
    words: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """`centre` is the group's pooled figure; `curve` holds the limits by growing base, for drawing.

    `answer` says in words how many stand out; `caution`, where it is not '', must stand beside the plot.
    """

    unit: Unit
    centre: Decimal
    points: tuple[Plotted, ...]
    curve: tuple[Limits, ...]
    answer: str
    caution: str


def funnel(unit: Unit, figures: Sequence[tuple[str, Counted]], polarity: Polarity) -> Funnel | None:
    """The funnel of the figures that are shown with their parts; points in the order given.

    None for a unit that is neither a share nor a rate, or for fewer than FEWEST_FOR_FUNNEL usable figures (a
    base above 0, and in a share a numerator no larger than it). ValueError where the windows of rates differ
    in length.
    """
    usable = [(key, parts, value) for key, parts in figures if (value := figure_of(unit, parts)) is not None]
    if len(usable) < FEWEST_FOR_FUNNEL:
        return None
    group = pooled([parts for _, parts, _ in usable])
    centre = figure_of(unit, group)
    assert centre is not None
    points = tuple(_plotted(key, parts, value, unit, group, centre, polarity) for key, parts, value in usable)
    curve = tuple(_held(_limits(unit, group, base), unit) for base in _bases(points))
    return Funnel(unit, centre, points, curve, _answer(points), _caution(points))


def _plotted(
    key: str,
    parts: Counted,
    value: Decimal,
    unit: Unit,
    group: Counted,
    centre: Decimal,
    polarity: Polarity,
) -> Plotted:
    limits = _limits(unit, group, parts.denominator)
    side = Side.ABOVE if value > centre else Side.BELOW if value < centre else Side.LEVEL
    zone = Zone.INSIDE
    if not limits.low_998 < value < limits.high_998:
        zone = Zone.BEYOND_998
    elif not limits.low_95 < value < limits.high_95:
        zone = Zone.BEYOND_95
    way = Direction.UP if side is Side.ABOVE else Direction.DOWN
    judged = Effect.NONE if zone is Zone.INSIDE else effect(way, polarity)
    words = _in_words(zone, side, judged)
    return Plotted(key, parts.denominator, value, zone, side, _held(limits, unit), judged, words)


def _limits(unit: Unit, group: Counted, base: Decimal) -> Limits:
    """The limits at a base; a lower one may lie below nought and an upper one above 100%, out of reach.

    A share's base that is not a whole number (full-time equivalents) has the limits of the nearest that is.
    """
    share = Fraction(group.numerator) / Fraction(group.denominator)
    if unit is Unit.PERCENTAGE:
        cases = Fraction(max(1, round(base)))
        chances, scale = of_parts(int(cases), share), Fraction(100)
    else:
        cases = Fraction(base)
        chances, scale = of_events(cases * share), Fraction(PER * 12, group.months or 12)
    strict, usual = Fraction(Level.STRICT.tail), Fraction(Level.USUAL.tail)
    counts = chances.low(strict), chances.low(usual), chances.high(usual), chances.high(strict)
    return Limits(base, *(_decimal(count * scale / cases) for count in counts))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _held(limits: Limits, unit: Unit) -> Limits:
    """The limits as they are drawn: within what the unit can be."""
    lows = (max(limits.low_998, Decimal(0)), max(limits.low_95, Decimal(0)))
    highs = (limits.high_95, limits.high_998)
    if unit is Unit.PERCENTAGE:
        highs = (min(limits.high_95, Decimal(100)), min(limits.high_998, Decimal(100)))
    return Limits(limits.base, *lows, *highs)


def _bases(points: Sequence[Plotted]) -> list[Decimal]:
    """Whole bases from somewhat under the smallest to somewhat over the largest, by equal ratios."""
    smallest, largest = min(point.base for point in points), max(point.base for point in points)
    first, last = max(Decimal(1), smallest * 4 / 5), max(Decimal(2), largest * 21 / 20)
    ratio = last / first
    return sorted(
        {(first * ratio ** (Decimal(step) / STEPS)).to_integral_value() for step in range(STEPS + 1)}
    )


def _in_words(zone: Zone, side: Side, judged: Effect) -> str:
    if zone is Zone.INSIDE:
        return "Within the limits: no real difference from the group."
    good = f", {judged}" if judged in (Effect.BETTER, Effect.WORSE) else ""
    place = f"{'Above the upper' if side is Side.ABOVE else 'Below the lower'}"
    if zone is Zone.BEYOND_95:
        return f"{place} 95% limit{good}: perhaps more than chance."
    return f"{place} 99.8% limit{good}: more than chance explains."


def _answer(points: Sequence[Plotted]) -> str:
    far = [point for point in points if point.zone is Zone.BEYOND_998]
    near = sum(point.zone is Zone.BEYOND_95 for point in points)
    beside = f" Between the 95% and the 99.8% limits: {near}." if near else ""
    if not far:
        return f"None of the {len(points)} is further from the group than chance explains.{beside}"
    judged = any(point.effect is not Effect.NONE for point in far)
    said = " and ".join(
        f"{number} {word}"
        for word in ((Effect.WORSE, Effect.BETTER) if judged else (Side.ABOVE, Side.BELOW))
        if (number := sum(word in (point.effect, point.side) for point in far))
    )
    return f"Of the {len(points)}, further from the group than chance explains: {said}.{beside}"


def _caution(points: Sequence[Plotted]) -> str:
    far = sum(point.zone is Zone.BEYOND_998 for point in points)
    if far * OVER_DISPERSED_FROM <= len(points):
        return ""
    return (
        f"{far} of {len(points)} lie beyond the 99.8% limits: these authorities differ for more reasons than "
        "chance, such as whom they serve and how they count. Being outside says little about any one of them."
    )
