"""The acts on a scorecard: writing the analysis and publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from authorities.access import Act
from authorities.refusal import Refused
from reports.analyses import history
from reports.analysis import write_analysis
from reports.changes import changes_between
from reports.disclosure import Audience
from reports.forms import AnalysisForm, PublishForm
from reports.hidden_text import hidden_numbers_spoken
from reports.models import Scorecard
from reports.presentation import counts
from reports.publishing import fingerprint, latest_version, publish_scorecard
from reports.reading import Reading, read_publication, read_scorecard
from reports.status import status_of
from reports.views.asking import person, scorecard_for
from reports.views.trails import scorecard_crumbs


def analysis_edit(request: HttpRequest, code: str, pk: int, number: str) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.WRITE_ANALYSIS)
    reading = read_scorecard(found, Audience.OWN)
    line = reading.line(number)
    if line is None:
        raise Http404
    form = AnalysisForm(request.POST or None, initial={"text": line.analysis})
    if request.method == "POST" and form.is_valid():
        try:
            write_analysis(scorecard=found, number=number, text=form.cleaned_data["text"], by=person(request))
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, f"The analysis of line {number} is saved.")
            return redirect("scorecard_line", code, pk, number)
    context = {
        "scorecard": found,
        "line": line,
        "form": form,
        "history": history(found, number),
        "hidden_outside": _is_hidden(found, number),
        "breadcrumbs": scorecard_crumbs(found, here=f"Analysis of line {number}"),
        "line_href": reverse("scorecard_line", args=[code, pk, number]),
    }
    return render(request, "reports/analysis.html", context)


def scorecard_publish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = scorecard_for(request, code, pk, Act.PUBLISH)
    version = latest_version(found) + 1
    spoken = hidden_numbers_spoken(read_scorecard(found, Audience.OWN).lines)
    shape: dict[str, Any] = {"version": version, "speaks": bool(spoken)}
    if request.method == "POST":
        form = PublishForm(request.POST, **shape)
        # An answer to a page that was overtaken lacks the newer form's fields; the verb says what is wrong.
        seen, note = request.POST.get("seen", ""), request.POST.get("note", "")
        try:
            published = publish_scorecard(
                scorecard=found,
                seen=seen,
                note=note,
                by=person(request),
                text_was_read="text_was_read" in request.POST,
            )
        except Refused as refusal:
            form = PublishForm({"seen": fingerprint(found), "note": note}, **shape)
            form.add_error("note" if version > 1 and not note.strip() else None, str(refusal))
        else:
            messages.success(request, f"Version {published.version} is published.")
            return redirect("published_scorecard", published.pk)
    else:
        form = PublishForm(initial={"seen": fingerprint(found)}, **shape)
    context = {**_publish_context(found, form, version), "spoken": spoken}
    return render(request, "reports/publish.html", context)


def _publish_context(found: Scorecard, form: PublishForm, version: int) -> dict[str, object]:
    reading = read_scorecard(found, Audience.OWN)
    outside = read_scorecard(found, Audience.OUTSIDE)
    newest = found.publications.order_by("-version").first()
    args = [found.authority.code, found.pk]
    without: list[dict[str, Any]] = [
        {"line": line, "href": reverse("analysis_edit", args=[*args, line.number])}
        for line in reading.lines
        if not line.analysis
    ]
    return {
        "scorecard": found,
        "reading": reading,
        "form": form,
        "version": version,
        "status": status_of(found),
        "counts": counts(reading.lines),
        "without_analysis": without,
        "reds_without_analysis": [item for item in without if item["line"].rag == "red"],
        "without_figure": [
            line for line in reading.lines if line.value.value is None and not line.value.symbol
        ],
        "hidden": _hidden(outside),
        "newest": newest,
        "changes": changes_between(read_publication(newest, Audience.OWN), reading) if newest else [],
        "breadcrumbs": scorecard_crumbs(found, here="Publish"),
        "outside_href": reverse("scorecard", args=args) + "?as=outside",
    }


def _hidden(outside: Reading) -> list[dict[str, object]]:
    """The lines with a figure that readers outside will not see, for a look at what their analysis says."""
    return [
        {"line": line, "labels": [cell.label for cell in line.cells if cell.hidden]}
        for line in outside.lines
        if any(cell.hidden for cell in line.cells)
    ]


def _is_hidden(scorecard: Scorecard, number: str) -> bool:
    line = read_scorecard(scorecard, Audience.OUTSIDE).line(number)
    return line is not None and any(cell.hidden for cell in line.cells)
