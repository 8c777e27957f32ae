"""The list of returns, the upload, and the template to fill in."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from authorities.access import Act, authority_for, may
from authorities.models import Authority
from authorities.paging import paged
from authorities.refusal import Refused
from indicators.calculations.periods import parse_period
from indicators.forms.returns import PeriodChoiceForm, UploadForm
from indicators.models import IndicatorInSet, Return
from indicators.next_steps import next_steps
from indicators.returns.submission import AlreadyUploaded, upload_return
from indicators.returns.workbook import file_name, template_workbook
from indicators.tables import ReturnTable
from indicators.views.asking import person
from indicators.views.subnav import subnav

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def return_list(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    versions = Return.objects.filter(authority=authority).select_related(
        "authority", "uploaded_by", "submitted_by", "decided_by"
    )
    table = ReturnTable(versions)
    paged(request, table)
    may_upload = may(request.user, Act.UPLOAD, authority)
    context = {
        "authority": authority,
        "table": table,
        "steps": next_steps(request.user, authority, timezone.localdate()),
        "any": versions.exists(),
        "views": subnav(authority, "return_list"),
        "may_upload": may_upload,
        "set_is_empty": not IndicatorInSet.objects.filter(authority=authority, active=True).exists(),
        "form": PeriodChoiceForm(today=timezone.localdate(), returned=_returned(authority))
        if may_upload
        else None,
    }
    return render(request, "indicators/return_list.html", context)


def _returned(authority: Authority) -> list[date]:
    return list(Return.objects.filter(authority=authority).values_list("period_end", flat=True).distinct())


def return_upload(request: HttpRequest, code: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.UPLOAD)
    asked = request.GET.get("period", "")
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        today=timezone.localdate(),
        returned=_returned(authority),
        initial={"period": asked} if asked else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            uploaded = _upload(request, authority, form)
        except AlreadyUploaded as known:
            messages.warning(request, _known_file(authority, known))
            chosen = f"{form.cleaned_data['period_end']:%Y-%m}"
            return redirect(reverse("return_upload", args=[code]) + f"?period={chosen}")
        except Refused as refusal:
            form.add_error("period", str(refusal))
        else:
            return redirect("return_detail", code, uploaded.pk)
    context = {"authority": authority, "form": form, "days": settings.CHILD_FILE_DAYS}
    return render(request, "indicators/return_upload.html", context)


def _upload(request: HttpRequest, authority: Authority, form: UploadForm) -> Return:
    file = form.cleaned_data["file"]
    return upload_return(
        authority=authority,
        period_end=form.cleaned_data["period_end"],
        file_name=file.name,
        content=file.content,
        by=person(request),
    )


def _known_file(authority: Authority, known: AlreadyUploaded) -> str:
    existing = known.existing
    return format_html(
        '{} <a class="govuk-notification-banner__link" href="{}">See version {} of {}</a>.',
        str(known),
        reverse("return_detail", args=[authority.code, existing.pk]),
        existing.version,
        f"{existing.period_end:%B %Y}",
    )


def return_template_choice(request: HttpRequest, code: str) -> HttpResponse:
    """From the period picked in a form to the address of its template."""
    authority = authority_for(request.user, code, Act.UPLOAD)
    form = PeriodChoiceForm(request.GET, today=timezone.localdate(), returned=_returned(authority))
    if not form.is_valid():
        messages.error(request, "That period cannot be chosen. Choose one from the list.")
        return redirect("return_list", code)
    return redirect("return_template", code, f"{form.cleaned_data['period']:%Y-%m}")


def return_template(request: HttpRequest, code: str, period: str) -> HttpResponse:
    authority = authority_for(request.user, code, Act.UPLOAD)
    try:
        period_end = parse_period(period)
    except ValueError as unreadable:
        raise Http404 from unreadable
    return HttpResponse(
        template_workbook(authority, period_end),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{file_name(authority, period_end)}"'},
    )
