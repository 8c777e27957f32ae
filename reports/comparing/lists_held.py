"""Which neighbour list an authority's scorecards compare by, for any of its period ends."""

from __future__ import annotations

from datetime import date

from authorities.models import Authority, NeighbourChoice
from authorities.neighbours.lists import lists_for, speaking


class ListsHeld:
    """The lists and the choices of one authority, read once for all of its scorecards. Two queries."""

    def __init__(self, authority: Authority) -> None:
        self.lists = lists_for(authority)
        chosen = NeighbourChoice.objects.filter(authority=authority).select_related("neighbour_list")
        self._national = [each for each in self.lists if each.owner_id is None]
        self.choices = list(chosen.order_by("-chosen_at", "-id"))

    def on(self, day: date) -> tuple[int | None, int | None]:
        """The key of the list in force on the day, and of the newest choice that holds from it or before."""
        chosen, choice = speaking(self.choices, self._national, day)
        return chosen.pk if chosen else None, choice.pk if choice else None
