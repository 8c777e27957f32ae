"""The closing section of a scorecard: the authority's own indicators, which no published layout names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from indicators.calculations.periods import Window, month_end_before, window_bounds
from reports.layouts.layout import CellOverride, Column, Layout, Line, Section

TITLE = "Our own indicators"
QUARTER, YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class LocalFigure:
    """A local indicator that was returned for the period. `number` stays the same from period to period."""

    number: str
    code: str
    name: str
    window: Window


def with_local_figures(layout: Layout, figures: Iterable[LocalFigure], period_end: date) -> Layout:
    """The layout as it is for a period end, with a section for the local figures at its end, if any."""
    layout = layout.at(period_end)
    lines = tuple(_line(figure, period_end) for figure in sorted(figures, key=lambda f: (f.code, f.window)))
    if not lines:
        return layout
    section = Section(
        title=TITLE,
        introduction="Indicators that this authority defined for itself. No other authority returns them.",
        columns=(
            Column("earlier", "Earlier", None, QUARTER),
            Column("current", "Now", None, 0),
        ),
        current="current",
        earlier="earlier",
        comparators=(),
        lines=lines,
        shows=layout.shows,
    )
    return replace(layout, sections=(*layout.sections, section))


def _line(figure: LocalFigure, period_end: date) -> Line:
    return plain_line(figure, months_back(figure.window, period_end, QUARTER))


def months_back(window: Window, period_end: date, wanted: int) -> int:
    """How far back the earlier figure of a window ends: as wanted, or a year where it does not close then."""
    return wanted if closes(window, month_end_before(period_end, wanted)) else YEAR


def plain_line(figure: LocalFigure, back: int) -> Line:
    """A line in the catalogue's own terms, its earlier figure `back` months before."""
    return Line(
        number=figure.number,
        code=figure.code,
        label=figure.name,
        polarity=None,
        window=figure.window,
        cells={"earlier": CellOverride(window=None, months_back=back)},
        compare_with=None,
        target_sense=None,
        flags=(),
        comparator_years={},
        comparator_code=figure.code,
        note="",
    )


def closes(window: Window, period_end: date) -> bool:
    """Whether the window ends on the day: a quarter does not in January."""
    try:
        window_bounds(window, period_end)
    except ValueError:
        return False
    return True
