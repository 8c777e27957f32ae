"""Targets, with dates, source and reason. A new one is a new row; the newest that holds speaks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models import Authority
from indicators.calculations.polarity import Polarity
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

    class Tolerance(models.TextChoices):
        BY_TEMPLATE = "", "As the scorecard's template says"
        RELATIVE = "relative", "Per cent of the target"
        POINTS = "points", "In the indicator's own unit"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    text = models.CharField(max_length=60, blank=True, help_text="Blank: no target from this date.")
    sense = models.CharField(max_length=8, choices=Sense, blank=True, default="")
    # Where the figure stood when the target was set.
    baseline = models.DecimalField(max_digits=24, decimal_places=10, null=True, blank=True)
    baseline_note = models.CharField(max_length=60, blank=True, help_text="Its period, such as 2022-23.")
    # What counts as near enough for amber; blank: as the scorecard's template says.
    tolerance_kind = models.CharField(max_length=8, choices=Tolerance, blank=True, default="")
    tolerance = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    # Bands as they were typed ('76-79', '90+', '<14', 'Increase'): all three or none.
    outstanding = models.CharField(max_length=40, blank=True)
    good = models.CharField(max_length=40, blank=True)
    requires_improvement = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["indicator__code", "-set_at", "-id"]
        indexes = [models.Index(fields=["authority", "indicator", "valid_from"])]


class PolarityOverride(models.Model):
    """Which way an authority takes to be good, from a day on, where it differs from the catalogue.

    Blank: back to the catalogue's. The newest that holds speaks. Only grows.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="polarity_overrides")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    polarity = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Polarity], blank=True)
    valid_from = models.DateField()
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["indicator__code", "-set_at", "-id"]
