"""Published statistics: which column of which file is which indicator, and every release as published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from authorities.models import Authority, Level, Region
from indicators.models.catalogue import Indicator


class Dataset(models.Model):
    """One kind of published file, known again by its columns and the values of its filters."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    publication = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=120, default="Department for Education")
    # What a year means in it: 'year to 31 March', '31 March', '30 September'.
    year_means = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """One column of a dataset, at given values of its filters: an indicator on a stated basis."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="series")
    # 'cin-referrals:rereferral_percent', filters following in brackets where there are any.
    key = models.CharField(max_length=300, unique=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    column = models.CharField(max_length=120)
    filters = models.JSONField(default=dict, help_text="Filter column to the value that this series takes.")
    # A count that becomes a rate: divided by the children aged 0 to 17 at the mid-year before, per 10,000.
    per_children = models.BooleanField(default=False)
    basis = models.CharField(
        max_length=200, blank=True, help_text="What is counted, where that needs saying."
    )
    # Of several series of one indicator, the one that scorecards compare with.
    headline = models.BooleanField(default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.key


class Release(models.Model):
    """One file as it was published and imported. Never changed: a revision is another release. Only grows."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="releases")
    name = models.CharField(max_length=120)
    released_on = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    rows_read = models.PositiveIntegerField()
    # Rows, cells by symbol, years, unknown areas: as indicators/published/importing.py writes it.
    report = models.JSONField(default=dict)
    fictional = models.BooleanField(default=False)
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-released_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["dataset", "name"], name="one_release_a_name")]

    def __str__(self) -> str:
        return self.name


class ReleaseFile(models.Model):
    """The bytes as they came, compressed: a series mapped later is read from them. Only grows."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="file")
    content = models.BinaryField()


class PublishedValue(models.Model):
    """One figure of one release. Value and symbol are kept apart. Only grows.

    `authority` is None for England, a region, and an area that the register does not know (a joint row).
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="values")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="values")
    # The year in which the period ends: 2024 is 2023-24.
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=16, choices=Level)
    area_code = models.CharField(max_length=20)
    authority = models.ForeignKey(
        Authority, null=True, on_delete=models.PROTECT, related_name="published_values"
    )
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    symbol = models.CharField(max_length=1, blank=True)
    places = models.PositiveSmallIntegerField(default=0, help_text="Decimals as published.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "series", "year", "area_code"], name="one_published_value_a_cell"
            )
        ]
        indexes = [models.Index(fields=["series", "year"])]
