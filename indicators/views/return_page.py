"""One return: its state, problems, figures, what changed, and its file as it came."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django_tables2 import Table

from authorities import audit
from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.calculations.display import counted
from indicators.calculations.periods import long_date
from indicators.children.preview import Preview, preview_of
from indicators.children.sealing import unsealed
from indicators.counted_tables import FigureChangeTable, ListTable, RowsOfListTable
from indicators.forms.returns import SendBackForm, SubmitForm
from indicators.jobs import job_of_decision
from indicators.models import Return, ReturnKind, ReturnProblem, ReturnState, SealedFile
from indicators.returns.changes import changes_between, earlier_version
from indicators.returns.figure_rows import comparator_rows, figure_rows
from indicators.returns.list_matches import matches_of
from indicators.returns.problem_groups import groups_of
from indicators.tables import ChangeTable, ComparatorTable, FigureTable
from indicators.views.asking import person
from indicators.views.progress import progress_context

# Rules whose rows lie open at once; with more of them each opens by itself.
MOST_OPEN = 6
# What these found cost rows, so they come before the other rules of their severity.
ROWS_LEFT_OUT = frozenset(
    {"needed_cell_blank", "needed_cell_not_read", "needed_date_after_period", "repeated_row"}
)


def return_of(authority: Authority, pk: int) -> Return:
    """A return reached through its authority, or the 404 of one that does not exist."""
    held = Return.objects.select_related("authority", "uploaded_by", "submitted_by", "decided_by")
    return get_object_or_404(held, authority=authority, pk=pk)


def heading_of(shown: Return) -> str:
    """'Lists for 30 September 2026, version 1', or 'Return for ...' of figures."""
    kind = "Lists" if shown.kind == ReturnKind.CHILDREN else "Return"
    return f"{kind} for {long_date(shown.period_end)}, version {shown.version}"


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
    versions = Return.objects.filter(authority=authority, kind=shown.kind, period_end=shown.period_end)
    newest = versions.first()
    overtaken = newest != shown and newest is not None and newest.state != ReturnState.PROBLEMS
    return {
        "authority": authority,
        "return": shown,
        "newest": newest,
        "overtaken": overtaken,
        "lists": shown.kind == ReturnKind.CHILDREN,
        "heading": heading_of(shown),
        "facts": _facts(request, shown),
        "steps": _steps(shown),
        "job": _progress(shown),
        "may_upload": may(request.user, Act.UPLOAD, authority),
        "may_approve": may(request.user, Act.APPROVE, authority),
        "submit_form": submit_form or SubmitForm(lists=shown.kind == ReturnKind.CHILDREN),
        "send_back_form": send_back_form or SendBackForm(),
        **_tables(request, shown),
        **_preview(request, shown, overtaken),
    }


def _preview(request: HttpRequest, shown: Return, overtaken: bool) -> dict[str, Any]:
    """What approving lists would change, while that is still to be decided."""
    waits = shown.state in (ReturnState.READY, ReturnState.SUBMITTED)
    if shown.kind != ReturnKind.CHILDREN or not waits or overtaken:
        return {}
    preview = preview_of(shown)
    beside = preview.beside
    tables = {
        "preview_figures": FigureChangeTable(
            preview.changes,
            prefix="would-",
            heading=f"Figures at {long_date(shown.period_end)} that would change",
        ),
        "preview_rows": RowsOfListTable(
            preview.rows,
            prefix="rows-",
            heading="Rows of each list",
            beside=f"In {_lists_name(beside)}" if beside is not None else "Before",
        ),
    }
    for table in tables.values():
        paged(request, table)
    return {"preview": preview, "preview_sentence": _preview_sentence(preview), **tables}


def _preview_sentence(preview: Preview) -> str:
    """'212 figures counted: 12 new, 30 changed, 1 gone.'"""
    parts = ((preview.new, "new"), (preview.changed, "changed"), (preview.gone, "no longer counted"))
    said = [f"{number:,} {word}" for number, word in parts if number]
    figures = counted(preview.counted, "figure")
    return f"{figures} would be counted for this period end: {', '.join(said) or 'all as they stand now'}."


def _lists_name(lists: Return) -> str:
    return f"the approved lists for {lists.period_end:%B %Y}, version {lists.version}"


def _tables(request: HttpRequest, shown: Return) -> dict[str, Any]:
    before = earlier_version(shown)
    figures, comparators = figure_rows(shown), comparator_rows(shown)
    changes = changes_between(before, shown) if before is not None and figures else []
    reads = list(shown.lists.all())
    found: dict[str, Table] = {
        "changes": ChangeTable(changes, prefix="changes-", heading=_since(before)),
        "figures": FigureTable(figures, prefix="figures-"),
        "comparators": ComparatorTable(comparators, prefix="comparators-"),
        "reads": ListTable(reads, prefix="lists-"),
    }
    for table in found.values():
        paged(request, table)
    found["figures"].caption = f"Figures ({len(figures)})"
    counts = {f"{name}_count": len(table.rows) for name, table in found.items()}
    tables = {f"{name}_table": table for name, table in found.items()}
    return {**tables, **counts, **_problems(shown), "before": before, "matches": matches_of(reads)}


def _problems(shown: Return) -> dict[str, Any]:
    """The problems by rule, errors apart from warnings. Errors are what somebody came for: they lie open.

    Within each, rules that cost rows come first, then the rule with the most rows.
    """
    groups = sorted(groups_of(shown), key=lambda group: group.code not in ROWS_LEFT_OUT)
    context: dict[str, Any] = {}
    for severity in ReturnProblem.Severity:
        of_it = [group for group in groups if group.severity == severity]
        is_error = severity == ReturnProblem.Severity.ERROR
        context[f"{severity}s"] = of_it
        context[f"{severity}s_count"] = sum(group.count for group in of_it)
        context[f"{severity}s_open"] = len(of_it if is_error else groups) <= MOST_OPEN
    return context


def _since(before: Return | None) -> str:
    return f"What changed from version {before.version}" if before is not None else ""


def _facts(request: HttpRequest, shown: Return) -> list[dict[str, str]]:
    rows = [
        {"key": "What it holds", "value": shown.get_kind_display()},
        *_file_facts(request, shown),
        {"key": "Uploaded", "value": _act(shown.uploaded_at, shown.uploaded_by)},
    ]
    if shown.submitted_at:
        rows.append({"key": "Submitted", "value": _act(shown.submitted_at, shown.submitted_by)})
    if shown.decided_at:
        word = "Sent back" if shown.state == ReturnState.SENT_BACK else "Approved"
        rows.append({"key": word, "value": _act(shown.decided_at, shown.decided_by)})
    return rows


def _file_facts(request: HttpRequest, shown: Return) -> list[dict[str, str]]:
    file = {"key": "File", "value": f"{shown.file_name} ({filesizeformat(shown.size)})"}
    link = {"href": reverse("return_file", args=[shown.authority.code, shown.pk])}
    if not shown.is_sealed:
        return [file | link]
    until = SealedFile.objects.filter(of_return=shown).values_list("destroy_after", flat=True).first()
    if until is None:
        return [file, {"key": "Sealed copy", "value": "Destroyed: its days had passed"}]
    if not may(request.user, Act.SEE_CHILDREN, shown.authority):
        link = {}
    return [file | link, {"key": "Sealed copy", "value": f"Kept until {long_date(until)}, then destroyed"}]


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


@never_cache
def return_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The bytes as they came, never opened by the browser. A file about children needs the act for it."""
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    shown = return_of(authority, pk)
    content: bytes | None
    if shown.is_sealed:
        authority_for(request.user, code, Act.SEE_CHILDREN)
        try:
            content = unsealed(shown)
        except Refused as key_is_gone:
            messages.error(request, str(key_is_gone))
            return redirect("return_detail", code, pk)
    else:
        content = bytes(shown.file.content)
    if content is None:
        context = {"authority": authority, "return": shown, "days": settings.CHILD_FILE_DAYS}
        return render(request, "indicators/children/file_destroyed.html", context, status=410)
    sentence = f"downloaded the file of {shown}"
    audit.record("download a return", sentence, by=person(request), authority=authority, about=shown)
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": content_disposition_header(True, shown.file_name) or "attachment"},
    )
