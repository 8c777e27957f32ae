"""Targets, with dates, source and reason. A new one is a new row; the newest that holds speaks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models import Authority
from indicators.models.catalogue import Indicator


class Target(models.Model):
    """What an authority wants of an indicator between two dates.

    `text` is the target as it was typed ('21%', '25-20', 'Decreasing'); it is parsed by
    `indicators.calculations.targets.parse_target`, so that one reading serves form and arithmetic.
    """

    class Sense(models.TextChoices):
        BY_POLARITY = "", "As the indicator's polarity says"
        AT_LEAST = "at_least", "At least this"
        AT_MOST = "at_most", "At most this"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    text = models.CharField(max_length=60, blank=True, help_text="Blank: no target from this date.")
    sense = models.CharField(max_length=8, choices=Sense, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["indicator__code", "-set_at", "-id"]
        indexes = [models.Index(fields=["authority", "indicator", "valid_from"])]
