"""Which measures are set side by side: the lines of a scorecard's layout, each in one window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from authorities.models import Authority
from indicators.calculations.periods import Window
from indicators.models import Indicator, ReturnState, Value
from reports.layouts.layout import Column, Layout, Section
from reports.layouts.local import LocalFigure, months_back, plain_line
from reports.models import ScorecardTemplate

STANDARD, ALL = "quarterly-standard", "all"
CURRENT, EARLIER = "current", "earlier"


def templates_offered() -> list[tuple[str, str]]:
    """Name and title of the layouts that any authority may use, and one for everything that was returned."""
    held = ScorecardTemplate.objects.filter(authority=None, retired=False)
    named = sorted(held.values_list("name", "title"), key=lambda each: (each[0] != STANDARD, each[1]))
    return [*named, (ALL, "Every indicator with a figure")]


def layout_named(name: str) -> Layout | None:
    """The layout of an open template; the standard one where the name is none's; None without any."""
    held = ScorecardTemplate.objects.filter(authority=None, retired=False)
    found = {row.name: row for row in held.filter(name__in=(name, STANDARD))}
    row = found.get(name, found.get(STANDARD))
    return row.layout if row else None


def figures_of(layout: Layout) -> list[LocalFigure]:
    """Each line of a layout as one figure: its code in the window of its current column, each once."""
    found: dict[tuple[str, Window], LocalFigure] = {}
    for section, line in layout.lines():
        cell = section.cell(line, section.current)
        if cell is not None and cell.months_back == 0:
            key = (line.code, cell.window)
            found.setdefault(key, LocalFigure(line.number, line.code, line.label, cell.window))
    return list(found.values())


def figures_returned(authorities: Sequence[Authority], period_end: date) -> list[LocalFigure]:
    """Every national indicator and window of which anybody has an approved figure, by family and name."""
    found = (
        Value.objects.filter(
            authority__in=authorities,
            period_end=period_end,
            source_return__state=ReturnState.APPROVED,
            indicator__owner_authority=None,
        )
        .order_by("indicator__family", "indicator__name", "window")
        .values_list("indicator__code", "indicator__name", "window")
        .distinct()
    )
    rows = list(dict.fromkeys(found))
    return [LocalFigure(str(n), code, name, Window(w)) for n, (code, name, w) in enumerate(rows, start=1)]


def layout_of(
    figures: Iterable[LocalFigure], indicators: dict[str, Indicator], period_end: date, back: int, rag: Layout
) -> Layout:
    """A layout of two columns, a section a family: the figure now, and `back` months before.

    `rag` is the layout whose tolerance and words judge the lines.
    """
    by_family: dict[str, list[LocalFigure]] = {}
    for figure in figures:
        if figure.code in indicators:
            by_family.setdefault(indicators[figure.code].family, []).append(figure)
    columns = (Column(EARLIER, "Earlier", None, back), Column(CURRENT, "Now", None, 0))
    sections = tuple(
        Section(
            title=family,
            introduction="",
            columns=columns,
            current=CURRENT,
            earlier=EARLIER,
            comparators=(),
            lines=tuple(plain_line(each, months_back(each.window, period_end, back)) for each in held),
        )
        for family, held in by_family.items()
    )
    return Layout(
        name=rag.name,
        title=rag.title,
        authority=None,
        valid_from=None,
        valid_to=None,
        source=rag.source,
        rag=rag.rag,
        direction_words=rag.direction_words,
        sections=sections,
    )
