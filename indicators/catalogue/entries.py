"""One indicator as the catalogue defines it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity


class AnnexAClass(StrEnum):
    """How Annex A yields a window: one return alone, only stitched returns, or a proxy that differs."""

    ONE_RETURN = "A"
    STITCHED = "S"
    PROXY = "P"


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A row of a family file, typed.

    `annualised` holds the windows whose counts are multiplied by 12 / months; `window_note` what a window
    code cannot say ('last 12 weeks'). `denominator` is blank for a plain count. `counts_people` is true
    wherever a small count could point at a child, so that 1 to 5 is hidden outside the authority.

    `annex_a_class` holds only the windows that Annex A can yield: a window without a class is returned as an
    aggregate figure. Where the lists hold six months, R12, MEAN12 and YTD are classed as stitched, though one
    return is enough while the year to date is no longer than that. `annex_a_lists` are list numbers, the main
    list first.

    `definition_date` is the end of the month or quarter of the newest publication in `sources`; `owner` names
    their publishers.
    """

    code: str
    name: str
    family: str
    unit: Unit
    windows: tuple[Window, ...]
    window_note: str
    annualised: tuple[Window, ...]
    polarity: Polarity
    numerator: str
    denominator: str
    counts_people: bool
    # Left out of the hash because a mapping has none; two entries with one hash still compare by it.
    annex_a_class: Mapping[Window, AnnexAClass] = field(hash=False)
    annex_a_lists: tuple[int, ...]
    rule: str
    sources: str
    owner: str
    definition_date: date

    @property
    def from_annex_a(self) -> bool:
        """Whether at least one window can be computed from Annex A."""
        return bool(self.annex_a_class)
