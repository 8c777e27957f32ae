"""What the pages about figures of a region have in common: who asks, what they chose, what they get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from authorities.access import Act, reader_in, region_for
from authorities.models import Authority, Region
from authorities.sharing import Reader
from reports.side_by_side.columns import templates_offered
from reports.side_by_side.forms import BACK, BASES, ViewForm, figure_choices, group_choices, period_choices
from reports.side_by_side.groups import Basis, groups_offered
from reports.side_by_side.matrix import Matrix, Measure
from reports.side_by_side.reading import authority_of, measure_of, period_words, periods_offered, read_matrix
from reports.side_by_side.tables import Whose
from reports.side_by_side.views import View, read_view
from reports.views.trails import region_crumbs, region_views


@dataclass(frozen=True, slots=True)
class Asked:
    """A region, who reads it, and what they chose as far as it can be had: a period that there is."""

    region: Region
    reader: Reader
    view: View
    periods: Sequence[date]


@dataclass(frozen=True, slots=True)
class Opened:
    """The matrix of what was asked. `view` names the measure and the authority that the page is about."""

    asked: Asked
    view: View
    matrix: Matrix
    measure: Measure | None
    authority: Authority | None

    @property
    def region(self) -> Region:
        return self.asked.region

    @property
    def reader(self) -> Reader:
        return self.asked.reader


def asked(request: HttpRequest, code: str) -> Asked:
    """What an address asks for. Every family is offered: the choice of one belongs to the matrix."""
    region = region_for(request.user, code, Act.COMPARE)
    view, periods = replace(read_view(request.GET), family=""), periods_offered(region)
    if view.period_end not in periods:
        view = replace(view, period_end=periods[0] if periods else None)
    return Asked(region, reader_in(request.user, region), view, periods)


def opened(ask: Asked) -> Opened:
    """Its matrix, and which measure and authority it is about: those named, else the reader's own."""
    matrix = read_matrix(ask.region, ask.view, ask.reader)
    measure = _measure(matrix, ask.view.figure)
    own = next((each.code for each in matrix.authorities if each.code in ask.reader.own), "")
    authority = authority_of(matrix, ask.view.authority or ("" if matrix.group.about else own))
    view = replace(
        ask.view,
        figure=measure.key if measure else "",
        authority=authority.code if authority else "",
    )
    return Opened(ask, view, matrix, measure, authority)


def _measure(matrix: Matrix, key: str) -> Measure | None:
    """The measure named, or the same indicator in another window: a published year has its own."""
    code = key.rpartition(".")[0]
    same = next((each.key for each in matrix.measures if code and each.code == code), key)
    held = {each.key for each in matrix.measures}
    return measure_of(matrix, key if key in held else same)


def choices(page: Opened, *, figure: bool = False, back: bool = False) -> dict[str, Any]:
    """The choices that the pages have in common, by their names in an address."""
    view, matrix = page.view, page.matrix
    offered: dict[str, Any] = {}
    if figure:
        offered["figure"] = figure_choices(matrix.measures)
    in_year = view.basis is Basis.IN_YEAR
    groups = groups_offered(page.region, view.basis, matrix.period_end, page.reader)
    offered["group"] = group_choices(groups, view, matrix.group.name)
    offered["basis"] = BASES
    if in_year and page.asked.periods:
        offered["period"] = period_choices(page.asked.periods)
    if in_year and back:
        offered["back"] = BACK
    offered["template"] = templates_offered()
    return offered


def context(page: Opened, name: str, here: str, offered: dict[str, Any]) -> dict[str, Any]:
    """What every one of the pages shows around its figures."""
    return {
        "region": page.region,
        "matrix": page.matrix,
        "group": page.matrix.group,
        "own": page.reader.own,
        "in_year": page.matrix.basis is Basis.IN_YEAR,
        "period": period_words(page.matrix),
        "form": ViewForm(page.view, offered),
        "breadcrumbs": region_crumbs(page.region, here=here),
        "views": [
            {**item, "href": f"{item['href']}?{query}" if _about_figures(item) and query else item["href"]}
            for item in region_views(page.region, name)
            for query in (page.view.query(),)
        ],
    }


def address(name: str, page: Opened, **changes: object) -> str:
    """The address of a page of the region with the same choices but for some."""
    query = page.view.query(**changes)
    return f"{reverse(name, args=[page.region.code])}{'?' if query else ''}{query}"


def whose(page: Opened, name: str) -> Whose:
    """The names of the matrix's authorities as links to a page about each."""
    hrefs = {each.code: address(name, page, authority=each.code) for each in page.matrix.authorities}
    return Whose(hrefs, page.reader.own)


def _about_figures(item: dict[str, object]) -> bool:
    return item["text"] not in ("Returns", "Sharing")
