"""The measures of a view, and each authority's line of each, on either basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from authorities.sharing import Reader, terms_at
from indicators.calculations.periods import Window, describe
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator
from reports.layouts.layout import Layout
from reports.layouts.local import LocalFigure, closes
from reports.rows import Line
from reports.side_by_side.columns import ALL, figures_of, figures_returned, layout_of
from reports.side_by_side.groups import Group
from reports.side_by_side.in_year import in_year_lines
from reports.side_by_side.matrix import Measure
from reports.side_by_side.permitted import permitted_in
from reports.side_by_side.published import published_lines, published_of
from reports.side_by_side.views import View

Lines = Mapping[int, Sequence[Line]]


def in_year(
    group: Group, view: View, period_end: date, rag: Layout, reader: Reader, only: str
) -> tuple[list[Measure], Lines]:
    figures = figures_returned(group.authorities, period_end) if view.template == ALL else figures_of(rag)
    # Somebody's return may end on a month that closes no quarter.
    figures = [each for each in figures if closes(each.window, period_end) and only in ("", key_of(each))]
    indicators = indicators_of(figures)
    left_out = terms_at(group.region, period_end).left_out
    figures = [f for f in figures if f.code in indicators and _wanted(indicators[f.code], view, left_out)]
    layout = layout_of(figures, indicators, period_end, view.back, rag)
    permitted = permitted_in(group.region, reader)
    lines = in_year_lines(group.authorities, layout, indicators, period_end, permitted)
    by_number = {figure.number: figure for figure in figures}
    measures = []
    for _, line in layout.lines():
        figure = by_number[line.number]
        words = describe(figure.window, period_end)
        measures.append(_measure(figure, indicators[figure.code], words))
    return measures, lines


def published(group: Group, view: View, rag: Layout, only: str) -> tuple[list[Measure], Lines]:
    codes = None if view.template == ALL else [figure.code for figure in figures_of(rag)]
    held = published_of(group.authorities, codes, fictional=group.region.fictional)
    names = {f.code: f.name for f in figures_of(rag)} if view.template != ALL else {}
    order = [code for code in codes if code in held] if codes is not None else sorted(held)
    figures, measures = [], []
    for number, code in enumerate(dict.fromkeys(order), start=1):
        indicator = held[code].series.indicator
        figure = LocalFigure(str(number), code, names.get(code, indicator.name), Window.FY)
        if only not in ("", key_of(figure)) or not _wanted(indicator, view, frozenset()):
            continue
        figures.append(figure)
        measures.append(_measure(figures[-1], indicator, held[code].period()))
    return measures, published_lines(group.authorities, figures, held)


def key_of(figure: LocalFigure) -> str:
    """The address of a figure's measure."""
    return f"{figure.code}.{figure.window.value}"


def _wanted(indicator: Indicator, view: View, left_out: frozenset[str]) -> bool:
    return indicator.family not in left_out and view.family in ("", indicator.family)


def indicators_of(figures: Sequence[LocalFigure]) -> dict[str, Indicator]:
    held = Indicator.objects.filter(owner_authority=None, code__in={figure.code for figure in figures})
    return {indicator.code: indicator for indicator in held}


def _measure(figure: LocalFigure, indicator: Indicator, period: str) -> Measure:
    return Measure(
        key=key_of(figure),
        code=figure.code,
        window=figure.window.value,
        number=figure.number,
        label=figure.name,
        name=indicator.name,
        family=indicator.family,
        unit=indicator.unit,
        polarity=Polarity(indicator.polarity),
        counts_people=indicator.counts_people,
        period=period,
        annualised=indicator.is_annualised(figure.window),
    )
