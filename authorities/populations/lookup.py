"""Which estimate of the children of an area stands for a period end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from authorities.models import Authority, PopulationEstimate, PopulationVintage


def newest_vintage(*, fictional: bool = False) -> PopulationVintage | None:
    """The edition imported last; None where none was."""
    return PopulationVintage.objects.filter(fictional=fictional).order_by("-imported_at", "-pk").first()


def mid_year_for(period_end: date, mid_years: Collection[int]) -> int | None:
    """The latest mid-year (30 June) not after a period end; None where all are later."""
    past = [year for year in mid_years if date(year, 6, 30) <= period_end]
    return max(past, default=None)


def children_at(
    vintage: PopulationVintage, authority: Authority, period_end: date
) -> PopulationEstimate | None:
    """The estimate of an authority that stands for a period end; None where the edition holds none."""
    held = PopulationEstimate.objects.filter(vintage=vintage, authority=authority, children__isnull=False)
    mid_year = mid_year_for(period_end, held.values_list("mid_year", flat=True))
    return held.select_related("vintage").get(mid_year=mid_year) if mid_year is not None else None
