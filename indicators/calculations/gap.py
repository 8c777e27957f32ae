"""How far a figure is from what was wanted of it, in whole children or events rather than in per cent.

The least whole number by which the numerator would have had to be smaller or larger, the denominator
unchanged, for the figure to meet the target. All in exact fractions, so that no event is lost on a boundary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.calculations.display import in_full
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, months_in
from indicators.calculations.rates import PER
from indicators.calculations.targets import Sense, TargetKind, TargetValue

# A count given as a mean of twelve months without its base is their total over twelve.
MONTHS_OF_A_MEAN = 12


@dataclass(frozen=True, slots=True)
class Parts:
    """What a figure was made of: it equals `numerator` times `scale`.

    `base` is what the numerator was counted out of, None for a plain count; `whole` says that the numerator
    is a part of the base, and so cannot outgrow it.
    """

    numerator: Decimal
    scale: Fraction
    unit: Unit
    base: Decimal | None = None
    whole: bool = False


def parts_of(
    unit: Unit,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    window: Window,
    period_end: date,
    annualised: bool,
) -> Parts | None:
    """The parts, scaled as indicators.calculations.rates.value_of scales them; None where one is missing.

    A count without a numerator is its own; a ratio without both parts, or over nought, has no gap in events.
    """
    if unit is Unit.NUMBER and window is not Window.MEAN12:
        count = value if numerator is None else numerator
        return None if count is None else Parts(count, Fraction(1), unit)
    if unit is Unit.NUMBER and denominator is None:
        denominator = Decimal(MONTHS_OF_A_MEAN)
    if numerator is None or not denominator:
        return None
    factor = Fraction(1)
    if unit is Unit.PERCENTAGE:
        factor = Fraction(100)
    elif unit is Unit.RATE:
        factor = Fraction(PER)
        if annualised and window is not Window.S:
            factor *= Fraction(12, months_in(window, period_end))
    return Parts(numerator, factor / Fraction(denominator), unit, denominator, unit is Unit.PERCENTAGE)


def gap(parts: Parts, target: TargetValue, sense: Sense | None) -> int | None:
    """Events to add to the numerator (above 0) or take from it (below 0); 0 where the target is met.

    None where nothing can be said: no number to meet, no side of it that is good, or no whole number of
    events that meets it with this denominator.
    """
    if target.kind is TargetKind.RANGE:
        wanted = _to_range(parts, target)
    elif target.value is not None and (chosen := target.sense or sense) is not None:
        wanted = _to_point(parts, target.value, chosen, target.strict)
    else:
        wanted = None
    if wanted is None:
        return None
    reached = parts.numerator + wanted
    too_many = parts.whole and wanted > 0 and parts.base is not None and reached > parts.base
    return None if reached < 0 or too_many else wanted


def _to_point(parts: Parts, point: Decimal, sense: Sense, strict: bool) -> int:
    distance = Fraction(point) / parts.scale - Fraction(parts.numerator)
    if sense is Sense.AT_LEAST:
        return max(0, _floor(distance) + 1 if strict else -_floor(-distance))
    return min(0, -_floor(-distance) - 1 if strict else _floor(distance))


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator


def _to_range(parts: Parts, target: TargetValue) -> int | None:
    assert target.low is not None
    assert target.high is not None
    up = _to_point(parts, target.low, Sense.AT_LEAST, strict=False)
    wanted = up or _to_point(parts, target.high, Sense.AT_MOST, strict=False)
    reached = (Fraction(parts.numerator) + wanted) * parts.scale
    # A narrow range over a small base may lie between two whole numbers of events.
    return wanted if Fraction(target.low) <= reached <= Fraction(target.high) else None


def gap_in_words(parts: Parts, wanted: int | None, goal: str = "met it") -> str:
    """'26 fewer of 812 would have met it (192 instead of 218).'; '' where it is met or cannot be said.

    `goal` ends the sentence: what the figure would have done.
    """
    if not wanted:
        return ""
    more = "more" if wanted > 0 else "fewer"
    instead = f"{in_full(parts.numerator + wanted)} instead of {in_full(parts.numerator)}"
    return f"{abs(wanted):,} {more}{_over(parts)} would have {goal} ({instead})."


def _over(parts: Parts) -> str:
    if parts.base is None or parts.unit is Unit.RATE:
        # The base of a rate is every child who lives there, of whom those counted are no natural part.
        return ""
    base = in_full(parts.base)
    if parts.unit is Unit.PERCENTAGE:
        return f" of {base}"
    if parts.unit is Unit.DAYS:
        return f" days in all, over {base},"
    return f" in all, over {base},"
