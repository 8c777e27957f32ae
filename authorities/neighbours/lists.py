"""Which lists an authority can be compared by, and which of them holds on a day."""

from __future__ import annotations

from collections import defaultdict
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


def speaking(
    choices: Iterable[NeighbourChoice], national: Iterable[NeighbourList], day: date
) -> tuple[NeighbourList | None, NeighbourChoice | None]:
    """The list in force on a day, and the choice that is the newest then; both in memory, newest first."""
    choice = next((each for each in choices if each.valid_from <= day), None)
    if choice is not None and _holds(choice.neighbour_list, day):
        return choice.neighbour_list, choice
    return next((each for each in national if each.valid_from <= day and _holds(each, day)), None), choice


def _holds(neighbour_list: NeighbourList, day: date) -> bool:
    return neighbour_list.valid_to is None or neighbour_list.valid_to >= day


def _in_force(authorities: Iterable[int] | None, day: date) -> dict[int, NeighbourList]:
    only = Q() if authorities is None else Q(authority__in=list(authorities))
    national = list(
        NeighbourList.objects.filter(owner=None, valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gte=day))
        .order_by("-valid_from", "-made_at", "-pk")
    )
    covered = set(
        Neighbour.objects.filter(only, neighbour_list__in=national)
        .order_by()
        .values_list("authority", "neighbour_list")
        .distinct()
    )
    choices: dict[int, list[NeighbourChoice]] = defaultdict(list)
    for choice in (
        NeighbourChoice.objects.filter(only, valid_from__lte=day)
        .select_related("neighbour_list")
        .order_by("-chosen_at", "-pk")
    ):
        choices[choice.authority_id].append(choice)
    found = {}
    for authority in {pk for pk, _ in covered} | choices.keys():
        own = [each for each in national if (authority, each.pk) in covered]
        found[authority], _ = speaking(choices[authority], own, day)
    return {authority: chosen for authority, chosen in found.items() if chosen is not None}
