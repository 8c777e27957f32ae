"""The catalogue of indicators, for the administrator and for an authority with its local ones."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from authorities.access import Act, authority_for, may, require_portal
from authorities.models import Authority
from authorities.paging import paged
from indicators.calculations.periods import Window, long_date, window_name
from indicators.calculations.polarity import Polarity
from indicators.filters import CatalogueFilter
from indicators.forms.sets import POLARITIES
from indicators.models import Indicator, IndicatorInSet
from indicators.tables import CatalogueTable, family_name


def catalogue(request: HttpRequest) -> HttpResponse:
    require_portal(request.user)
    return _list(request, Indicator.objects.filter(owner_authority=None, retired=False), None)


def catalogue_entry(request: HttpRequest, indicator: str) -> HttpResponse:
    require_portal(request.user)
    found = get_object_or_404(Indicator, owner_authority=None, code=indicator)
    return render(request, "indicators/catalogue_entry.html", {"indicator": found, "rows": _rows(found)})


def authority_catalogue(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    return _list(request, Indicator.for_authority(authority), authority)


def authority_catalogue_entry(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    found = get_object_or_404(Indicator.for_authority(authority), code=indicator)
    held = set(IndicatorInSet.asked_of(authority).filter(indicator=found).values_list("window", flat=True))
    windows = [
        {"code": window, "name": window_name(Window(window)), "held": window in held}
        for window in found.windows
    ]
    context = {
        "authority": authority,
        "indicator": found,
        "rows": _rows(found),
        "windows": windows,
        "may_manage": may(request.user, Act.MANAGE_INDICATORS, authority),
    }
    return render(request, "indicators/catalogue_entry.html", context)


def _list(request: HttpRequest, indicators: QuerySet[Indicator], authority: Authority | None) -> HttpResponse:
    found = CatalogueFilter(request.GET, indicators)
    table = CatalogueTable(
        found.qs,
        entry="authority_catalogue_entry" if authority else "catalogue_entry",
        authority_code=authority.code if authority else "",
    )
    paged(request, table)
    context = {"authority": authority, "filter": found, "table": table, "total": indicators.count()}
    return render(request, "indicators/catalogue.html", context)


def _rows(found: Indicator) -> list[dict[str, Any]]:
    """The facts of an indicator, without those that its entry leaves open."""
    windows = [f"{window_name(Window(window))} ({window})" for window in found.windows]
    scaled = ", ".join(found.annualised)
    rows = {
        "Code": found.code,
        "Family": family_name(found.family),
        "Unit": found.unit.capitalize(),
        "Windows": "; ".join(windows) + (f" ({found.window_note})" if found.window_note else ""),
        "Scaled to a year in": scaled,
        "Which way is good": POLARITIES[Polarity(found.polarity)],
        "Numerator": found.numerator,
        "Denominator": found.denominator,
        "Counts people": "Yes" if found.counts_people else "No",
        "Annex A lists": ", ".join(str(number) for number in found.annex_a_lists),
        "Rule": found.rule,
        "Sources": found.sources,
        "Owner": found.owner,
        "Definition of": long_date(found.definition_date) if found.definition_date else "",
    }
    return [{"key": key, "value": value} for key, value in rows.items() if value]
