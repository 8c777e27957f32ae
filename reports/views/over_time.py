"""One indicator of one authority over time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.models import Authority
from reports.charts.chart import ChartName
from reports.charts.embedding import embedded
from reports.presentation import day_words
from reports.side_by_side.chance import change_words, gap_words, is_real, is_told
from reports.side_by_side.forms import authority_choices
from reports.side_by_side.groups import group_words
from reports.side_by_side.in_time import history_of
from reports.side_by_side.matrix import Measure
from reports.side_by_side.reading import over_time
from reports.views.side_by_side import Opened, address, asked, choices, context, opened, without

NAME = "region_over_time"


def region_over_time(request: HttpRequest, code: str) -> HttpResponse:
    page = opened(asked(request, code))
    offered = {
        "authority": authority_choices(page.matrix.authorities),
        **choices(page, figure=True, back=True),
    }
    shown = context(page, NAME, "Over time", offered)
    if page.measure is not None and page.authority is not None:
        shown |= _facts(page, page.measure, page.authority)
    return render(request, "reports/region_over_time.html", shown)


def _facts(page: Opened, measure: Measure, authority: Authority) -> dict[str, Any]:
    series = over_time(page.matrix, measures=[measure], authorities=[authority])
    entry = series[authority.code, measure.key]
    found = history_of(entry, page.matrix.basis)
    chart = embedded(ChartName.CONTROL, page.matrix, page.view, page.reader, series=series)
    findings = [finding.words for finding in found.control.findings]
    past = found.beside_the_change(real=is_real(entry), told=is_told(entry))
    return {
        "entry": entry,
        "found": found,
        "measure": measure,
        "authority": authority,
        "earlier": f"at {day_words(entry.line.before.period_end)}",
        "symbols": sorted({moment.symbol for moment in found.moments} - {""}),
        "change": change_words(entry),
        "past": past,
        # The answer has said what there is to say of the newest figure.
        "signals": [words for words in findings if words not in past],
        "gap": gap_words(entry, page.matrix.column(measure), group_words(page.matrix.group)),
        "chart": without(chart, [found.control.answer, *findings]),
        "is_own": authority.code in page.reader.own,
        "others": address("region_compare", page, figure=measure.key),
        "spine": address("region_spine", page, authority=authority.code),
    }
