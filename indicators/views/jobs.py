"""Background work of an authority: how far it is, and trying again what was parked."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from authorities.access import Act, authority_for, may
from authorities.refusal import Refused
from indicators.jobs import retry_parked
from indicators.models import Job, JobState
from indicators.views.asking import person
from indicators.views.progress import progress_context


@never_cache
def job_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    job = get_object_or_404(Job.objects.select_related("authority", "created_by"), authority=authority, pk=pk)
    progress = progress_context(job)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "components/progress_state.html", progress)
    context = {
        "authority": authority,
        "job": job,
        # The page itself says what went wrong, so it needs no link to itself.
        "progress": progress | ({"href": ""} if job.state == JobState.PARKED else {}),
        "parked": job.state == JobState.PARKED,
    }
    return render(request, "indicators/job_detail.html", context)


@require_POST
def job_retry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    authority = authority_for(request.user, code, Act.SEE_DRAFTS)
    if not (may(request.user, Act.UPLOAD, authority) or may(request.user, Act.APPROVE, authority)):
        raise PermissionDenied
    job = get_object_or_404(Job, authority=authority, pk=pk)
    try:
        again = retry_parked(job, by=person(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("job_detail", code, pk)
    messages.success(request, "It is being tried again.")
    return redirect("job_detail", code, again.pk)
