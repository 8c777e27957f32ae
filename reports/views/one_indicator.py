"""One indicator across a group of authorities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.paging import paged
from indicators.csv_cells import csv_text
from reports.charts.chart import ChartName
from reports.charts.embedding import embedded
from reports.presentation import symbols_used
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.one_indicator import WITHOUT_COUNTS, OneIndicator, one_indicator
from reports.side_by_side.reading import over_time
from reports.side_by_side.tables import FunnelTable, PastTable, RankedTable, Whose, past_table
from reports.views.downloads import csv_file
from reports.views.side_by_side import Opened, address, asked, choices, context, opened, whose, without

NAME = "region_compare"
CSV_HEAD = (
    *("code", "authority", "indicator", "window", "period_end", "value", "symbol", "display"),
    *("numerator", "denominator", "low_95", "high_95", "limits"),
    *("earlier_period_end", "earlier_value", "earlier_symbol", "earlier_display"),
    *("direction", "real", "rank", "ranked_of", "position"),
)


def region_compare(request: HttpRequest, code: str) -> HttpResponse:
    page = opened(asked(request, code))
    found = one_indicator(page.matrix, page.measure) if page.measure else None
    if found is not None and request.GET.get("format") == "csv":
        ends = f"{page.matrix.period_end:%Y-%m}"
        return csv_file(_as_csv(found), f"compare-{page.region.code}-{found.measure.code}-{ends}")
    offered = choices(page, figure=True, back=True)
    shown = context(page, NAME, "One indicator", offered)
    if found is not None:
        shown |= _facts(request, page, found)
    return render(request, "reports/region_compare.html", shown)


def _facts(request: HttpRequest, page: Opened, found: OneIndicator) -> dict[str, Any]:
    series = over_time(page.matrix, measures=[found.measure])
    pasts = whose(page, "region_over_time", figure=found.measure.key).hrefs
    names = replace(whose(page, "region_spine"), pasts=pasts)
    charts = {
        name.value: embedded(name, page.matrix, page.view, page.reader, series=series)
        for name in (ChartName.RANKED, ChartName.FUNNEL, ChartName.MULTIPLES)
    }
    # The answer and the sentence before the chart have said it.
    said = (*found.answer, found.funnel.caution if found.funnel else "", found.no_funnel)
    return {
        "found": found,
        "low": found.text(found.among.q1) if found.among else "",
        "high": found.text(found.among.q3) if found.among else "",
        "median": found.text(found.among.median) if found.among else "",
        "centre": found.text(found.funnel.centre) if found.funnel else "",
        "charts": {each: without(chart, said) for each, chart in charts.items()},
        "ranked": _ranked(request, found, names),
        "funnel": _funnel(request, found, names),
        "past": _past(request, page, series, found.measure),
        "symbols": symbols_used([row.line for row in found.rows]),
        "csv": f"{address(NAME, page, figure=found.measure.key)}&format=csv",
        "a_year_back": address(NAME, page, figure=found.measure.key, back=12),
    }


def _paged(request: HttpRequest, table: RankedTable | FunnelTable | PastTable) -> Any:
    paged(request, table)
    return table


def _ranked(request: HttpRequest, found: OneIndicator, names: Whose) -> Any:
    caption = "From best to worst" if found.ranked else "From highest to lowest"
    has = {
        "rank": found.ranked > 0,
        "interval": any(row.around for row in found.rows),
        "real": any(row.real not in ("", WITHOUT_COUNTS) for row in found.rows),
    }
    unused = [name for name, used in has.items() if not used]
    table = RankedTable(found.rows, caption=caption, whose=names, prefix="ranked-", exclude=unused)
    return _paged(request, table)


def _funnel(request: HttpRequest, found: OneIndicator, names: Whose) -> Any:
    if found.funnel is None:
        return None
    caption = "Inside or outside the limits"
    return _paged(request, FunnelTable(found.in_funnel, caption=caption, whose=names, prefix="funnel-"))


def _past(
    request: HttpRequest, page: Opened, series: dict[tuple[str, str], Entry], measure: Measure
) -> PastTable:
    names = whose(page, "region_over_time", figure=measure.key)
    entries = [series[each.code, measure.key] for each in _by_name(page.matrix)]
    table: PastTable = _paged(request, past_table(entries, "Earlier figures", names, "past-"))
    return table


def _by_name(matrix: Matrix) -> list[Any]:
    return sorted(matrix.authorities, key=lambda each: each.name)


def _as_csv(found: OneIndicator) -> str:
    rows: list[list[object]] = []
    for row in found.rows:
        now, before, measure = row.line.value, row.line.before, found.measure
        around = row.around
        rows.append(
            [
                *(row.authority.code, row.authority.name, measure.code, measure.window),
                *(now.period_end, now.value, now.symbol, now.display, now.numerator, now.denominator),
                *((around.low, around.high) if around else ("", "")),
                row.plotted.zone.value if row.plotted else "",
                *(before.period_end, before.value, before.symbol, before.display),
                *(row.line.direction, row.real, row.ranked, found.ranked, row.position),
            ]
        )
    return csv_text(CSV_HEAD, rows)
