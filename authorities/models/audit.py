"""The audit trail: what was done, by whom, to what. The database refuses to change it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models.places import Authority, Region


class AuditEvent(models.Model):
    """One act. Written by `authorities.audit.record` inside the act's own transaction."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    # Kept beside the key: "the operator" for the command line, "the portal" for the schedule.
    actor_name = models.CharField(max_length=254)
    act = models.CharField(max_length=60)
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="audit")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="audit")
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=500)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["authority", "-at"])]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.sentence}"
