"""What a reader chose on the pages of a region, as one value: read from an address and written to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from indicators.calculations.spread import Shade
from reports.side_by_side.groups import Basis


@dataclass(frozen=True, slots=True)
class View:
    """Every choice; the defaults are what a reader sees who chose nothing.

    `sort` is 'name' or the key of a measure, a leading '-' for descending. `figure` is the key of one measure
    and `authority` the code of one authority, for the pages about one of them. `back` is how many months
    before the earlier figure ended: 3 or 12.
    """

    basis: Basis = Basis.IN_YEAR
    period_end: date | None = None
    group: str = "region"
    template: str = "quarterly-standard"
    family: str = ""
    shade: Shade = Shade.QUARTILE
    sort: str = "name"
    transposed: bool = False
    figure: str = ""
    authority: str = ""
    back: int = 3

    def query(self, **changes: object) -> str:
        """The view as a query string, with some choices changed; what is at its default is left out."""
        raise NotImplementedError


def read_view(data: Mapping[str, str]) -> View:
    """The view that an address's query names. What cannot be read falls back to its default, silently."""
    raise NotImplementedError
