"""Published statistics for the portal administrator: the releases, one of them, and its file."""

from __future__ import annotations

import zlib
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django_tables2 import Table

from authorities import audit
from authorities.access import require_portal
from authorities.models import NeighbourList, PopulationVintage
from authorities.paging import paged
from indicators.calculations.display import counted
from indicators.calculations.periods import long_date
from indicators.models import Dataset, Release, Series
from indicators.published.differences import SHOWN, Differences, differences, release_before
from indicators.published.report_words import counts_of, notes_of
from indicators.published_tables import (
    DifferenceTable,
    NationalListTable,
    PopulationTable,
    ReleaseTable,
    SeriesTable,
    years_in_words,
)
from indicators.views.asking import person


def release_list(request: HttpRequest) -> HttpResponse:
    require_portal(request.user)
    releases = Release.objects.select_related("dataset", "imported_by")
    found: dict[str, Table] = {
        "releases": ReleaseTable(releases, newest=_newest(releases), prefix="releases-"),
        "populations": PopulationTable(
            PopulationVintage.objects.select_related("imported_by").annotate(
                first=Min("estimates__mid_year"), last=Max("estimates__mid_year")
            ),
            prefix="populations-",
        ),
        "lists": NationalListTable(
            NeighbourList.objects.filter(owner=None)
            .select_related("made_by")
            .annotate(covered=Count("neighbours__authority", distinct=True)),
            prefix="lists-",
        ),
    }
    for table in found.values():
        paged(request, table)
    counts = {f"{name}_count": len(table.rows) for name, table in found.items()}
    waiting = Dataset.objects.filter(releases=None)
    return render(request, "indicators/release_list.html", {**found, **counts, "waiting": waiting})


def _newest(releases: QuerySet[Release]) -> set[int]:
    """The key of the newest release of each dataset, of the real and of the fictional ones."""
    newest: dict[tuple[int, bool], int] = {}
    in_order = releases.order_by("released_on", "pk").values_list("dataset_id", "fictional", "pk")
    for dataset, fictional, key in in_order:
        newest[dataset, fictional] = key
    return set(newest.values())


def release_detail(request: HttpRequest, pk: int) -> HttpResponse:
    require_portal(request.user)
    shown = get_object_or_404(Release.objects.select_related("dataset", "imported_by"), pk=pk)
    same = Release.objects.filter(dataset=shown.dataset_id, fictional=shown.fictional)
    series = SeriesTable(_series(shown))
    paged(request, series)
    context = {
        "release": shown,
        "newest": same.order_by("-released_on", "-pk").first(),
        "facts": _facts(shown),
        "counts": counts_of(shown),
        "notes": notes_of(shown),
        "series": series,
    }
    before = release_before(shown)
    if before is not None:
        context |= _changes(request, differences(before, shown))
    return render(request, "indicators/release_detail.html", context)


def _series(shown: Release) -> QuerySet[Series]:
    of_release = Q(values__release=shown)
    return (
        Series.objects.filter(dataset=shown.dataset_id)
        .select_related("indicator")
        .annotate(
            stored=Count("values", filter=of_release),
            figures=Count("values", filter=of_release & Q(values__value__isnull=False)),
        )
    )


def _changes(request: HttpRequest, found: Differences) -> dict[str, Any]:
    heading = "Figures that changed"
    if found.changed > SHOWN:
        heading = f"The first {SHOWN} of {found.changed:,} figures that changed"
    table = DifferenceTable(found.rows, heading=heading)
    paged(request, table)
    sentence = (
        f"{counted(found.changed, 'figure')} changed, {found.added:,} are new and {found.gone:,} are no "
        "longer there."
        if found.changed or found.added or found.gone
        else "every figure is the same."
    )
    return {"differences": found, "differences_table": table, "differences_sentence": sentence}


def _facts(shown: Release) -> list[dict[str, str]]:
    imported = timezone.localtime(shown.imported_at)
    by = shown.imported_by or audit.OPERATOR
    facts = {
        "Published on": long_date(shown.released_on) if shown.released_on != imported.date() else "",
        "Publication": shown.dataset.publication,
        "Publisher": shown.dataset.publisher,
        "Years": years_in_words(shown.report.get("years", [])),
        "A year means": shown.dataset.year_means,
        "Imported": f"{long_date(imported.date())} at {imported:%H:%M}, by {by}",
    }
    rows = [{"key": key, "value": value} for key, value in facts.items() if value]
    file = {"key": "File", "value": shown.file_name, "href": reverse("release_file", args=[shown.pk])}
    return [*rows, file, {"key": "SHA-256", "value": shown.sha256}]


def release_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, never opened by the browser."""
    require_portal(request.user)
    shown = get_object_or_404(Release.objects.select_related("file"), pk=pk, file__isnull=False)
    sentence = f"downloaded the file of the release {shown.name}"
    audit.record("download a release", sentence, by=person(request), about=shown)
    return HttpResponse(
        zlib.decompress(bytes(shown.file.content)),
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, shown.file_name) or "attachment"},
    )
