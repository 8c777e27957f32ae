"""A job as components/progress.html shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from indicators.calculations.display import counted
from indicators.models import Job, JobState

LABELS = {"recalculate": "Calculating the figures and scorecards"}
STATES = {JobState.DONE: "done", JobState.PARKED: "failed"}


def progress_context(job: Job) -> dict[str, Any]:
    """What components/progress_state.html reads, and the job itself."""
    href, link = _next(job)
    return {
        "job": job,
        "state": STATES.get(JobState(job.state), "working"),
        "label": LABELS.get(job.kind, job.kind.capitalize()),
        "text": _text(job),
        "url": reverse("job_detail", args=[job.authority.code, job.pk]),
        "value": job.progress_done if job.progress_total else None,
        "maximum": job.progress_total or None,
        "href": href,
        "link": link,
    }


def _text(job: Job) -> str:
    if job.state == JobState.DONE:
        changed = job.result.get("values_changed")
        return (
            f"Done. {counted(changed, 'figure')} recalculated." if changed is not None else job.progress_text
        )
    if job.state == JobState.PARKED:
        return "This stopped after three failed attempts. Nothing that was approved is lost."
    if job.state == JobState.RUNNING:
        return job.progress_text
    return "Waiting to be tried again." if job.attempt else "Waiting to start."


def _next(job: Job) -> tuple[str, str]:
    if job.state == JobState.PARKED:
        href = reverse("job_detail", args=[job.authority.code, job.pk])
        return href, "See what went wrong and try it again"
    return reverse("scorecard_list", args=[job.authority.code]), "See the scorecards"
