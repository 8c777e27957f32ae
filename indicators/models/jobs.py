"""The durable job row: the truth about background work. Redis only carries a nudge."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from authorities.models import Authority

EVERY = "*"


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    PARKED = "parked", "Stopped after failing"


class Job(models.Model):
    """One piece of work for one authority. Only `indicators.jobs` writes it.

    `attempt` is the fence: a worker that was thought lost and comes back late holds an older
    number and is refused.
    """

    kind = models.CharField(max_length=30)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=8, choices=JobState, default=JobState.QUEUED)
    reason = models.CharField(max_length=200)
    # The indicators to count anew from the lists: their codes, EVERY for all, none for none.
    codes = models.JSONField(default=list)
    attempt = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    nudged_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        constraints = [
            # A second change before a worker comes rides on the job that is already waiting.
            models.UniqueConstraint(
                fields=["kind", "authority"],
                condition=Q(state=JobState.QUEUED),
                name="one_waiting_job_of_a_kind",
            )
        ]

    @property
    def over(self) -> bool:
        return self.state in (JobState.DONE, JobState.PARKED)
