"""Published scorecards, for everybody to whom they are published."""

from __future__ import annotations

from django.db.models import Max, QuerySet
from django.db.models.fields.json import KT
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from authorities.access import Act, authorities_for, may
from authorities.models.places import AuthorityQuerySet
from authorities.paging import paged
from reports.changes import changes_between
from reports.disclosure import Audience
from reports.filters import PublicationFilter
from reports.models import Publication
from reports.publishing import is_intact
from reports.reading import Reading, read_publication
from reports.tables import PublicationTable
from reports.views import pages
from reports.views.asking import publication_for
from reports.views.downloads import scorecard_file
from reports.views.trails import publication_crumbs, publication_views


def published_list(request: HttpRequest) -> HttpResponse:
    places = authorities_for(request.user, Act.READ_PUBLISHED)
    found = PublicationFilter(request.GET, _newest_versions(places), places=places)
    several = len(places) > 1
    table = PublicationTable(found.qs, exclude=() if several else ("authority",))
    paged(request, table)
    context = {
        "table": table,
        "filter": found,
        "several": several,
        "is_empty": not table.rows,
        "places": places,
        "breadcrumbs": [{"text": "Published scorecards"}],
    }
    return render(request, "reports/published_list.html", context)


def published_scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    found = publication_for(request, pk)
    reading = _as_published(found)
    versions = list(found.scorecard.publications.defer("snapshot").order_by("-version"))
    context = {
        **pages.scorecard_page(reading, lambda number: reverse("published_line", args=[pk, number])),
        "publication": found,
        "versions": versions,
        "newest": versions[0],
        "changes": _changes(found),
        "is_intact": is_intact(found),
        "breadcrumbs": publication_crumbs(found, reading),
        "views": publication_views(found, "published_scorecard"),
        "exceptions_href": reverse("published_exceptions", args=[pk]),
        "is_own": may(request.user, Act.SEE_DRAFTS, found.authority),
    }
    return render(request, "reports/published.html", context)


def published_line(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    found = publication_for(request, pk)
    reading = _as_published(found)
    line = reading.line(number)
    if line is None:
        raise Http404
    context = {
        **pages.line_page(
            reading,
            line,
            lambda other: reverse("published_line", args=[pk, other]),
            None,
        ),
        "publication": found,
        "breadcrumbs": publication_crumbs(found, reading, here=f"Line {number}"),
    }
    return render(request, "reports/line.html", context)


def published_exceptions(request: HttpRequest, pk: int) -> HttpResponse:
    found = publication_for(request, pk)
    reading = _as_published(found)
    context = {
        **pages.exceptions_page(reading, lambda number: reverse("published_line", args=[pk, number])),
        "publication": found,
        "breadcrumbs": publication_crumbs(found, reading, here="Exception report"),
        "views": publication_views(found, "published_exceptions"),
    }
    return render(request, "reports/exceptions.html", context)


def published_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = publication_for(request, pk)
    reading = _as_published(found)
    return scorecard_file(reading, kind, "published", suffix=f"-v{found.version}")


def _newest_versions(places: AuthorityQuerySet) -> QuerySet[Publication]:
    """The newest version of each scorecard, without its snapshot but for the title, which is shown."""
    newest = (
        Publication.objects.filter(authority__in=places)
        .order_by()
        .values("scorecard")
        .annotate(top=Max("pk"))
    )
    return (
        Publication.objects.filter(pk__in=newest.values("top"))
        .select_related("authority", "scorecard")
        .defer("snapshot", "scorecard__lines")
        .annotate(frozen_title=KT("snapshot__title"))
        .order_by("-scorecard__period_end", "authority__name", "-pk")
    )


def _as_published(found: Publication) -> Reading:
    """What a publication says to anybody, its own staff included: a page that is printed or downloaded for
    the committee holds nothing that the committee may not see. The living scorecard shows staff the rest."""
    return read_publication(found, Audience.OUTSIDE)


def _changes(found: Publication) -> list[object] | None:
    """What differs from the version before; None for a first version."""
    before = found.scorecard.publications.filter(version=found.version - 1).first()
    if before is None:
        return None
    return list(changes_between(_as_published(before), _as_published(found)))
