"""An authority's indicator set and its local indicators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.forms.sets import LocalIndicatorForm, SetAddForm
from indicators.local import add_local_indicator
from indicators.models import Indicator, IndicatorInSet
from indicators.sets import ask_for, stop_asking
from indicators.tables import CatalogueTable, SetTable
from indicators.views.asking import person


def authority_indicators(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    asked = request.GET.get("figure", "")
    form = SetAddForm(authority=authority, initial={"figure": asked})
    return render(request, "indicators/authority_indicators.html", _context(request, authority, form))


def _context(request: HttpRequest, authority: Authority, form: SetAddForm) -> dict[str, Any]:
    may_manage = may(request.user, Act.MANAGE_INDICATORS, authority)
    table = SetTable(IndicatorInSet.asked_of(authority).select_related("authority"), may_manage=may_manage)
    paged(request, table)
    local = CatalogueTable(
        Indicator.objects.filter(owner_authority=authority),
        entry="authority_catalogue_entry",
        authority_code=authority.code,
        prefix="local-",
    )
    paged(request, local)
    local.caption = "Local indicators"
    return {
        "authority": authority,
        "table": table,
        "local_table": local,
        "local_count": len(local.rows),
        "form": form,
        "may_manage": may_manage,
    }


def local_indicator_new(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.MANAGE_INDICATORS)
    form = LocalIndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_local_indicator(authority=authority, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{added.name} ({added.code}) was added.")
            return redirect("authority_indicators", code)
    return render(request, "indicators/local_indicator_new.html", {"authority": authority, "form": form})


@require_POST
def set_add(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.MANAGE_INDICATORS)
    form = SetAddForm(request.POST, authority=authority)
    if not form.is_valid():
        return render(request, "indicators/authority_indicators.html", _context(request, authority, form))
    figure = form.cleaned_data["figure"]
    ask_for(authority=authority, figures=[figure], because="chosen on the page", by=person(request))
    messages.success(request, f"{figure[0]} ({figure[1]}) is in your set from now on.")
    return redirect("authority_indicators", code)


@require_POST
def set_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.MANAGE_INDICATORS)
    item = get_object_or_404(IndicatorInSet.objects.select_related("indicator"), authority=authority, pk=pk)
    stop_asking(item=item, by=person(request))
    gone = f"{item.indicator.code} ({item.window}) is no longer in your set. Its figures so far are kept."
    messages.success(request, gone)
    return redirect("authority_indicators", code)
