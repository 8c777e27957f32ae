"""What would change if an authority compared itself by another list of neighbours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.db.models import Q

from authorities.models import Authority, Neighbour, NeighbourList
from indicators.calculations.figures import Unit
from indicators.models import Benchmark


class Basis(Protocol):
    """What a comparison rests on: ids of the releases by the key of their dataset, and of the vintage."""

    @property
    def releases(self) -> Mapping[str, int]: ...

    @property
    def vintage(self) -> int | None: ...


class Side(StrEnum):
    """Where the authority's figure lies from its neighbours' mean; NONE where one of the two is missing."""

    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal to"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Among:
    """One list's comparison: mean, how many of the neighbours had a figure, and which side of it we are.

    `higher` and `lower` count the neighbours with a higher and a lower figure; 0 where we have none.
    """

    mean: Decimal | None
    used: int
    listed: int
    side: Side
    higher: int
    lower: int


@dataclass(frozen=True, slots=True)
class ChangedComparison:
    """One headline series in the newest year of its release, by the list that is used and by the other."""

    benchmark: Benchmark
    value: Decimal | None
    symbol: str
    before: Among
    after: Among

    @property
    def is_comparison(self) -> bool:
        """Whether there is a mean on either list to set our figure against."""
        return Side.NONE not in (self.before.side, self.after.side)

    @property
    def begins(self) -> bool:
        return self.before.side is Side.NONE and self.after.side is not Side.NONE

    @property
    def ends(self) -> bool:
        return self.after.side is Side.NONE and self.before.side is not Side.NONE

    @property
    def changes_side(self) -> bool:
        """Only where there is a side before and after: neighbours without figures are on no side of us."""
        return self.is_comparison and self.before.side != self.after.side

    @property
    def changes_place(self) -> bool:
        """Whether another number of neighbours have a higher, or a lower, figure than ours."""
        places = [(among.higher, among.lower) for among in (self.before, self.after)]
        return self.is_comparison and places[0] != places[1]

    @property
    def changes(self) -> bool:
        return self.changes_side or self.changes_place or self.begins or self.ends


def preview_switch(
    *, authority: Authority, now: NeighbourList | None, then: NeighbourList, basis: Basis
) -> list[ChangedComparison]:
    """Every headline series of the releases but counts, in its newest year, by both lists; by code.

    `now` is None where no list is used. The benchmarks of both lists are read, not reckoned: they are built
    when a list is taken in. Three queries.
    """
    held = _newest(authority, now, then, basis)
    if not held:
        return []
    members = _members(authority, now, then)
    figures = _figures(set().union(*members.values()), [next(iter(rows.values())) for rows in held])
    found = []
    for rows in held:
        shown = rows.get(now.pk if now else None) or rows.get(then.pk) or rows[None]
        before, after = (
            _among(shown, rows.get(one.pk) if one else None, members[one.pk] if one else [], figures)
            for one in (now, then)
        )
        found.append(ChangedComparison(shown, shown.authority_value, shown.authority_symbol, before, after))
    return sorted(found, key=lambda each: (each.benchmark.series.indicator.code, each.benchmark.series.key))


# One series in its newest year, by the id of the list; None: without neighbours.
Rows = dict[int | None, Benchmark]
# A figure of a neighbour: series, year, release, vintage and authority.
Key = tuple[int, int, int, int | None, int]


def _newest(authority: Authority, now: NeighbourList | None, then: NeighbourList, basis: Basis) -> list[Rows]:
    held = (
        Benchmark.objects.filter(
            Q(neighbour_list=None) | Q(neighbour_list__in=[one.pk for one in (now, then) if one]),
            Q(vintage=None) | Q(vintage=basis.vintage),
            authority=authority,
            release__in=list(basis.releases.values()),
            series__headline=True,
        )
        .exclude(series__indicator__unit=Unit.NUMBER)
        .select_related("series__indicator", "release__dataset", "neighbour_list", "vintage")
    )
    found: dict[tuple[int, int], Rows] = {}
    for row in held.order_by("-year", "pk"):
        rows = found.setdefault((row.series_id, row.release_id), {})
        if all(other.year == row.year for other in rows.values()):
            rows.setdefault(row.neighbour_list_id, row)
    return list(found.values())


def _members(authority: Authority, *lists: NeighbourList | None) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {one.pk: [] for one in lists if one}
    held = Neighbour.objects.filter(authority=authority, neighbour_list__in=list(found))
    for pk, neighbour in held.values_list("neighbour_list", "neighbour"):
        found[pk].append(neighbour)
    return found


def _figures(neighbours: Collection[int], wanted: Sequence[Benchmark]) -> dict[Key, Decimal]:
    """The neighbours' own figures, from their benchmarks without neighbours, which everybody has."""
    held = Benchmark.objects.filter(
        authority__in=list(neighbours),
        neighbour_list=None,
        series__in={row.series_id for row in wanted},
        release__in={row.release_id for row in wanted},
        year__in={row.year for row in wanted},
        authority_value__isnull=False,
    )
    cells = held.values_list("series", "year", "release", "vintage", "authority", "authority_value")
    return {cell[:5]: value for cell in cells if (value := cell[5]) is not None}


def _among(
    shown: Benchmark, row: Benchmark | None, members: Sequence[int], figures: Mapping[Key, Decimal]
) -> Among:
    own = shown.authority_value
    key = (shown.series_id, shown.year, shown.release_id, shown.vintage_id)
    others = [figures[*key, member] for member in members if (*key, member) in figures]
    mean = row.neighbour_mean if row else None
    return Among(
        mean=mean,
        used=row.neighbours_used if row else 0,
        listed=len(members),
        side=side_of(own, mean),
        higher=sum(own is not None and other > own for other in others),
        lower=sum(own is not None and other < own for other in others),
    )


def side_of(own: Decimal | None, mean: Decimal | None) -> Side:
    """The side of the mean that our figure lies on; NONE where one of the two is missing."""
    if own is None or mean is None:
        return Side.NONE
    if own == mean:
        return Side.EQUAL
    return Side.ABOVE if own > mean else Side.BELOW
