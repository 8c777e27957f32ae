"""The authorities that are compared with each other, as the rows of a table, and their neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from authorities.models import Authority, Neighbour, NeighbourList

Row = int
# A list's members by the row of the authority they are neighbours of, the closest first.
Members = dict[Row, list[Row]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Authorities in the order of their codes, with the row of each by its id."""

    authorities: tuple[Authority, ...]
    of: Mapping[int, Row]

    @classmethod
    def load(cls, *, fictional: bool) -> Rows:
        """Every authority that is or was, real or fictional: the two are never compared. One query."""
        held = Authority.objects.filter(fictional=fictional).select_related("region").order_by("code")
        return cls(tuple(held), {authority.pk: row for row, authority in enumerate(held)})

    def existing(self, days: Sequence[date]) -> NDArray[np.bool_]:
        """Authorities x days: which of them existed on which day."""
        there = [[authority.existed_on(day) for day in days] for authority in self.authorities]
        return np.array(there, dtype=np.bool_).reshape(len(self.authorities), len(days))


@dataclass(frozen=True, slots=True)
class Layer:
    """Neighbours of the authorities, at most one list an authority, so that one pass compares all of them.

    `neighbours` is authorities x most neighbours: rows in order of closeness, -1 for none. `lists` are the
    lists' ids (None: without neighbours) of the rows that are compared.
    """

    neighbours: NDArray[np.intp]
    lists: Mapping[Row, int | None]


def without_neighbours(rows: Rows) -> Layer:
    """For everybody: the comparisons that need no list."""
    many = len(rows.authorities)
    return Layer(np.full((many, 0), -1, dtype=np.intp), dict.fromkeys(range(many)))


def layers(rows: Rows, lists: Iterable[NeighbourList]) -> list[Layer]:
    """A layer for each national list; own lists share layers, one list an owner in each. One query."""
    wanted = list(lists)
    members = _members(rows, wanted)
    own: dict[int, list[NeighbourList]] = defaultdict(list)
    found = []
    for one in wanted:
        if one.owner_id is None:
            found.append(_layer(rows, members[one.pk], dict.fromkeys(members[one.pk], one.pk)))
        elif one.owner_id in rows.of:
            own[rows.of[one.owner_id]].append(one)
    for depth in range(max(map(len, own.values()), default=0)):
        shared = {row: held[depth].pk for row, held in own.items() if depth < len(held)}
        of_owners = {row: members[pk].get(row, []) for row, pk in shared.items()}
        found.append(_layer(rows, of_owners, shared))
    return found


def _members(rows: Rows, lists: Sequence[NeighbourList]) -> dict[int, Members]:
    found: dict[int, Members] = {one.pk: {} for one in lists}
    held = Neighbour.objects.filter(neighbour_list__in=list(found)).order_by("neighbour_list", "rank")
    for pk, authority, neighbour in held.values_list("neighbour_list", "authority", "neighbour"):
        if authority in rows.of and neighbour in rows.of:
            found[pk].setdefault(rows.of[authority], []).append(rows.of[neighbour])
    return found


def _layer(rows: Rows, members: Members, lists: Mapping[Row, int]) -> Layer:
    most = max(map(len, members.values()), default=0)
    neighbours = np.full((len(rows.authorities), most), -1, dtype=np.intp)
    for row, found in members.items():
        neighbours[row, : len(found)] = found
    return Layer(neighbours, dict(lists))
