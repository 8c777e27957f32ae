"""One authority among others, on every indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.models import Authority
from reports.charts.chart import ChartName
from reports.charts.embedding import embedded
from reports.presentation import symbols_used
from reports.side_by_side.forms import authority_choices
from reports.side_by_side.groups import NEIGHBOURS, REGION, Basis, group_of
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.one_authority import spine
from reports.side_by_side.reading import over_time
from reports.views.side_by_side import Asked, Opened, address, asked, choices, context, opened

NAME = "region_spine"


def region_spine(request: HttpRequest, code: str) -> HttpResponse:
    page = opened(_of_the_authority(asked(request, code)))
    offered = {"authority": authority_choices(_authorities(page)), **choices(page, back=True)}
    offered["group"] = _groups(page, offered["group"])
    shown = context(page, NAME, "One authority", offered)
    if page.authority is not None and page.matrix.measures:
        shown |= _facts(page, page.authority, dict(offered["group"]))
    return render(request, "reports/region_spine.html", shown)


def _of_the_authority(ask: Asked) -> Asked:
    """Who asks for an authority among neighbours means its own, though the address held another's."""
    view = ask.view
    if view.authority and view.group.startswith(NEIGHBOURS):
        return replace(ask, view=replace(view, group=f"{NEIGHBOURS}{view.authority}"))
    return ask


def _authorities(page: Opened) -> list[Authority]:
    """Those that can be asked for: the region's that the reader may see, and whoever stands in the group."""
    if page.matrix.group.key == REGION:
        return list(page.matrix.authorities)
    region = group_of(REGION, page.region, page.view.basis, page.matrix.period_end, page.reader)
    return list({each.code: each for each in (*region.authorities, *page.matrix.authorities)}.values())


def _groups(page: Opened, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of all the neighbours only the authority's own: others' do not stand around it."""
    own = f"{NEIGHBOURS}{page.view.authority}"
    return [
        (key, "Its statistical neighbours" if key == own else name)
        for key, name in offered
        if key == own or not key.startswith(NEIGHBOURS)
    ]


def _facts(page: Opened, authority: Authority, groups: dict[str, str]) -> dict[str, Any]:
    matrix = page.matrix
    series = over_time(matrix, authorities=[authority])
    found = spine(
        matrix,
        authority,
        series,
        lambda each: address("region_compare", page, figure=each.key),
        lambda each: address("region_over_time", page, figure=each.key, authority=authority.code),
    )
    neighbours = f"{NEIGHBOURS}{authority.code}"
    return {
        "found": found,
        "nothing": f"{authority.name} has no {_kind(matrix)} for this period.",
        "chart": embedded(ChartName.SPINE, matrix, page.view, page.reader, series=series),
        "symbols": symbols_used([entry.line for entry in matrix.row(authority)]),
        "is_own": authority.code in page.reader.own,
        "neighbours": address(NAME, page, group=neighbours, authority=authority.code)
        if neighbours in groups and page.view.group != neighbours
        else "",
    }


def _kind(matrix: Matrix) -> str:
    return "approved figures" if matrix.basis is Basis.IN_YEAR else "published figures of these indicators"
