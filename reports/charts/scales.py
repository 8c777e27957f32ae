"""Upright axes reckoned here, so that it is known where a figure lies before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import theme
from reports.charts.theme import Size, Spec

# Two figures near each other fill no more of the height than this share of their size would.
LEAST_SPAN = 0.2
ROOM = 1.2


@dataclass(frozen=True, slots=True)
class Upright:
    """An axis from its first tick to its last over a height in pixels."""

    ticks: tuple[float, ...]
    height: int

    def y(self, value: float) -> float:
        """Pixels from the top."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.height - (value - low) / (high - low) * self.height

    def channel(self, field: str, title: str, at: Size) -> Spec:
        ticks = theme.axis(title, at, values=list(self.ticks), tickCount=len(self.ticks))
        return theme.between(field, self.ticks[0], self.ticks[-1], ticks)


def upright(values: Sequence[float], height: int) -> Upright:
    """With room above and below the figures, so that those alike, or a lone one, lie well within."""
    low, high = min(values), max(values)
    span = max((high - low) * ROOM, LEAST_SPAN * max(abs(low), abs(high))) or 1.0
    middle = (low + high) / 2
    bottom = middle - span / 2
    if low >= 0:
        bottom = max(bottom, 0.0)
    return Upright(ticks(bottom, middle + span / 2), height)


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Two to six round figures, the first at or below the lowest and the last at or above the highest."""
    span = (high - low) or abs(high) or 1
    power = 10 ** math.floor(math.log10(span / 3))
    step = next(size * power for size in (1, 2, 5, 10) if span / (size * power) <= 4)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first == last:
        last += 1
    return tuple(round(count * step, 10) for count in range(first, last + 1))
