"""The register of authorities, for the portal administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from authorities.access import require_portal
from authorities.filters import AuthorityFilter
from authorities.models import Authority
from authorities.paging import paged
from authorities.tables import AuthorityTable


def authority_list(request: HttpRequest) -> HttpResponse:
    require_portal(request.user)
    found = AuthorityFilter(request.GET, Authority.objects.select_related("region"))
    table = AuthorityTable(found.qs)
    paged(request, table)
    return render(request, "authorities/authority_list.html", {"filter": found, "table": table})


def authority_entry(request: HttpRequest, code: str) -> HttpResponse:
    require_portal(request.user)
    authority = get_object_or_404(Authority.objects.select_related("region"), code=code)
    return render(
        request,
        "authorities/authority_entry.html",
        {
            "authority": authority,
            "breadcrumbs": [
                {"text": "Authorities", "href": reverse("authority_list")},
                {"text": authority.name},
            ],
            "rows": [
                {"key": "DfE code", "value": authority.code},
                {"key": "Region", "value": authority.region.name},
                {"key": "Kind", "value": authority.kind or "Not recorded"},
                {"key": "Exists from", "value": authority.valid_from or "Before 2012"},
                {"key": "Exists to", "value": authority.valid_to or "Today"},
            ],
            "names": authority.names.order_by("is_alias", "name"),
            "codes": authority.codes.order_by("valid_from"),
            "before": authority.precessions.select_related("predecessor"),
            "after": authority.successions.select_related("successor"),
        },
    )
