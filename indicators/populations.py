"""The children behind a rate: the estimate that stands under a count which came without its base."""

from __future__ import annotations

from datetime import date

from authorities.models import Authority, PopulationEstimate
from authorities.populations.lookup import mid_year_for, newest_vintage


class Children:
    """The estimates of one authority, each edition read once, in two queries."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._newest = newest_vintage(fictional=authority.fictional)
        self._held: dict[int, dict[int, PopulationEstimate | None]] = {}

    def at(self, period_end: date, vintage_id: int | None = None) -> PopulationEstimate | None:
        """The edition's latest mid-year not after a period end; of the newest edition, or of the one named.

        None where that mid-year has no number for the authority: another never stands in.
        """
        wanted = vintage_id or (self._newest.pk if self._newest else None)
        if wanted is None:
            return None
        estimates = self._of(wanted)
        mid_year = mid_year_for(period_end, estimates)
        return estimates[mid_year] if mid_year is not None else None

    def _of(self, vintage_id: int) -> dict[int, PopulationEstimate | None]:
        if vintage_id not in self._held:
            edition = PopulationEstimate.objects.filter(vintage=vintage_id)
            years = edition.order_by().values_list("mid_year", flat=True).distinct()
            own = edition.filter(authority=self._authority, children__gt=0).select_related("vintage")
            by_year = {estimate.mid_year: estimate for estimate in own}
            self._held[vintage_id] = {year: by_year.get(year) for year in years}
        return self._held[vintage_id]


def in_words(estimate: PopulationEstimate) -> str:
    """'51,630 children aged 0 to 17 at mid-2023 (ONS mid-year estimates, 2024 edition)'."""
    return f"{estimate.children:,} children aged 0 to 17 at mid-{estimate.mid_year} ({estimate.vintage})"
