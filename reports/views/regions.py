"""The pages of a regional lead: who has returned what, and authorities side by side."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.access import Act, region_for
from authorities.models import Region
from authorities.paging import paged
from indicators.calculations.periods import Window
from indicators.csv_cells import csv_text
from indicators.models import Indicator
from reports.board import board, board_periods, counts
from reports.forms import CompareForm, PeriodForm, figure_key
from reports.presentation import symbols_used
from reports.regional import Choice, Comparison, choices, compare
from reports.tables import BoardTable, CompareTable
from reports.views.downloads import csv_file
from reports.views.trails import region_crumbs, region_views

CSV_HEAD = (
    *("code", "authority", "indicator", "window", "period_end", "value", "symbol", "display"),
    *("earlier_period_end", "earlier_value", "earlier_symbol", "earlier_display"),
    *("direction", "rank", "ranked_of", "position"),
)


def region_board(request: HttpRequest, code: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    periods = board_periods(region)
    period_end = _period(request, periods)
    rows = board(region, period_end) if period_end else []
    table = BoardTable(rows)
    paged(request, table)
    context = {
        "region": region,
        "table": table,
        "counts": counts(rows),
        "period_end": period_end,
        "form": PeriodForm(_chosen(request, period_end), periods=periods),
        "breadcrumbs": region_crumbs(region),
        "views": region_views(region, "region_board"),
    }
    return render(request, "reports/region_board.html", context)


def region_compare(request: HttpRequest, code: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    periods = board_periods(region)
    period_end = _period(request, periods)
    figures = choices(region, period_end) if period_end else []
    chosen = _figure(request, figures)
    comparison = _comparison(request, region, period_end, chosen)
    if comparison is not None and request.GET.get("format") == "csv":
        name = f"compare-{region.code}-{comparison.indicator.code}-{comparison.period_end:%Y-%m}"
        return csv_file(_as_csv(comparison), name)
    table = None
    if comparison is not None:
        table = CompareTable(comparison.rows, caption=f"{comparison.indicator.name}, {region.name}")
        paged(request, table)
    data = _chosen(request, period_end)
    data |= {"figure": figure_key(chosen) if chosen else "", "back": str(_back(request))}
    context = {
        "region": region,
        "comparison": comparison,
        "low": comparison.text(comparison.low) if comparison else "",
        "mean": comparison.text(comparison.mean) if comparison else "",
        "high": comparison.text(comparison.high) if comparison else "",
        "symbols": symbols_used([row.line for row in comparison.rows]) if comparison else [],
        "table": table,
        "period_end": period_end,
        "form": CompareForm(data, periods=periods, figures=figures),
        "breadcrumbs": region_crumbs(region, here="Compare"),
        "views": region_views(region, "region_compare"),
    }
    return render(request, "reports/region_compare.html", context)


def _period(request: HttpRequest, periods: list[date]) -> date | None:
    """The period asked for, if it is one of those offered; else the newest."""
    wanted = request.GET.get("period", "")
    return next((day for day in periods if day.isoformat() == wanted), periods[0] if periods else None)


def _chosen(request: HttpRequest, period_end: date | None) -> dict[str, str]:
    return {"period": period_end.isoformat() if period_end else ""}


def _figure(request: HttpRequest, figures: list[Choice]) -> Choice | None:
    wanted = request.GET.get("figure", "")
    return next(
        (choice for choice in figures if figure_key(choice) == wanted), figures[0] if figures else None
    )


def _back(request: HttpRequest) -> int:
    return 12 if request.GET.get("back") == "12" else 3


def _comparison(
    request: HttpRequest, region: Region, period_end: date | None, chosen: Choice | None
) -> Comparison | None:
    if period_end is None or chosen is None:
        return None
    window = Window(chosen.window)
    # A financial year has no figure three months earlier.
    back = 12 if window is Window.FY else _back(request)
    indicator = Indicator.objects.get(code=chosen.code, owner_authority=None)
    return compare(region, indicator, window, period_end, back)


def _as_csv(comparison: Comparison) -> str:
    rows: list[list[object]] = []
    for row in comparison.rows:
        now, before = row.line.value, row.line.before
        rows.append(
            [
                *(row.authority.code, row.authority.name, comparison.indicator.code, comparison.window.value),
                *(comparison.period_end.isoformat(), now.value, now.symbol, now.display),
                *(comparison.earlier_end.isoformat(), before.value, before.symbol, before.display),
                *(row.line.direction, row.rank, comparison.ranked, row.position.value),
            ]
        )
    return csv_text(CSV_HEAD, rows)
