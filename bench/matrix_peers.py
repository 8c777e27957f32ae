"""What the matrix is measured beside: a plain table of the same cells, and a view with nothing in it.

They stand in an address list of their own, after the portal's, behind its sign-in.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from authorities.access import Act, region_for
from bench.matrix_world import LAST
from config.urls import urlpatterns as of_the_portal
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.suppression import hides_value
from indicators.calculations.symbols import Symbol
from indicators.models import Indicator, ReturnState, Value

PAGE = (
    '{% load django_tables2 %}<!DOCTYPE html><html lang="en"><title>Bench</title>'
    "{% render_table table %}</html>"
)


def empty(request: HttpRequest) -> HttpResponse:
    """Signed in, and nothing else."""
    return HttpResponse("", content_type="text/html; charset=utf-8")


def empty_of_region(request: HttpRequest, code: str) -> HttpResponse:
    """As empty, once the portal has looked whether the person may see the region."""
    region_for(request.user, code, Act.COMPARE)
    return empty(request)


def table(request: HttpRequest, code: str, many: int) -> HttpResponse:
    """Authorities down, indicators across, from the database; small counts hidden, nothing shaded."""
    indicators = list(Indicator.objects.order_by("code")[:many])
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    values = Value.objects.filter(
        authority__region__code=code,
        indicator__in=indicators,
        period_end=LAST,
        source_return__state=ReturnState.APPROVED,
    )
    for value in values.select_related("authority", "indicator").order_by("authority__name"):
        rows[value.authority.name][value.indicator.code] = _shown(value)
    columns = [(each.code, tables.Column(verbose_name=f"Example {each.code}")) for each in indicators]
    names = [("authority", tables.Column("Authority"))]
    data = [{"authority": name, **figures} for name, figures in rows.items()]
    made = tables.Table(data, extra_columns=[*names, *columns], orderable=False)
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"table": made}, request))


def _shown(value: Value) -> str:
    unit = Unit(value.indicator.unit)
    if hides_value(unit, value.numerator, value.denominator, value.indicator.counts_people):
        return display(None, Symbol.SUPPRESSED, unit)
    return display(value.value, value.symbol, unit, value.places)


urlpatterns = [
    *of_the_portal,
    path("bench/empty/", empty),
    path("bench/empty/<str:code>/", empty_of_region),
    path("bench/table/<str:code>/<int:many>/", table),
]
