"""Which neighbour list an authority's scorecards compare by, for any of its period ends."""

from __future__ import annotations

from datetime import date

from authorities.models import Authority, NeighbourChoice, NeighbourList
from authorities.neighbours.lists import lists_for


class ListsHeld:
    """The lists and the choices of one authority, read once for all of its scorecards. Two queries."""

    def __init__(self, authority: Authority) -> None:
        self.lists = list(lists_for(authority))
        chosen = NeighbourChoice.objects.filter(authority=authority).select_related("neighbour_list")
        self.choices = list(chosen.order_by("-chosen_at", "-id"))

    def on(self, day: date) -> tuple[int | None, int | None]:
        """The key of the list in force on the day, and of the newest choice that holds from it or before."""
        choice = next((choice for choice in self.choices if choice.valid_from <= day), None)
        chosen = choice.neighbour_list if choice and _holds(choice.neighbour_list, day) else None
        chosen = chosen or self._national(day)
        return chosen.pk if chosen else None, choice.pk if choice else None

    def _national(self, day: date) -> NeighbourList | None:
        """As authorities.neighbours.lists.list_in_force says it, without a query for each day."""
        national = (each for each in self.lists if each.owner_id is None)
        return next((each for each in national if each.valid_from <= day and _holds(each, day)), None)


def _holds(neighbour_list: NeighbourList, day: date) -> bool:
    return neighbour_list.valid_to is None or neighbour_list.valid_to >= day
