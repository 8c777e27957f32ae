"""Where a figure stands in a group's spread: by quarter, or by its distance from the middle.

Quartiles are by linear interpolation (type 7), as in `positions`. Few figures have no spread: a middle half
of three would be one authority's figure in other words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import quartiles

FEWEST_FOR_SPREAD = 4


class Shade(StrEnum):
    """What a matrix is shaded by."""

    QUARTILE = "quartile"
    DISTANCE = "distance"
    TARGET = "target"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Spread:
    """A group's figures: how many, the lowest, the quartiles, the median, the highest, the plain mean."""

    of: int
    low: Decimal
    q1: Decimal
    median: Decimal
    q3: Decimal
    high: Decimal
    mean: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """`step` runs from -2 (worst, or lowest where nothing says which is good) to 2 (best, or highest).

    0 is the middle, and `judged` says whether good and bad are meant. `words` are the same in words.
    """

    step: int
    judged: bool
    words: str


def spread(values: Sequence[Decimal]) -> Spread | None:
    """The spread of the figures of a group that can be shown; None for fewer than FEWEST_FOR_SPREAD."""
    bounds = quartiles(values)
    if bounds is None or len(values) < FEWEST_FOR_SPREAD:
        return None
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    median = ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2
    mean = sum(ordered, Decimal(0)) / len(ordered)
    return Spread(len(ordered), ordered[0], bounds[0], median, bounds[1], ordered[-1], mean)


def by_quarter(value: Decimal, among: Spread, polarity: Polarity) -> Standing:
    """Outside the middle half is the best or worst quarter; inside it, 0. Bounds count as inside."""
    side = 1 if value > among.q3 else -1 if value < among.q1 else 0
    step, judged = _judged(2 * side, polarity)
    if step == 0:
        return Standing(0, judged, "middle half")
    best, worst = ("best", "worst") if judged else ("highest", "lowest")
    return Standing(step, judged, f"{best if step > 0 else worst} quarter")


def by_distance(value: Decimal, among: Spread, polarity: Polarity) -> Standing:
    """How far from the median, in widths of the middle half: within half a width 0, beyond a whole one 2.

    Where the middle half has no width every other figure is far from it.
    """
    away, width = value - among.median, among.q3 - among.q1
    size = 0 if abs(away) * 2 <= width else 1 if abs(away) <= width else 2
    step, judged = _judged(size if away > 0 else -size, polarity)
    if step == 0:
        return Standing(0, judged, "near the median")
    better, worse = ("better than", "worse than") if judged else ("above", "below")
    far = "far " if size == 2 else ""
    return Standing(step, judged, f"{far}{better if step > 0 else worse} the median")


def _judged(step: int, polarity: Polarity) -> tuple[int, bool]:
    """The step turned so that more is better, and whether better is meant at all."""
    return -step if polarity is Polarity.LOW else step, polarity is not Polarity.NEUTRAL


def ranks(values: Sequence[Decimal | None], polarity: Polarity) -> list[tuple[int, bool] | None]:
    """Each figure's rank, 1 the best, and whether it is shared; None without a figure or a polarity.

    Equal figures share the better rank, and the next follows as many places after.
    """
    if polarity is Polarity.NEUTRAL:
        return [None] * len(values)
    ordered = sorted((v for v in values if v is not None), reverse=polarity is Polarity.HIGH)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
    shared = {value for value in first if ordered.count(value) > 1} if len(first) < len(ordered) else set()
    return [None if value is None else (first[value], value in shared) for value in values]
