"""Children aged 0 to 17, by vintage: a later estimate of the same mid-year stands beside the earlier one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models.areas import Level
from authorities.models.places import Authority, Region


class PopulationVintage(models.Model):
    """One edition of the mid-year estimates, as imported from one file. Only grows."""

    name = models.CharField(max_length=120, unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    fictional = models.BooleanField(default=False)
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return self.name


class PopulationEstimate(models.Model):
    """Children aged 0 to 17 living in an area at 30 June of `mid_year`. Only grows.

    `area_code` is the authority's three-digit code, or the nine-character code of England or a region.
    `authority` is None for those, and for an area that the register does not know.
    """

    vintage = models.ForeignKey(PopulationVintage, on_delete=models.PROTECT, related_name="estimates")
    mid_year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=16, choices=Level)
    area_code = models.CharField(max_length=20)
    area_name = models.CharField(max_length=120, blank=True)
    authority = models.ForeignKey(Authority, null=True, on_delete=models.PROTECT, related_name="populations")
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    children = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=1, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vintage", "mid_year", "area_code"], name="one_estimate_an_area")
        ]
        indexes = [models.Index(fields=["authority", "mid_year"])]
