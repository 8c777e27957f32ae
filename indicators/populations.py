"""The children behind a rate: the estimate that stands under a count which came without its base."""

from __future__ import annotations

from datetime import date

from authorities.models import Authority, PopulationEstimate
from authorities.populations.lookup import mid_year_for, newest_vintage


class Children:
    """The estimates of one authority in memory: two queries for the newest edition, one more for an older."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._newest = newest_vintage(fictional=authority.fictional)
        self._held: dict[int, dict[int, PopulationEstimate]] = {}

    def at(self, period_end: date, vintage_id: int | None = None) -> PopulationEstimate | None:
        """The latest mid-year not after a period end; of the newest edition, or of the one named."""
        wanted = vintage_id or (self._newest.pk if self._newest else None)
        if wanted is None:
            return None
        estimates = self._of(wanted)
        mid_year = mid_year_for(period_end, estimates)
        return estimates[mid_year] if mid_year is not None else None

    def _of(self, vintage_id: int) -> dict[int, PopulationEstimate]:
        if vintage_id not in self._held:
            found = PopulationEstimate.objects.filter(
                vintage=vintage_id, authority=self._authority, children__gt=0
            ).select_related("vintage")
            self._held[vintage_id] = {estimate.mid_year: estimate for estimate in found}
        return self._held[vintage_id]


def in_words(estimate: PopulationEstimate) -> str:
    """'51,630 children aged 0 to 17 at mid-2023 (ONS mid-year estimates, 2024 edition)'."""
    return f"{estimate.children:,} children aged 0 to 17 at mid-{estimate.mid_year} ({estimate.vintage})"
