"""One return: its state, problems, figures, what changed, and its file as it came."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django_tables2 import Table

from authorities import audit
from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from indicators.csv_cells import csv_text
from indicators.forms.returns import SendBackForm, SubmitForm
from indicators.jobs import job_of_decision
from indicators.models import Return, ReturnProblem, ReturnState
from indicators.returns.changes import changes_between, earlier_version
from indicators.returns.figure_rows import comparator_rows, figure_rows
from indicators.tables import ChangeTable, ComparatorTable, FigureTable, ProblemTable
from indicators.views.asking import person
from indicators.views.progress import progress_context

PROBLEM_COLUMNS = ("Kind", "Sheet", "Row", "Column", "What is wrong and what to do", "Rule")


def return_of(authority: Authority, pk: int) -> Return:
    """A return reached through its authority, or the 404 of one that does not exist."""
    held = Return.objects.select_related("authority", "uploaded_by", "submitted_by", "decided_by")
    return get_object_or_404(held, authority=authority, pk=pk)


def return_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    return render(request, "indicators/return_detail.html", detail_context(request, return_of(authority, pk)))


def detail_context(
    request: HttpRequest,
    shown: Return,
    *,
    submit_form: SubmitForm | None = None,
    send_back_form: SendBackForm | None = None,
) -> dict[str, Any]:
    """Everything the page of a return shows. A refused form comes back with its sentence."""
    authority = shown.authority
    newest = Return.objects.filter(authority=authority, period_end=shown.period_end).first()
    return {
        "authority": authority,
        "return": shown,
        "newest": newest,
        "overtaken": newest != shown and newest is not None and newest.state != ReturnState.PROBLEMS,
        "facts": _facts(shown),
        "steps": _steps(shown),
        "job": _progress(shown),
        "may_upload": may(request.user, Act.UPLOAD, authority),
        "may_approve": may(request.user, Act.APPROVE, authority),
        "submit_form": submit_form or SubmitForm(),
        "send_back_form": send_back_form or SendBackForm(),
        **_tables(request, shown),
    }


def _tables(request: HttpRequest, shown: Return) -> dict[str, Any]:
    problems = shown.problems.order_by("sheet", F("row").asc(nulls_last=True), "pk")
    errors = problems.filter(severity=ReturnProblem.Severity.ERROR)
    warnings = problems.filter(severity=ReturnProblem.Severity.WARNING)
    before = earlier_version(shown)
    figures, comparators = figure_rows(shown), comparator_rows(shown)
    changes = changes_between(before, shown) if before is not None and figures else []
    found: dict[str, Table] = {
        "errors": ProblemTable(errors, prefix="errors-", heading="Errors: these must be mended"),
        "warnings": ProblemTable(warnings, prefix="warnings-", heading="Warnings: check these"),
        "changes": ChangeTable(changes, prefix="changes-", heading=_since(before)),
        "figures": FigureTable(figures, prefix="figures-"),
        "comparators": ComparatorTable(comparators, prefix="comparators-"),
    }
    for table in found.values():
        paged(request, table)
    found["figures"].caption = f"Figures ({len(figures)})"
    counts = {f"{name}_count": len(table.rows) for name, table in found.items()}
    return {**{f"{name}_table": table for name, table in found.items()}, **counts, "before": before}


def _since(before: Return | None) -> str:
    return f"What changed from version {before.version}" if before is not None else ""


def _facts(shown: Return) -> list[dict[str, str]]:
    rows = [
        {
            "key": "File",
            "value": f"{shown.file_name} ({filesizeformat(shown.size)})",
            "href": reverse("return_file", args=[shown.authority.code, shown.pk]),
        },
        {"key": "Uploaded", "value": _act(shown.uploaded_at, shown.uploaded_by)},
    ]
    if shown.submitted_at:
        rows.append({"key": "Submitted", "value": _act(shown.submitted_at, shown.submitted_by)})
    if shown.decided_at:
        word = "Sent back" if shown.state == ReturnState.SENT_BACK else "Approved"
        rows.append({"key": word, "value": _act(shown.decided_at, shown.decided_by)})
    return rows


def _act(at: Any, by: Any) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y at %H:%M}, by {by or audit.OPERATOR}"


def _steps(shown: Return) -> list[dict[str, Any]]:
    """How far the version has got, for the row of steps. None for one that goes no further."""
    if shown.state in (ReturnState.SUPERSEDED, ReturnState.SENT_BACK):
        return []
    words = ("Upload", "Checks", "Submission", "Approval")
    reached = (ReturnState.PROBLEMS, ReturnState.READY, ReturnState.SUBMITTED, ReturnState.APPROVED)
    at = reached.index(ReturnState(shown.state)) + 1
    return [
        {"text": word, "done": number < at or at == 4, "current": number == at and at != 4}
        for number, word in enumerate(words)
    ]


def _progress(shown: Return) -> dict[str, Any] | None:
    """The recalculation that the approval asked for, while the version still stands."""
    if shown.state != ReturnState.APPROVED or shown.decided_at is None:
        return None
    job = job_of_decision("recalculate", authority=shown.authority, decided_at=shown.decided_at)
    return progress_context(job) if job is not None else None


def return_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The bytes as they came, never opened by the browser."""
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    sentence = f"downloaded the file of {shown}"
    audit.record("download a return", sentence, by=person(request), authority=authority, about=shown)
    return HttpResponse(
        bytes(shown.file.content),
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, shown.file_name) or "attachment"},
    )


def return_problems_csv(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    rows = (
        (p.get_severity_display(), p.sheet, p.row, p.column, p.sentence, p.code) for p in shown.problems.all()
    )
    name = f"problems-{authority.code}-{shown.period_end:%Y-%m}-version-{shown.version}.csv"
    return HttpResponse(
        csv_text(PROBLEM_COLUMNS, rows).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
