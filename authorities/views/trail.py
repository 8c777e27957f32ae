"""The audit trail: an authority's own, and the portal's."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from authorities.access import Act, authority_for, require_portal
from authorities.filters import AuditFilter
from authorities.models import AuditEvent, Authority
from authorities.tables import AuditTable


def authority_audit(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_AUDIT)
    return _page(request, AuditEvent.objects.filter(authority=authority), authority)


def portal_audit(request: HttpRequest) -> HttpResponse:
    """What was done to the portal itself: accounts, register, catalogue. Authorities' own acts are theirs."""
    require_portal(request.user)
    of_the_portal = AuditEvent.objects.exclude(object_kind__in=OF_AUTHORITIES)
    return _page(request, of_the_portal, None)


# Acts about these belong to an authority's own trail and say things about its figures.
OF_AUTHORITIES = (
    *("return", "returnfigure", "value", "target", "scorecard", "analysis", "publication"),
    *("job", "printedverdict"),
)


def _page(request: HttpRequest, events: QuerySet[AuditEvent], authority: Authority | None) -> HttpResponse:
    found = AuditFilter(request.GET, events.select_related("authority"))
    table = AuditTable(found.qs, exclude=("authority",) if authority else ())
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(
        request, "authorities/audit.html", {"filter": found, "table": table, "authority": authority}
    )
