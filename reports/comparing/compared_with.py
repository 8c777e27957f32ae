"""What a scorecard was compared with, by name: for its page, and frozen into a publication.

Names, dates and hashes stand here rather than keys, so that a publication read years later still says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from authorities.models import Neighbour, NeighbourList, PopulationVintage
from indicators.models import Release
from reports.comparing.comparators import publisher_of
from reports.comparing.pins import Basis, named_releases
from reports.models import Scorecard
from reports.rows import Line


@dataclass(frozen=True, slots=True)
class ReleaseUsed:
    """One release that a figure came from; `released_on` and `imported_on` are days in ISO."""

    dataset: str
    publisher: str
    name: str
    released_on: str
    imported_on: str
    sha256: str

    @property
    def title(self) -> str:
        """The release by name, after its dataset where the name does not begin with that."""
        return self.name if self.name.startswith(self.dataset) else f"{self.dataset}, release {self.name}"

    @property
    def came_out(self) -> date | None:
        """None where nobody gave the day: it then stands as that of the import."""
        return date.fromisoformat(self.released_on) if self.released_on != self.imported_on else None

    @property
    def imported(self) -> date:
        return date.fromisoformat(self.imported_on)


@dataclass(frozen=True, slots=True)
class Member:
    """One neighbour of the list, 1 the closest; `closeness` as the list was published, '' in own lists."""

    rank: int
    code: str
    name: str
    closeness: str


@dataclass(frozen=True, slots=True)
class ListUsed:
    """The neighbour list. `own` where the authority made it; `valid_from` and `valid_to` are days in ISO."""

    name: str
    source: str
    own: bool
    valid_from: str
    valid_to: str
    sha256: str
    members: tuple[Member, ...]

    @property
    def begins(self) -> date:
        return date.fromisoformat(self.valid_from)

    @property
    def ends(self) -> date | None:
        return date.fromisoformat(self.valid_to) if self.valid_to else None


@dataclass(frozen=True, slots=True)
class VintageUsed:
    """The edition of the mid-year estimates behind rates that are made from published counts."""

    name: str
    imported_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NeighbourSeen:
    """One neighbour's figure beside a line; `reason` says in words why there is none."""

    rank: int
    name: str
    closeness: str
    display: str
    symbol: str
    reason: str


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """The releases, the list and the vintage of one scorecard.

    `figures` are the neighbours' own, by the number of the line; they are read for one line at a time, and
    all of them when a scorecard is published.
    """

    releases: tuple[ReleaseUsed, ...] = ()
    neighbours: ListUsed | None = None
    population: VintageUsed | None = None
    figures: Mapping[str, tuple[NeighbourSeen, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.releases)


def compared_with(scorecard: Scorecard, lines: Iterable[Line]) -> ComparedWith:
    """What the lines of a scorecard name; nothing where no release yielded a figure. Five queries at most."""
    lines = list(lines)
    named = {c.release for line in lines for c in line.comparators} | {
        line.middle.release for line in lines if line.middle
    }
    if not named - {""}:
        return ComparedWith()
    basis = Basis.from_json(scorecard.basis)
    of_neighbours = any(c.of for line in lines for c in line.comparators)
    return ComparedWith(
        releases=_releases(scorecard, basis, named),
        neighbours=_neighbours(scorecard, basis.neighbour_list) if of_neighbours else None,
        population=_population(basis.vintage),
    )


def compared_from_json(data: Mapping[str, Any]) -> ComparedWith:
    """What was frozen. A publication from before there were releases says nothing, and compares with none."""
    listed, vintage = data.get("neighbours"), data.get("population")
    return ComparedWith(
        releases=tuple(ReleaseUsed(**release) for release in data.get("releases", ())),
        neighbours=_list_from_json(listed) if listed else None,
        population=VintageUsed(**vintage) if vintage else None,
        figures={
            number: tuple(NeighbourSeen(**seen) for seen in held)
            for number, held in data.get("figures", {}).items()
        },
    )


def _list_from_json(data: Mapping[str, Any]) -> ListUsed:
    return ListUsed(**{**data, "members": tuple(Member(**member) for member in data["members"])})


def _releases(scorecard: Scorecard, basis: Basis, named: set[str]) -> tuple[ReleaseUsed, ...]:
    own = named_releases(scorecard.template.layout)
    found = Release.objects.filter(Q(pk__in=list(basis.releases.values())) | Q(name__in=own))
    return tuple(
        ReleaseUsed(
            dataset=release.dataset.name,
            publisher=publisher_of(release),
            name=release.name,
            released_on=release.released_on.isoformat(),
            imported_on=timezone.localtime(release.imported_at).date().isoformat(),
            sha256=release.sha256,
        )
        for release in found.select_related("dataset").order_by("dataset__name", "name")
        if release.name in named
    )


def _neighbours(scorecard: Scorecard, list_id: int | None) -> ListUsed | None:
    held = NeighbourList.objects.filter(pk=list_id or 0).first()
    if held is None:
        return None
    members = Neighbour.objects.filter(neighbour_list=held, authority=scorecard.authority)
    return ListUsed(
        name=held.name,
        source=held.source,
        own=held.owner_id is not None,
        valid_from=held.valid_from.isoformat(),
        valid_to=held.valid_to.isoformat() if held.valid_to else "",
        sha256=held.sha256,
        members=tuple(
            Member(each.rank, each.neighbour.code, each.neighbour.name, each.closeness)
            for each in members.select_related("neighbour").order_by("rank")
        ),
    )


def _population(vintage_id: int | None) -> VintageUsed | None:
    held = PopulationVintage.objects.filter(pk=vintage_id or 0).first()
    if held is None:
        return None
    imported = timezone.localtime(held.imported_at).date().isoformat()
    return VintageUsed(held.name, imported, held.sha256)
