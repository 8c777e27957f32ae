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
from indicators.calculations.suppression import Hidden, hides_figure, may_show_direction, may_show_rag
from indicators.calculations.symbols import Symbol
from reports.rows import Cell, Comparator, Line, Point, Printed, differences

# Comparator columns that hold figures of the authority itself.
OF_ITS_OWN = ("own published", "own regional return")


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
    """Whether one figure of a line is hidden by the primary rule.

    A ratio given with one of its parts is judged by the part that follows from the two.
    """
    figure, top, base = _number(value), _number(numerator), _number(denominator)
    return hides_figure(Unit(line.unit), figure, top, base, line.counts_people)


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
    cells = tuple(_outside_cell(line, cell) for cell in line.cells)
    comparators = tuple(_outside_comparator(line, comparator) for comparator in line.comparators)
    shown = replace(line, cells=cells, comparators=comparators, series=_series(line, cells))
    now, before = _why(line, line.value), _why(line, line.before)
    if not may_show_direction(now, before):
        # What the paper printed of it, and the sentence that sets the two side by side, would say it again.
        printed = replace(shown.printed, direction="")
        shown = replace(shown, direction="none", effect="none", word="", printed=printed)
        shown = replace(shown, differs=differences(shown))
    if not may_show_rag(now):
        # Where the published figure stands is public; where the current one would stand narrows it.
        middle = replace(shown.middle, current="none") if shown.middle else None
        position = shown.position if middle else "none"
        shown = replace(shown, middle=middle, position=position, differs=(), printed=Printed())
        shown = replace(shown, rag="none", rag_reason="")
        shown = replace(shown, shortfall=None)
        shown = without_distance(shown)
    return _without_small_baseline(shown)


def without_distance(line: Line) -> Line:
    """The line without what is reckoned from its figure: the gap, the change, the grade among its bands."""
    bands = replace(line.bands, grade="") if line.bands else None
    return replace(line, gap="", change=None, bands=bands)


def _without_small_baseline(line: Line) -> Line:
    """A baseline is a figure of the authority like another; the change from it would give it back."""
    if line.baseline is None or not hides(line, line.baseline, None, None):
        return line
    hidden = display(None, Symbol.SUPPRESSED, Unit(line.unit))
    return replace(line, baseline=None, baseline_display=hidden, change=None)


def _why(line: Line, cell: Cell) -> Hidden:
    """Why a cell is hidden from those outside, if it is: for being small itself, or for another's sake."""
    # What the authority itself suppressed may still carry the parts that it was made from.
    if cell.symbol == Symbol.SUPPRESSED or hides(line, cell.value, cell.numerator, cell.denominator):
        return Hidden.PRIMARY
    return Hidden.SECONDARY if cell.withheld else Hidden.NO


def _outside_cell(line: Line, cell: Cell) -> Cell:
    unit = Unit(line.unit)
    if _why(line, cell) is not Hidden.NO:
        return hide_cell(cell, unit)
    lone = unit is not Unit.NUMBER and (cell.numerator is None) != (cell.denominator is None)
    if cell.symbol == Symbol.LOW or lone:
        return replace(cell, numerator=None, denominator=None)
    return cell


def _outside_comparator(line: Line, comparator: Comparator) -> Comparator:
    """An own figure in a comparator's column is a figure of the authority all the same."""
    if comparator.kind not in OF_ITS_OWN:
        return comparator
    # What the release prints is public; what was given beside it is the authority's own word.
    if comparator.release:
        return replace(comparator, given="")
    if not hides(line, comparator.value, None, None):
        return comparator
    hidden = display(None, Symbol.SUPPRESSED, Unit(line.unit))
    return replace(comparator, value=None, symbol=Symbol.SUPPRESSED.value, display=hidden)


def _series(line: Line, cells: tuple[Cell, ...]) -> tuple[Point, ...]:
    """A trend loses the points that are hidden as cells, and the small counts at other period ends."""
    unit = Unit(line.unit)
    hidden = {(cell.window, cell.period_end) for cell in cells if cell.hidden}
    window = line.value.window
    return tuple(
        Point(point.period_end, None, display(None, Symbol.SUPPRESSED, unit))
        if point.withheld
        or (window, point.period_end) in hidden
        or hides(line, point.value, point.numerator, point.denominator)
        else replace(point, numerator=None, denominator=None)
        for point in line.series
    )
