"""Secondary disclosure control: which figures can be told beside those that are hidden and those told before.

A hidden figure protects counts: its numerator, the rest, a small base. Others would give it back: twelve
months less six, the quarters of a shown year, the same count as part of another measure. A figure is told
only while each protected count keeps three whole numbers that it can be, for somebody who has everything
that was told, knows by how much figures that contradict each other disagree, and knows the rule by which
small counts are hidden. `room` says how that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.calculations.protected import Known, Summed, first_month
from indicators.calculations.room import Room
from indicators.calculations.worlds import Relation


def may_be_told(figures: Sequence[Known], relations: Iterable[Relation]) -> list[int]:
    """The keys of those that may be told now, of figures in their order of worth.

    A figure that was told stays told, whatever it gives away; each other is judged beside those before it.
    Asking again, with what came of it told, gives nothing more. Counts must be whole numbers from nought.
    """
    told: list[int] = []
    for group, related in _groups(figures, list(relations)):
        waiting = [each for each in group if not each.told and not each.hidden]
        secrets = [one.count for each in group for one in each.secrets]
        if waiting and secrets:
            waiting = [each for each in waiting if not _hints_at(each, secrets)]
            waiting = _tellable(waiting, Room(group, related))
        told += [each.key for each in waiting]
    return told


def _tellable(waiting: Sequence[Known], room: Room) -> list[Known]:
    """Those that the room allows, asked again while it does: what follows from others gives nothing."""
    told: list[Known] = []
    while found := [each for each in waiting if not each.counts or room.tell(each)]:
        told += found
        waiting = [each for each in waiting if each not in found]
    return told


def _hints_at(figure: Known, secrets: Iterable[Summed]) -> bool:
    """Whether a figure without its parts says something of the months of what is hidden in its group.

    How much it says hangs on its decimals and on what else is known, so it is not told at all.
    """
    return any(
        first_month(hint) <= count.end and first_month(count) <= hint.end
        for hint in figure.hints
        for count in secrets
    )


def _groups(
    figures: Sequence[Known], relations: Sequence[Relation]
) -> list[tuple[list[Known], list[Relation]]]:
    """The figures in groups that have no series in common, each with the relations among its series."""
    sets = _Sets()
    leads = [
        sets.joined([c.series for c in (*each.all_counts, *each.hints)] or [f"{each.key!r}"])
        for each in figures
    ]
    for each in relations:
        sets.joined([each.total, each.part, each.others])
    groups: dict[str, tuple[list[Known], list[Relation]]] = {}
    for figure, lead in zip(figures, leads, strict=True):
        groups.setdefault(sets.lead(lead), ([], []))[0].append(figure)
    for each in relations:
        if (lead := sets.lead(each.total)) in groups:
            groups[lead][1].append(each)
    return list(groups.values())


class _Sets:
    """Names that belong together, directly or through others; each set has one that leads it."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def lead(self, name: str) -> str:
        while (above := self._above.setdefault(name, name)) != name:
            name = above
        return name

    def joined(self, names: Sequence[str]) -> str:
        for name in names:
            self._above[self.lead(name)] = self.lead(names[0])
        return names[0]
