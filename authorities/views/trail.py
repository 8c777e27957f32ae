"""The audit trail: an authority's own, and the portal's."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from authorities.access import Act, authority_for, require_portal
from authorities.filters import AuditFilter
from authorities.models import AuditEvent, Authority
from authorities.paging import paged
from authorities.tables import AuditTable


def authority_audit(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_AUDIT)
    return _page(request, AuditEvent.objects.filter(authority=authority), authority)


def portal_audit(request: HttpRequest) -> HttpResponse:
    """What was done to the portal itself, and who came and went where. Authorities' own acts are theirs."""
    require_portal(request.user)
    of_people = Q(object_kind__in=("invitation", "membership"))
    return _page(request, AuditEvent.objects.filter(Q(authority=None) | of_people), None)


def _page(request: HttpRequest, events: QuerySet[AuditEvent], authority: Authority | None) -> HttpResponse:
    found = AuditFilter(request.GET, events.select_related("authority"))
    table = AuditTable(found.qs, exclude=("authority",) if authority else ())
    paged(request, table)
    return render(
        request, "authorities/audit.html", {"filter": found, "table": table, "authority": authority}
    )
