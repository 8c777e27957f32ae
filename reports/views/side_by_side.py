"""What the pages about figures of a region have in common: who asks, what they chose, what they get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from authorities.access import Act, reader_in, region_for
from authorities.models import Authority, Region
from authorities.sharing import Reader
from reports.charts.embedding import Embedded
from reports.side_by_side.columns import templates_offered
from reports.side_by_side.forms import BACK, BASES, ViewForm, figure_choices, group_choices, period_choices
from reports.side_by_side.groups import Basis, groups_offered
from reports.side_by_side.matrix import Matrix, Measure
from reports.side_by_side.reading import (
    authority_of,
    measure_of,
    newest_of,
    period_words,
    periods_offered,
    read_matrix,
)
from reports.side_by_side.tables import Whose
from reports.side_by_side.unshown import Unshown, unshown_authority, unshown_group, unshown_measure
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
    """The matrix of what was asked. `view` names the measure and the authority that the page is about.

    Either is None where what the address names cannot be shown; `unshown` then says why. Nothing else is ever
    put in its place.
    """

    asked: Asked
    view: View
    matrix: Matrix
    measure: Measure | None
    authority: Authority | None
    unshown: dict[str, Unshown]

    @property
    def region(self) -> Region:
        return self.asked.region

    @property
    def reader(self) -> Reader:
        return self.asked.reader

    @property
    def chosen(self) -> View:
        """The view without an indicator or an authority that nobody chose: what links and forms carry on."""
        held = self.asked.view
        figure, authority = self.view.figure, self.view.authority
        return replace(
            self.view, figure=figure if held.figure else "", authority=authority if held.authority else ""
        )


def asked(request: HttpRequest, code: str) -> Asked:
    """What an address asks for. Every family is offered: the choice of one belongs to the matrix.

    Three months apart, rolling figures share months and nothing can be told of a change: twelve is what
    these pages begin with.
    """
    region = region_for(request.user, code, Act.COMPARE)
    view, periods = replace(read_view(request.GET), family=""), periods_offered(region)
    if "back" not in request.GET:
        view = replace(view, back=12)
    if view.period_end not in periods:
        view = replace(view, period_end=newest_of(periods))
    return Asked(region, reader_in(request.user, region), view, periods)


def opened(ask: Asked) -> Opened:
    """Its matrix, and which measure and authority it is about: those named, else the reader's own."""
    matrix, view = read_matrix(ask.region, ask.view, ask.reader), ask.view
    measure, authority = _measure(matrix, view.figure), authority_of(matrix, view.authority)
    unshown = {}
    if matrix.group.key != view.group:
        unshown["group"] = unshown_group(matrix, view.group)
        view = replace(view, group=matrix.group.key)
    if measure is None and view.figure and matrix.measures:
        unshown["figure"] = unshown_measure(matrix, view.figure)
    if authority is None and view.authority:
        unshown["authority"] = unshown_authority(matrix, view.authority)
    view = replace(
        view,
        figure=measure.key if measure else view.figure,
        authority=authority.code if authority else view.authority,
    )
    return Opened(ask, view, matrix, measure, authority, unshown)


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
    plain = {reverse(each, args=[page.region.code]) for each in ("region_board", "region_sharing")}
    return {
        "region": page.region,
        "matrix": page.matrix,
        "group": page.matrix.group,
        "own": page.reader.own,
        "in_year": page.matrix.basis is Basis.IN_YEAR,
        "period": period_words(page.matrix),
        "unshown": [each for name, each in page.unshown.items() if name == "group" or name in offered],
        "unshown_here": any(name in page.unshown for name in offered),
        "form": ViewForm(_in_form(page, offered), _with_unshown(page, offered)),
        "breadcrumbs": region_crumbs(page.region, here=here),
        "views": [
            {**item, "href": item["href"] if item["href"] in plain else f"{item['href']}{_query(page)}"}
            for item in region_views(page.region, name)
        ],
    }


def _in_form(page: Opened, offered: dict[str, Any]) -> View:
    """What a form shows of what the page is about, and sends unseen of what somebody chose elsewhere."""
    shown = {name: getattr(page.view, name) for name in ("figure", "authority") if name in offered}
    return replace(page.chosen, **shown)


def _with_unshown(page: Opened, offered: dict[str, Any]) -> dict[str, Any]:
    """The choices, with what was asked for and cannot be shown among them: it stays chosen."""
    held = dict(offered)
    for name in ("figure", "authority"):
        if name in held and (found := page.unshown.get(name)):
            held[name] = [*held[name], (found.key, f"{found.name} (not shown)")]
    return held


def _query(page: Opened, **changes: object) -> str:
    """The choices as the end of an address; three months too, with which no page but the matrix begins."""
    view = replace(page.chosen, **changes)  # type: ignore[arg-type]
    said = [view.query(), "back=3" if view.back == 3 and view.basis is Basis.IN_YEAR else ""]
    query = "&".join(filter(None, said))
    return f"?{query}" if query else ""


def address(name: str, page: Opened, **changes: object) -> str:
    """The address of a page of the region with the same choices but for some."""
    return f"{reverse(name, args=[page.region.code])}{_query(page, **changes)}"


def whose(page: Opened, name: str, **changes: object) -> Whose:
    """The names of the matrix's authorities as links to a page about each."""
    hrefs = {
        each.code: address(name, page, authority=each.code, **changes) for each in page.matrix.authorities
    }
    return Whose(hrefs, page.reader.own)


def without(chart: Embedded | None, said: Iterable[str]) -> Embedded | None:
    """The chart without those sentences beneath it that its page has said already."""
    if chart is None:
        return None
    words = chart.words
    for sentence in filter(None, said):
        words = words.replace(sentence, "")
    return replace(chart, words=" ".join(words.split()))
