"""The one function every reader of a figure passes through: what an audience may see of a line.

The owning authority's staff see their own figures whole. Everybody else sees counts of children of
1 to 5, and the ratios that would give such a count away, as suppressed, together with the colours
and arrows that would narrow them. The rules are pure (indicators/calculations/suppression.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.suppression import Hidden, hides_value, may_show_direction, may_show_rag
from indicators.calculations.symbols import Symbol
from reports.rows import Cell, Line, Point, Printed, differences


class Audience(StrEnum):
    """Who reads: the authority's own staff, or anybody outside them (scrutiny papers are public)."""

    OWN = "own"
    OUTSIDE = "outside"


def disclose(lines: Iterable[Line], audience: Audience) -> list[Line]:
    """The lines as the audience may see them."""
    if audience is Audience.OWN:
        return list(lines)
    return [_outside(line) for line in lines]


def hides(line: Line, value: str | None, numerator: str | None, denominator: str | None) -> bool:
    """Whether one figure of a line is hidden by the primary rule."""
    unit = Unit(line.unit)
    top = _number(numerator)
    if unit is Unit.NUMBER and top is None:
        top = _number(value)
    return hides_value(unit, top, _number(denominator), line.counts_people)


def hide_cell(cell: Cell, unit: Unit) -> Cell:
    """The cell with its figure, parts and note taken out and the symbol of suppression in their place."""
    return replace(
        cell,
        value=None,
        numerator=None,
        denominator=None,
        symbol=Symbol.SUPPRESSED.value,
        display=display(None, Symbol.SUPPRESSED, unit),
        note="",
        hidden=True,
    )


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _outside(line: Line) -> Line:
    unit = Unit(line.unit)
    cells = tuple(
        hide_cell(cell, unit) if hides(line, cell.value, cell.numerator, cell.denominator) else cell
        for cell in line.cells
    )
    shown = replace(line, cells=cells, series=_series(line, cells))
    now = Hidden.PRIMARY if shown.value.hidden else Hidden.NO
    before = Hidden.PRIMARY if shown.before.hidden else Hidden.NO
    if not may_show_direction(now, before, unit):
        # What the paper printed of it, and the sentence that sets the two side by side, would say it again.
        printed = replace(shown.printed, direction="")
        shown = replace(shown, direction="none", effect="none", word="", printed=printed)
        shown = replace(shown, differs=differences(shown))
    if not may_show_rag(now):
        shown = replace(shown, rag="none", rag_reason="", position="none", differs=(), printed=Printed())
    return shown


def _series(line: Line, cells: tuple[Cell, ...]) -> tuple[Point, ...]:
    """A trend loses the points that are hidden as cells, and the small counts at other period ends."""
    unit = Unit(line.unit)
    hidden = {(cell.window, cell.period_end) for cell in cells if cell.hidden}
    window = line.value.window
    return tuple(
        Point(point.period_end, None, display(None, Symbol.SUPPRESSED, unit))
        if (window, point.period_end) in hidden
        or hides(line, point.value, point.numerator, point.denominator)
        else replace(point, numerator=None, denominator=None)
        for point in line.series
    )
