"""Comparators, materialised: one row an authority, series, year, release and neighbour list."""

from __future__ import annotations

from typing import Any

from django.db import models

from authorities.models import Authority, NeighbourList, PopulationVintage
from indicators.models.published import Release, Series

# Keys without a constraint or an index of their own, which would cost more than the rows themselves: those
# are written by one verb alone, from rows that are never removed, and are looked up by the one index below.
DERIVED: dict[str, Any] = {"on_delete": models.PROTECT, "db_constraint": False, "db_index": False}


class Benchmark(models.Model):
    """An authority's published figure among others'. Reckoned anew from the release at any time.

    `vintage` is set for rates that were made from published counts. `neighbours` is how many the list has,
    `neighbours_used` how many of them had a figure; `of` is how many English authorities had one.
    """

    authority = models.ForeignKey(Authority, related_name="benchmarks", **DERIVED)
    series = models.ForeignKey(Series, related_name="+", **DERIVED)
    release = models.ForeignKey(Release, related_name="+", **DERIVED)
    vintage = models.ForeignKey(PopulationVintage, null=True, related_name="+", **DERIVED)
    neighbour_list = models.ForeignKey(NeighbourList, null=True, related_name="+", **DERIVED)
    year = models.PositiveSmallIntegerField()
    authority_value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    authority_symbol = models.CharField(max_length=1, blank=True)
    neighbour_mean = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    neighbour_median = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    neighbours_used = models.PositiveSmallIntegerField(default=0)
    neighbours = models.PositiveSmallIntegerField(default=0)
    region_value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    region_symbol = models.CharField(max_length=1, blank=True)
    england_value = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    england_symbol = models.CharField(max_length=1, blank=True)
    q1 = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    q3 = models.DecimalField(max_digits=24, decimal_places=10, null=True)
    of = models.PositiveSmallIntegerField(default=0)
    position = models.CharField(max_length=8, default="none")
    rank = models.PositiveSmallIntegerField(null=True)
    tied = models.BooleanField(default=False)
    places = models.PositiveSmallIntegerField(default=0, help_text="Decimals as published.")

    class Meta:
        indexes = [models.Index(fields=["release", "neighbour_list", "authority"])]
