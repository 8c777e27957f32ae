"""The living scorecards of an authority, for its own staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from authorities.access import Act, authority_for, may
from authorities.paging import paged
from indicators import jobs
from reports.analyses import history
from reports.comparing.basis import newer_basis
from reports.drill import made_from
from reports.models import Scorecard
from reports.reading import read_scorecard, with_neighbours
from reports.status import status_of, statuses
from reports.tables import ScorecardTable
from reports.views import pages
from reports.views.asking import audience_of, person, scorecard_for
from reports.views.downloads import scorecard_file
from reports.views.trails import scorecard_crumbs, scorecard_views


def scorecard_list(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    found = Scorecard.objects.filter(authority=authority).select_related("authority", "template")
    table = ScorecardTable(found.defer("lines"))
    paged(request, table)
    table.statuses = statuses([row.record for row in table.paginated_rows])
    context = {
        "authority": authority,
        "table": table,
        "is_empty": not table.rows,
        "may_choose": may(request.user, Act.PUBLISH, authority),
        "breadcrumbs": [{"text": f"{authority.name} scorecards"}],
    }
    return render(request, "reports/scorecard_list.html", context)


def scorecard(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.SEE_DRAFTS)
    reading = read_scorecard(found, audience_of(request, found.authority))
    context = {
        **pages.scorecard_page(reading, lambda number: reverse("scorecard_line", args=[code, pk, number])),
        "scorecard": found,
        "status": status_of(found),
        "made_from": made_from(reading.lines),
        "breadcrumbs": scorecard_crumbs(found),
        "views": scorecard_views(found, "scorecard"),
        "exceptions_href": reverse("scorecard_exceptions", args=[code, pk]),
        "may_publish": may(request.user, Act.PUBLISH, found.authority),
        "as_outside": request.GET.get("as") == "outside",
        "newer": newer_basis(found),
        "basis_href": reverse("scorecard_basis", args=[code, pk]),
    }
    return render(request, "reports/scorecard.html", context)


def scorecard_line(request: HttpRequest, code: str, pk: int, number: str) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.SEE_DRAFTS)
    reading = read_scorecard(found, audience_of(request, found.authority))
    line = reading.line(number)
    if line is None:
        raise Http404
    reading = with_neighbours(reading, found, [line])
    context = {
        **pages.line_page(
            reading,
            line,
            lambda other: reverse("scorecard_line", args=[code, pk, other]),
            lambda return_id: reverse("return_detail", args=[code, return_id]),
        ),
        "breadcrumbs": scorecard_crumbs(found, here=f"Line {number}"),
        "analysis_href": reverse("analysis_edit", args=[code, pk, number]),
        "may_write": may(request.user, Act.WRITE_ANALYSIS, found.authority),
        "history": history(found, number),
    }
    return render(request, "reports/line.html", context)


def scorecard_exceptions(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.SEE_DRAFTS)
    reading = read_scorecard(found, audience_of(request, found.authority))
    context = {
        **pages.exceptions_page(reading, lambda number: reverse("scorecard_line", args=[code, pk, number])),
        "status": status_of(found),
        "breadcrumbs": scorecard_crumbs(found, here="Exception report"),
        "views": scorecard_views(found, "scorecard_exceptions"),
    }
    return render(request, "reports/exceptions.html", context)


def scorecard_export(request: HttpRequest, code: str, pk: int, kind: str) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.SEE_DRAFTS)
    reading = read_scorecard(found, audience_of(request, found.authority))
    return scorecard_file(reading, kind, status_of(found).code)


@require_POST
def scorecard_recalculate(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.WRITE_ANALYSIS)
    reason = f"Asked for on the page of {found}"
    jobs.enqueue("recalculate", authority=found.authority, reason=reason, by=person(request))
    messages.success(request, "The figures are being recalculated. Look at this page again in a moment.")
    return redirect("scorecard", code, pk)
