"""Authorities by indicators, on one page."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_POST

from authorities.access import Act, reader_in, region_for
from authorities.models import Region
from authorities.refusal import Refused
from indicators.calculations.periods import long_date
from reports.models import SavedView
from reports.side_by_side.choices import KeepForm
from reports.side_by_side.groups import Basis
from reports.side_by_side.kept import (
    Asked,
    asked_for,
    choices_squeezed,
    name_squeezed,
    plain,
    table_squeezed,
)
from reports.side_by_side.saved import keep_view, kept_views, remove_view, restore_view
from reports.side_by_side.views import View, read_view
from reports.views.asking import person
from reports.views.trails import region_crumbs, region_views

ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# Which view was removed last, until the next page offers to put it back.
REMOVED = "kept_view_removed"


def region_matrix(request: HttpRequest, code: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    return _page(request, region, read_view(request.GET), KeepForm())


def region_matrix_table(request: HttpRequest, code: str) -> HttpResponseBase:
    """The table alone, for a page that stands already. It is served as it was kept, squeezed."""
    region = region_for(request.user, code, Act.COMPARE)
    asked = _asked(request, region, read_view(request.GET))
    tag = f'W/"{asked.version}"'
    unchanged = get_conditional_response(request, etag=tag)
    answer = unchanged if unchanged is not None else _body(request, asked)
    answer.headers["ETag"] = tag
    answer.headers["HX-Push-Url"] = _address(region, asked.view.query())
    patch_vary_headers(answer, ["Accept-Encoding", "Cookie"])
    return answer


@require_POST
def region_view_keep(request: HttpRequest, code: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    form, view = KeepForm(request.POST.dict()), read_view(QueryDict(request.POST.get("query", "")))
    kept = _kept(request, region, view, form) if form.is_valid() else None
    if kept is None:
        return _page(request, region, view, form)
    messages.success(request, f"This view is kept as {kept.name}.")
    return redirect(_address(region, kept.query))


@require_POST
def region_view_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one of one's own views off the list; with `undo` put it back."""
    region = region_for(request.user, code, Act.COMPARE)
    view = get_object_or_404(SavedView, pk=pk, region=region, person=person(request))
    if "undo" not in request.POST:
        remove_view(view=view, by=person(request))
        request.session[REMOVED] = view.pk
        return redirect(_address(region, ""))
    try:
        restore_view(view=view, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{view.name} is kept again.")
    return redirect(_address(region, view.query))


def _page(request: HttpRequest, region: Region, view: View, keep: KeepForm) -> HttpResponse:
    asked = _asked(request, region, view)
    context = {
        "region": region,
        "group": plain(name_squeezed(asked)),
        "made_on": timezone.localdate(),
        "keep": keep,
        "table": plain(table_squeezed(asked)),
        "choices": plain(choices_squeezed(asked)),
        "kept": [_listed(region, kept) for kept in kept_views(person(request), region)],
        "removed": _removed(request, region),
        "breadcrumbs": region_crumbs(region, here="All indicators"),
        "views": region_views(region, "region_matrix"),
    }
    return render(request, "reports/region_matrix.html", context)


def _kept(request: HttpRequest, region: Region, view: View, form: KeepForm) -> SavedView | None:
    """The view, kept by the name that the form holds; None with the reason at its field."""
    query = view.query(period_end=None) if form.cleaned_data["newest"] else view.query()
    try:
        return keep_view(region=region, name=form.cleaned_data["name"], query=query, by=person(request))
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return None


def _listed(region: Region, kept: SavedView) -> tuple[SavedView, str, str]:
    """A kept view with its address and of which period its figures are."""
    view = read_view(QueryDict(kept.query))
    if view.basis is Basis.PUBLISHED:
        when = "always the newest published figures"
    elif view.period_end is None:
        when = "always the newest period"
    else:
        when = f"period ending {long_date(view.period_end)}"
    return kept, _address(region, kept.query), when


def _asked(request: HttpRequest, region: Region, view: View) -> Asked:
    return asked_for(region, view, reader_in(request.user, region))


def _body(request: HttpRequest, asked: Asked) -> HttpResponse:
    squeezed = table_squeezed(asked)
    if not ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(plain(squeezed))
    answer = HttpResponse(squeezed)
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def _removed(request: HttpRequest, region: Region) -> SavedView | None:
    """The view that was just removed, told once."""
    if REMOVED not in request.session:
        return None
    mine = SavedView.objects.filter(person=person(request), region=region).exclude(removed_at=None)
    return mine.filter(pk=request.session.pop(REMOVED)).first()


def _address(region: Region, query: str) -> str:
    page = reverse("region_matrix", args=[region.code])
    return f"{page}?{query}" if query else page
