"""The pins of a scorecard as they are stored, and what a layout wants pinned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.comparing.mapped import SeriesOf
from reports.layouts.layout import Layout


@dataclass(frozen=True, slots=True)
class Basis:
    """The pins of one scorecard, each a primary key; `releases` by the key of their dataset.

    `choice` is the authority's choice of a neighbour list that was the newest when the list was pinned.
    `series` are the keys of the columns that each indicator is read from, by its code; a basis without any
    is from before they were kept, and is read by the mapping of now.
    """

    releases: Mapping[str, int] = field(default_factory=dict)
    neighbour_list: int | None = None
    choice: int | None = None
    vintage: int | None = None
    series: SeriesOf = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Basis:
        """The basis back from `Scorecard.basis`; an empty object is a basis with nothing pinned."""
        return cls(
            releases=dict(data.get("releases", {})),
            neighbour_list=data.get("neighbour_list"),
            choice=data.get("choice"),
            vintage=data.get("vintage"),
            series={code: tuple(keys) for code, keys in data.get("series", {}).items()},
        )

    def as_json(self) -> dict[str, Any]:
        """`{}` where nothing is pinned, as the column is by default."""
        if self == Basis():
            return {}
        return {
            "releases": dict(sorted(self.releases.items())),
            "neighbour_list": self.neighbour_list,
            "choice": self.choice,
            "vintage": self.vintage,
            "series": {code: sorted(keys) for code, keys in sorted(self.series.items())},
        }

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


def compared_codes(layout: Layout) -> set[str]:
    """The indicators whose published figures a layout's comparator columns can hold."""
    return {line.published_code for section, line in layout.lines() if section.comparators}


def named_releases(layout: Layout) -> set[str]:
    """The releases that a layout names for columns of its own; those are used whatever is pinned."""
    return {column.release for section in layout.sections for column in section.comparators if column.release}
