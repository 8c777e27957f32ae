"""A small picture of where a figure stands in its group's spread: places in a box, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread
from reports.side_by_side.matrix import Entry
from reports.side_by_side.placing import as_shown

WIDTH, HEIGHT, PADDING = 180, 24, 8


@dataclass(frozen=True, slots=True)
class Glyph:
    """Places along the box, from 0 to WIDTH: the whole spread, its middle half, its median, the own figure.

    Better lies to the right where something says which is good. `own` is None where the figure is hidden.
    """

    start: float
    box_start: float
    box_width: float
    end: float
    median: float
    own: float | None
    label: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def level(self) -> float:
        """How far down the middle of the box is."""
        return self.height / 2


def glyph(entry: Entry, among: Spread | None) -> Glyph | None:
    """The picture of an entry among its group's figures; None where too few can be shown."""
    if among is None:
        return None
    turned = entry.measure.polarity is Polarity.LOW
    # As the spread is of figures as they are shown.
    own = as_shown(entry)
    ends = [among.low, among.high, *([own] if own is not None else [])]
    low, high = min(ends), max(ends)

    def place(value: Decimal) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5
        along = 1 - share if turned else share
        return round(PADDING + along * (WIDTH - 2 * PADDING), 1)

    start, end = sorted((place(among.low), place(among.high)))
    first, last = sorted((place(among.q1), place(among.q3)))
    return Glyph(
        start=start,
        box_start=first,
        box_width=round(last - first, 1),
        end=end,
        median=place(among.median),
        own=place(own) if own is not None else None,
        label=_label(entry, among),
    )


def _label(entry: Entry, among: Spread) -> str:
    unit = Unit(entry.measure.unit)

    def said(value: Decimal) -> str:
        return display(value, "", unit)

    own = f"at {entry.line.value.display}" if entry.value is not None else "not shown"
    return (
        f"{among.of} figures from {said(among.low)} to {said(among.high)}, middle half {said(among.q1)} to "
        f"{said(among.q3)}, median {said(among.median)}; this authority {own}."
    )
