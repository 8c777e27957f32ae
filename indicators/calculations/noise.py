"""Is a change, or a gap between an authority and the rest of its group, more than chance explains?

Never call this for hidden figures: what is hidden has no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.direction import Direction, Effect, effect
from indicators.calculations.figures import Unit
from indicators.calculations.intervals import Counted, figure_of, interval_of, pooled
from indicators.calculations.periods import Window, window_bounds
from indicators.calculations.polarity import Polarity

# Under ten cases one child moves a share by more than ten points.
FEWEST_CASES = 10
# Of five events in all, even five against none on equal bases happen by chance once in sixteen times.
FEWEST_EVENTS = 6


class Verdict(StrEnum):
    """For a gap, a rise is higher than the rest of the group and a fall lower."""

    REAL_RISE = "real rise"
    REAL_FALL = "real fall"
    NO_REAL_DIFFERENCE = "no real difference"
    TOO_FEW = "too few"
    CANNOT_BE_TOLD = "cannot be told"


class Compared(StrEnum):
    """What is set against what: a figure and its own past, or an authority and the rest of its group."""

    CHANGE = "change"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Difference:
    """The verdict, and the 95% interval of the difference in points of per cent or per 10,000.

    Both bounds are None for TOO_FEW and CANNOT_BE_TOLD. `sharing` says that it cannot be told because the two
    windows share days.
    """

    verdict: Verdict
    low: Decimal | None = None
    high: Decimal | None = None
    sharing: bool = False


_UNTOLD = Difference(Verdict.CANNOT_BE_TOLD)


def overlapping(window: Window, period_end: date, earlier_end: date) -> bool:
    """Whether the two windows share a day, so that the same events are in both figures.

    Two snapshots never do. They share children, though, which makes them more alike than two samples: a
    change found real between them is real, one found to be none may be more than that.
    """
    early, late = sorted((period_end, earlier_end))
    return window_bounds(window, late)[0] <= early


def change(unit: Unit, current: Counted | None, earlier: Counted | None, *, overlap: bool) -> Difference:
    """Current less earlier. `overlap` says that the windows share days: then it cannot be told."""
    if overlap:
        return Difference(Verdict.CANNOT_BE_TOLD, sharing=True)
    return _difference(unit, current, earlier)


def gap(unit: Unit, own: Counted | None, others: Sequence[Counted]) -> Difference:
    """An authority less the others of its group taken together: their parts are summed, never its own.

    ValueError where the others' windows differ in length.
    """
    usable = [parts for parts in others if figure_of(unit, parts) is not None]
    return _difference(unit, own, pooled(usable) if usable else None)


def _difference(unit: Unit, first: Counted | None, second: Counted | None) -> Difference:
    """The first less the second, each interval's reach squared and added.

    For shares Newcombe's hybrid score interval (Statistics in Medicine 17 (1998) 873-890, method 10); for
    rates the same recovery of variances (Zou GY and Donner A, Statistics in Medicine 27 (2008) 1693-1702)
    from Byar's intervals.
    """
    if first is None or second is None:
        return _UNTOLD
    one, two = figure_of(unit, first), figure_of(unit, second)
    around_one, around_two = interval_of(unit, first), interval_of(unit, second)
    if one is None or two is None or around_one is None or around_two is None:
        return _UNTOLD
    if _too_few(unit, first, second):
        return Difference(Verdict.TOO_FEW)
    low = one - two - _together(one - around_one.low, around_two.high - two)
    high = one - two + _together(around_one.high - one, two - around_two.low)
    if low > 0:
        return Difference(Verdict.REAL_RISE, low, high)
    return Difference(Verdict.REAL_FALL if high < 0 else Verdict.NO_REAL_DIFFERENCE, low, high)


def _too_few(unit: Unit, first: Counted, second: Counted) -> bool:
    if unit is Unit.PERCENTAGE:
        return min(first.denominator, second.denominator) < FEWEST_CASES
    return first.numerator + second.numerator < FEWEST_EVENTS


def _together(one: Decimal, other: Decimal) -> Decimal:
    return (one * one + other * other).sqrt()


def in_words(
    difference: Difference,
    polarity: Polarity,
    compared: Compared = Compared.CHANGE,
    group: str = "the group",
) -> str:
    """One or two plain sentences for a councillor. `group` is what a gap's group is called."""
    verdict = difference.verdict
    if verdict in (Verdict.REAL_RISE, Verdict.REAL_FALL):
        return _real_in_words(verdict is Verdict.REAL_RISE, polarity, compared, group)
    if difference.sharing:
        return _SHARING
    return _OTHERWISE[verdict, compared].format(group=group)


_SHARING = (
    "This cannot be told from chance: the two figures share months. "
    "Compare figures whose months do not overlap."
)
_NO_TEST = "This cannot be told from chance: it can be only for shares and rates with the counts behind them."
_OTHERWISE = {
    (Verdict.NO_REAL_DIFFERENCE, Compared.CHANGE): (
        "No real difference: a change this small happens by chance."
    ),
    (Verdict.NO_REAL_DIFFERENCE, Compared.GAP): (
        "No real difference from the rest of {group}: a gap this small happens by chance."
    ),
    (Verdict.TOO_FEW, Compared.CHANGE): "Too few cases to tell a real change from chance.",
    (Verdict.TOO_FEW, Compared.GAP): "Too few cases to tell a real gap from chance.",
    (Verdict.CANNOT_BE_TOLD, Compared.CHANGE): _NO_TEST,
    (Verdict.CANNOT_BE_TOLD, Compared.GAP): _NO_TEST,
}


def _real_in_words(rise: bool, polarity: Polarity, compared: Compared, group: str) -> str:
    judged = effect(Direction.UP if rise else Direction.DOWN, polarity)
    good = {Effect.BETTER: ", for the better", Effect.WORSE: ", for the worse"}.get(judged, "")
    if compared is Compared.CHANGE:
        return f"A real {'rise' if rise else 'fall'}{good}: chance alone would seldom change it this much."
    side = "Higher" if rise else "Lower"
    return f"{side} than the rest of {group}{good}, by more than chance."
