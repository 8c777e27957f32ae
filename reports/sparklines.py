"""Small lines of past figures: points placed in a box, gaps left open, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.calculations.periods import long_date
from reports.rows import Cell, Point

WIDTH, HEIGHT, PADDING = 96, 28, 4
# A line between two points says no more than the arrow does, and may seem to gainsay it.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A point in the box: x from 0 to WIDTH, y from 0 (top) to HEIGHT. `after_gap` begins a new line."""

    x: float
    y: float
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`points` is empty where fewer than FEWEST figures can be shown. `label` is the picture in words.

    `ends_now` where the last of the points is the current figure, which the picture then marks.
    """

    points: tuple[Placed, ...]
    label: str
    ends_now: bool = False


def sparkline(series: Sequence[Point], current: Cell | None = None) -> Sparkline:
    """A picture of a trend as disclosed: hidden points and missing periods break the line.

    `current` is the cell that the trend should end at; without it, the newest point of the series is.
    """
    shown = [(index, point) for index, point in enumerate(series) if point.value is not None]
    ends_now = _ends_now(series, current)
    label = _label([point for _, point in shown], ends_now)
    if len(shown) < FEWEST:
        return Sparkline((), label, ends_now)
    months = [_months(point) for point in series]
    step = min(later - earlier for earlier, later in pairwise(months))
    values = [Decimal(point.value or 0) for _, point in shown]
    low, high = min(values), max(values)
    first, last = months[shown[0][0]], months[shown[-1][0]]
    placed = []
    for place, (index, _) in enumerate(shown):
        before = shown[place - 1][0] if place else index
        gap = index - before > 1 or months[index] - months[before] > step
        share = float((values[place] - low) / (high - low)) if high > low else 0.5
        along = (months[index] - first) / (last - first)
        placed.append(
            Placed(
                round(PADDING + along * (WIDTH - 2 * PADDING), 1),
                round(HEIGHT - PADDING - share * (HEIGHT - 2 * PADDING), 1),
                gap,
            )
        )
    return Sparkline(tuple(placed), label, ends_now)


def _ends_now(series: Sequence[Point], current: Cell | None) -> bool:
    if not series or series[-1].value is None:
        return False
    if current is None:
        return True
    return (series[-1].period_end, series[-1].value) == (current.period_end, current.value)


def _months(point: Point) -> int:
    day = date.fromisoformat(point.period_end)
    return day.year * 12 + day.month


def _label(shown: Sequence[Point], ends_now: bool) -> str:
    if not shown:
        return "No figures to draw."
    first, last = shown[0], shown[-1]
    if len(shown) == 1:
        return f"One figure only: {first.display} at {_day(first)}."
    low = min(shown, key=lambda point: Decimal(point.value or 0))
    high = max(shown, key=lambda point: Decimal(point.value or 0))
    unsaid = "" if ends_now else " The current figure is not among them."
    return (
        f"{len(shown)} figures, from {first.display} at {_day(first)} to {last.display} at {_day(last)}; "
        f"lowest {low.display}, highest {high.display}.{unsaid}"
    )


def _day(point: Point) -> str:
    return long_date(date.fromisoformat(point.period_end))
