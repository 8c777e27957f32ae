"""Authorities by indicators, on one page."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_POST

from authorities.access import Act, reader_in, region_for
from authorities.models import Region
from authorities.refusal import Refused
from reports.models import SavedView
from reports.side_by_side.kept import Asked, asked_for, choices_squeezed, plain, table_squeezed
from reports.side_by_side.saved import LONGEST_NAME, keep_view, kept_views, remove_view, restore_view
from reports.side_by_side.views import read_view
from reports.views.asking import person
from reports.views.trails import region_crumbs, region_views

ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# Which view was removed last, until the next page offers to put it back.
REMOVED = "kept_view_removed"


def region_matrix(request: HttpRequest, code: str) -> HttpResponse:
    region = region_for(request.user, code, Act.COMPARE)
    return _page(request, region)


def region_matrix_table(request: HttpRequest, code: str) -> HttpResponseBase:
    """The table alone, for a page that stands already. It is served as it was kept, squeezed."""
    region = region_for(request.user, code, Act.COMPARE)
    asked = _asked(request, region)
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
    name, query = request.POST.get("name", ""), request.POST.get("query", "")
    try:
        kept = keep_view(region=region, name=name, query=query, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_address(region, read_view(QueryDict(query)).query()))
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


def _page(request: HttpRequest, region: Region) -> HttpResponse:
    asked = _asked(request, region)
    context = {
        "region": region,
        "table": plain(table_squeezed(asked)),
        "choices": plain(choices_squeezed(asked)),
        "kept": [(view, _address(region, view.query)) for view in kept_views(person(request), region)],
        "removed": _removed(request, region),
        "longest_name": LONGEST_NAME,
        "breadcrumbs": region_crumbs(region, here="All indicators"),
        "views": region_views(region, "region_matrix"),
    }
    return render(request, "reports/region_matrix.html", context)


def _asked(request: HttpRequest, region: Region) -> Asked:
    return asked_for(region, read_view(request.GET), reader_in(request.user, region))


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
