"""Who sees whose figures of this year: a region's agreement, and whether each authority is part of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models.places import Authority, Region


class SeenBy(models.TextChoices):
    """Who may set authorities of the region side by side. Nobody outside the region ever may."""

    STAFF = "staff", "Regional leads, and the staff of every authority that shares"
    LEADS = "leads", "Regional leads only"


class SharingAgreement(models.Model):
    """What a region agreed on. The newest row that has begun speaks for a period end. Only grows.

    Without a row: leads and staff see the approved figures of every family (authorities/sharing.py).
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="sharing_agreements")
    seen_by = models.CharField(max_length=8, choices=SeenBy)
    # Families of the catalogue that are not set side by side.
    left_out = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(help_text="Holds for period ends from this day on.")
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-set_at", "-id"]


class SharingChoice(models.Model):
    """Whether an authority shares its figures of this year with its region. The newest speaks. Only grows.

    One that does not share is seen by nobody beside others, and its own staff see nobody else.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="sharing_choices")
    shares = models.BooleanField()
    reason = models.CharField(max_length=300)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-chosen_at", "-id"]
