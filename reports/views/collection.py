"""The collection board of a region: who has returned, the deadline, reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from authorities.access import Act, authorities_for, reader_in, region_for
from authorities.models import Region
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.calculations.periods import long_date, month_end
from indicators.returns.period_choices import last_ended_quarter
from reports.board import board, board_periods, counts
from reports.collection.deadlines import due_on, set_deadline
from reports.collection.export import board_csv, board_workbook
from reports.collection.forms import DeadlineForm
from reports.collection.reminders import Reminded, people_to_remind, remind_now
from reports.forms import PeriodForm
from reports.tables import BoardTable
from reports.views.asking import person
from reports.views.downloads import csv_file
from reports.views.trails import region_crumbs, region_views

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def region_board(request: HttpRequest, code: str) -> HttpResponse:
    region, today = region_for(request.user, code, Act.COMPARE), timezone.localdate()
    lead = reader_in(request.user, region).lead
    periods = board_periods(region, today)
    period_end = _period(request.GET.get("period", ""), periods, today)
    rows = board(region, period_end, today)
    deadline = due_on(region, period_end)
    readable = authorities_for(request.user, Act.READ_PUBLISHED).filter(region=region)
    reachable = set(people_to_remind(rows)) if lead else set()
    table = BoardTable(
        rows,
        region=region,
        period_end=period_end,
        today=today,
        lead=lead,
        reachable=reachable,
        readable=set(readable.values_list("pk", flat=True)),
    )
    paged(request, table)
    context = {
        "region": region,
        "table": table,
        "counts": counts(rows),
        "late": [row.authority.name for row in rows if row.days_late],
        "to_remind": sum(
            row.days_late > 0 and row.authority.pk in reachable and not row.was_reminded_on(today)
            for row in rows
        ),
        "lead": lead,
        "deadline": deadline,
        "days_late": deadline.days_late(today),
        "days_left": (deadline.due_on - today).days,
        "period_end": period_end,
        "form": PeriodForm(_chosen(period_end), periods=periods),
        "breadcrumbs": region_crumbs(region),
        "views": region_views(region, "region_board"),
    }
    return render(request, "reports/region_board.html", context)


def region_board_export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    region, today = region_for(request.user, code, Act.COMPARE), timezone.localdate()
    lead = reader_in(request.user, region).lead
    period_end = _period(request.GET.get("period", ""), board_periods(region, today), today)
    rows, deadline = board(region, period_end, today), due_on(region, period_end)
    name = f"returns-{region.code}-{period_end:%Y-%m}"
    if kind == "csv":
        return csv_file(board_csv(rows, deadline, lead=lead), name)
    if kind == "xlsx":
        return HttpResponse(
            board_workbook(rows, deadline, lead=lead),
            content_type=XLSX,
            headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
        )
    raise Http404


def region_deadline(request: HttpRequest, code: str) -> HttpResponse:
    region, today = region_for(request.user, code, Act.COLLECT), timezone.localdate()
    periods = _periods_to_come(region, today)
    period_end = _period(request.GET.get("period", ""), periods, today)
    _refuse_another(request, period_end, request.GET.get("period", ""))
    deadline = due_on(region, period_end)
    initial = {"due_on": deadline.due_on, "remind": deadline.remind if deadline.chosen else True}
    form = DeadlineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_deadline(region=region, period_end=period_end, by=person(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("due_on", str(refusal))
        else:
            day = long_date(form.cleaned_data["due_on"])
            messages.success(request, f"Returns for {long_date(period_end)} are due on {day}.")
            return redirect(_board_address(region, period_end))
    context = {
        "region": region,
        "form": form,
        "period_form": PeriodForm(_chosen(period_end), periods=periods),
        "deadline": deadline,
        "board_href": _board_address(region, period_end),
        "breadcrumbs": region_crumbs(region, here="Deadline"),
    }
    return render(request, "reports/region_deadline.html", context)


@require_POST
def region_remind(request: HttpRequest, code: str) -> HttpResponse:
    """Reminds the authority whose code is posted; without one, all that are late."""
    region, today = region_for(request.user, code, Act.COLLECT), timezone.localdate()
    period_end = _period(request.POST.get("period", ""), board_periods(region, today), today)
    _refuse_another(request, period_end, request.POST.get("period", ""))
    wanted = request.POST.get("authority", "")
    chosen = None
    if wanted:
        chosen = list(region.authorities.filter(code=wanted).on(period_end))
        if not chosen:
            raise Http404
    try:
        done = remind_now(region=region, period_end=period_end, authorities=chosen, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _in_words(done))
    return redirect(_board_address(region, period_end))


def _refuse_another(request: HttpRequest, period_end: date, wanted: str) -> None:
    """A page about a period that there is not shows the newest; an act is never on another."""
    if request.method == "POST" and wanted and period_end.isoformat() != wanted:
        raise Http404


def _period(wanted: str, periods: Sequence[date], today: date) -> date:
    """The period asked for, if it is one of those offered; else the quarter that ended last."""
    return next((day for day in periods if day.isoformat() == wanted), last_ended_quarter(today))


def _periods_to_come(region: Region, today: date) -> list[date]:
    """Those of the board, and the quarter that is running: its deadline may be told before it ends."""
    running = month_end(today.year, (today.month + 2) // 3 * 3)
    return sorted({running, *board_periods(region, today)}, reverse=True)


def _chosen(period_end: date) -> dict[str, str]:
    return {"period": period_end.isoformat()}


def _board_address(region: Region, period_end: date) -> str:
    return f"{reverse('region_board', args=[region.code])}?period={period_end.isoformat()}"


def _in_words(done: Reminded) -> str:
    left = "".join(f" {name} {reason}." for name, reason in done.left)
    return f"Reminded by e-mail: {'; '.join(done.sent)}.{left}"
