"""The rows behind a counted figure: the one page that shows anything of single children."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from authorities.access import Act, authority_for
from authorities.paging import paged
from indicators.calculations.periods import Window, window_name
from indicators.children.behind import SIDES, RowBehind, look_behind
from indicators.children.comparison import CountedLine
from indicators.counted_tables import BehindTable
from indicators.models import CountedValue, Indicator
from indicators.views.asking import person
from indicators.views.counted import period_of, work_of
from indicators.views.subnav import subnav


@never_cache
def rows_behind(request: HttpRequest, code: str, period: str, indicator: str, window: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_CHILDREN)
    period_end = period_of(period)
    if window not in Window.__members__:
        raise Http404
    wanted = get_object_or_404(Indicator, owner_authority=None, code=indicator)
    held = CountedValue.objects.filter(authority=authority, period_end=period_end, window=window)
    counted = held.filter(indicator=wanted).select_related("indicator").first()
    context: dict[str, Any] = {
        "authority": authority,
        "indicator": wanted,
        "period_end": period_end,
        "window": window_name(Window(window)),
        "views": subnav(authority, ""),
        "job": work_of(authority),
    }
    if counted is not None:
        rows = look_behind(
            authority=authority,
            indicator=wanted,
            window=Window(window),
            period_end=period_end,
            by=person(request),
        )
        context |= {"line": CountedLine(counted, None, ""), **_shown(request, code, rows)}
    return render(request, "indicators/children/behind.html", context)


def _shown(request: HttpRequest, code: str, rows: list[RowBehind]) -> dict[str, Any]:
    """The table of the side asked for, and how many rows each side has."""
    side = request.GET.get("side", "")
    counts = Counter(row.side for row in rows)
    chosen = [row for row in rows if row.side == side] if side in SIDES else rows
    table = BehindTable(chosen, authority_code=code, heading=SIDES.get(side, "All rows"))
    paged(request, table)
    sides = [{"text": f"All ({len(rows):,})", "href": request.path, "current": side not in SIDES}]
    sides += [
        {"text": f"{words} ({counts[name]:,})", "href": f"?side={name}", "current": side == name}
        for name, words in SIDES.items()
        if counts[name]
    ]
    return {"table": table, "sides": sides}
