"""The collection of a quarter: when returns are due, and who was reminded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from authorities.models import Authority, Region


class CollectionDeadline(models.Model):
    """When the returns for a period end are due in a region. The newest row speaks. Only grows.

    Without a row they are due settings.RETURN_DUE_DAYS after the period end, and nobody is reminded.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="collection_deadlines")
    period_end = models.DateField()
    due_on = models.DateField()
    # Whether those who have not returned are reminded by e-mail before the day, on it and after it.
    remind = models.BooleanField(default=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-set_at", "-id"]
        indexes = [models.Index(fields=["region", "period_end", "-id"])]


class ReminderKind(models.TextChoices):
    BEFORE = "before", "A week before the day"
    DUE = "due", "On the day"
    LATE = "late", "A week after the day"
    BY_HAND = "by hand", "Sent by a regional lead"


class Reminder(models.Model):
    """One reminder of one authority for one period end, to how many people. Only grows."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="reminders")
    period_end = models.DateField()
    kind = models.CharField(max_length=8, choices=ReminderKind)
    due_on = models.DateField()
    people = models.PositiveSmallIntegerField(help_text="How many were written to.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "period_end", "due_on", "kind"],
                condition=~Q(kind="by hand"),
                name="one_reminder_of_a_kind",
            )
        ]
