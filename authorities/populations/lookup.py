"""Which estimate stands beneath a rate: the vintage and the mid-year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Max

from authorities.models import PopulationVintage


def newest_vintage(*, fictional: bool = False) -> PopulationVintage | None:
    """The edition that reaches the latest mid-year; of those that do, the one imported last.

    So an old edition, imported afterwards to look back at, does not take over.
    """
    return (
        PopulationVintage.objects.filter(fictional=fictional)
        .annotate(latest=Max("estimates__mid_year"))
        .order_by(F("latest").desc(nulls_last=True), "-imported_at", "-pk")
        .first()
    )


def mid_year_for(period_end: date, mid_years: Collection[int]) -> int | None:
    """The latest of the mid-years whose 30 June is not after the period's end; None if all are later."""
    return max((year for year in mid_years if date(year, 6, 30) <= period_end), default=None)
