"""Which lists an authority can be compared by, and which of them holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from authorities.models import Authority, Neighbour, NeighbourChoice, NeighbourList
from authorities.neighbours.choosing import choose_list, make_own_list

__all__ = ["choose_list", "list_in_force", "lists_for", "lists_in_force", "make_own_list", "neighbours_of"]


def lists_for(authority: Authority) -> list[NeighbourList]:
    """The authority's own lists and the national ones that have neighbours for it, newest first."""
    covering = Neighbour.objects.filter(neighbour_list=OuterRef("pk"), authority=authority)
    return list(
        NeighbourList.objects.filter(Q(owner=authority) | Q(owner=None))
        .filter(Exists(covering))
        .order_by("-valid_from", "-made_at", "-pk")
    )


def list_in_force(authority: Authority, day: date) -> NeighbourList | None:
    """The list by which the authority is compared for a period that ends on the day.

    The newest of its choices that begin by the day speaks. Without one, or where the chosen list has
    ended, it is the newest national list that holds on the day and has neighbours for the authority.
    """
    return _in_force([authority.pk], day).get(authority.pk)


def lists_in_force(day: date) -> dict[int, NeighbourList]:
    """As `list_in_force` for every authority that has one, by its key; three queries at most."""
    return _in_force(None, day)


def neighbours_of(authority: Authority, neighbour_list: NeighbourList) -> list[Neighbour]:
    """The authority's neighbours in the list, closest first, each with its `neighbour` loaded."""
    return list(
        Neighbour.objects.filter(neighbour_list=neighbour_list, authority=authority)
        .select_related("neighbour")
        .order_by("rank")
    )


def _in_force(authorities: Iterable[int] | None, day: date) -> dict[int, NeighbourList]:
    only = Q() if authorities is None else Q(authority__in=list(authorities))
    national = NeighbourList.objects.filter(owner=None, valid_from__lte=day).filter(
        Q(valid_to=None) | Q(valid_to__gte=day)
    )
    by_key = {each.pk: each for each in national}
    order = {key: (each.valid_from, each.made_at, key) for key, each in by_key.items()}
    covered = (
        Neighbour.objects.filter(only, neighbour_list__in=by_key)
        .order_by()
        .values_list("neighbour_list", "authority")
        .distinct()
    )
    held: dict[int, NeighbourList] = {}
    # The newest comes last and stays.
    for key, authority in sorted(covered, key=lambda pair: order[pair[0]]):
        held[authority] = by_key[key]
    chosen = (
        NeighbourChoice.objects.filter(only, valid_from__lte=day)
        .select_related("neighbour_list")
        .order_by("chosen_at", "pk")
    )
    newest = {choice.authority_id: choice.neighbour_list for choice in chosen}
    return held | {
        authority: picked
        for authority, picked in newest.items()
        if picked.valid_to is None or picked.valid_to >= day
    }
