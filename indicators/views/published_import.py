"""Importing a file of statistics, populations or neighbours; one that nobody mapped goes to its proposal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from authorities.access import require_portal
from authorities.refusal import Refused
from indicators.benchmarks.taking import take_neighbours, take_population
from indicators.forms.published import NeighbourFileForm, StatisticsForm
from indicators.kept_files import KeptFile, keep_file
from indicators.published.importing import PopulationFile, UnmappedFile, import_published
from indicators.published.report_words import neighbours_in_words, population_in_words, release_in_words
from indicators.views.asking import person

STATISTICS, NEIGHBOURS = "statistics", "neighbours"


def release_import(request: HttpRequest) -> HttpResponse:
    """Two forms, each sent by itself; `what` says which."""
    require_portal(request.user)
    what = request.POST.get("what", "")
    sent: dict[str, Any] = {"data": request.POST, "files": request.FILES}
    statistics = StatisticsForm(**(sent if what == STATISTICS else {}), prefix=STATISTICS)
    neighbours = NeighbourFileForm(**(sent if what == NEIGHBOURS else {}), prefix=NEIGHBOURS)
    answer = None
    if statistics.is_valid():
        answer = _take_statistics(request, statistics)
    elif neighbours.is_valid():
        answer = _take_neighbours(request, neighbours)
    if answer is not None:
        return answer
    context = {"statistics": statistics, "neighbours": neighbours}
    return render(request, "indicators/release_import.html", context)


def _take_statistics(request: HttpRequest, form: StatisticsForm) -> HttpResponse | None:
    """Where to go next; None with the form's errors filled in where the file is refused."""
    file = form.cleaned_data["file"]
    kept = KeptFile(
        file_name=file.name,
        content=file.read(),
        name=form.cleaned_data["name"],
        released_on=form.cleaned_data["released_on"],
    )
    try:
        return take_file(request, kept)
    except UnmappedFile:
        return redirect("release_propose", keep_file(kept, user=person(request)))
    except Refused as refusal:
        refuse(form, refusal)
        return None


def take_file(request: HttpRequest, kept: KeptFile) -> HttpResponse:
    """Import one file of figures, and go to what became of it. Raises Refused, UnmappedFile among them."""
    by = person(request)
    try:
        report = import_published(
            content=kept.content,
            file_name=kept.file_name,
            name=kept.name,
            released_on=kept.released_on,
            by=by,
        )
    except PopulationFile:
        population = take_population(content=kept.content, file_name=kept.file_name, name=kept.name, by=by)
        level = messages.SUCCESS if population.created else messages.WARNING
        messages.add_message(request, level, population_in_words(population))
        return redirect("release_list")
    level = messages.SUCCESS if report.created else messages.WARNING
    messages.add_message(request, level, release_in_words(report))
    return redirect("release_detail", report.release.pk)


def _take_neighbours(request: HttpRequest, form: NeighbourFileForm) -> HttpResponse | None:
    file = form.cleaned_data.pop("file")
    try:
        report = take_neighbours(
            content=file.read(), file_name=file.name, by=person(request), **form.cleaned_data
        )
    except Refused as refusal:
        refuse(form, refusal)
        return None
    level = messages.SUCCESS if report.created else messages.WARNING
    messages.add_message(request, level, neighbours_in_words(report))
    return redirect("release_list")


def refuse(form: Form, refusal: Refused) -> None:
    """Each sentence of a refusal by itself, beside the file."""
    form.add_error("file", [line for line in str(refusal).splitlines() if line.strip()])
