"""One world of whole numbers that agrees with an authority's figures, and the ways in which it could differ.

Figures are sums over months of series of counts (referrals; those of them that were repeats; the others). The
series hang together: a total is one part and the rest. A way of differing moves some series together, each up
or down alike, so that every total still is its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.calculations.inference import (
    FAR,
    Bounds,
    Totals,
    close,
    differences,
    learnt,
    spread_out,
    tightened,
    unbounded,
)

# The place that counts at a period end are counted from; months come after it.
GROUND = 0
# How many series one way moves to keep one relation after another true.
LONGEST_REPAIR = 4
Signs = dict[str, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """In every month `total` is `part` and `rest` together. `rest` '' is what is left, without a name.

    Where `level`, the rest is counted at period ends and what it gained is total less part: plans open now
    less plans open then are plans started less plans ended.
    """

    total: str
    part: str
    rest: str = ""
    level: bool = False

    @property
    def others(self) -> str:
        """The name of the rest, given or made."""
        return self.rest or f"{self.total} less {self.part}"


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a series over the months after place `start`, up to place `end`.

    From the ground where it is counted at a period end. `least` and `most` are equal where it is known.
    """

    series: str
    start: int
    end: int
    least: int
    most: int


class Family:
    """Series that hang together, over so many places; a `level` series is counted at period ends."""

    def __init__(
        self, series: Iterable[str], levels: Iterable[str], relations: Sequence[Relation], places: int
    ) -> None:
        self.relations, self.places = relations, places
        third = [name for each in relations for name in (each.total, each.part, each.others)]
        self.levels = {*levels, *(each.others for each in relations if each.level)}
        self.series = list(dict.fromkeys([*series, *third]))
        self.unnamed = {each.others for each in relations if not each.rest}

    def world(self, counts: Iterable[Count]) -> dict[str, Totals]:
        """The running totals of each series in one world, which has the counts as far as they agree.

        Totals are settled before their parts, each as evenly over the months as its bounds let it be.
        """
        known = self.known(counts)
        order = self._totals_first()
        for name in reversed(order):
            for each in self.relations:
                if each.total == name:
                    together = np.minimum(known[each.part] + known[each.others], FAR)
                    known[name] = tightened(known[name], together)
        settled: dict[str, Totals] = {}
        for name in order:
            settled[name] = self._settled(name, known, settled)
        return settled

    def known(self, counts: Iterable[Count]) -> dict[str, Bounds]:
        """What the counts of each series say of that series, taken for itself."""
        known = {name: self._bounds(name) for name in self.series}
        for count in counts:
            bounds = known[count.series]
            known[count.series] = learnt(bounds, count.start, count.end, count.least, count.most)
        return known

    def _bounds(self, name: str) -> Bounds:
        """Counts are never below nought."""
        bounds = unbounded(self.places)
        if name in self.levels:
            bounds[1:, GROUND] = 0
        else:
            months = np.arange(1, self.places - 1)
            bounds[months + 1, months] = 0
        return close(bounds)

    def _settled(self, name: str, known: Mapping[str, Bounds], settled: Mapping[str, Totals]) -> Totals:
        bounds = known[name]
        for each in self.relations:
            if each.others == name and each.total in settled and each.part in settled:
                return self._rest(name, bounds, settled[each.total] - settled[each.part])
            if each.part == name and each.total in settled:
                # What the total leaves when the rest takes its most or least.
                left = np.minimum(differences(settled[each.total]) + known[each.others].T, FAR)
                bounds = tightened(bounds, left)
        return spread_out(bounds, GROUND if name in self.levels else GROUND + 1)

    def _rest(self, name: str, bounds: Bounds, totals: Totals) -> Totals:
        """The rest as total and part leave it; a level stands at such a height that it agrees at its ends."""
        if name not in self.levels:
            return totals
        gained = unbounded(self.places)
        gained[1:, 1:] = differences(totals[1:])
        fitting = tightened(bounds, gained)
        if fitting is not bounds:
            return spread_out(fitting, GROUND)
        return totals + max(0, -int(totals[1:].min(initial=0)))

    def _totals_first(self) -> list[str]:
        """Totals before their parts, parts before what is left."""
        above: dict[str, set[str]] = {name: set() for name in self.series}
        for each in self.relations:
            above[each.part].add(each.total)
            above[each.others] |= {each.total, each.part}
        ordered: dict[str, None] = {}
        while len(ordered) < len(above):
            free = [name for name in above if name not in ordered and above[name] <= ordered.keys()]
            # A ring of totals cannot be ordered: the loader refuses one, and here it is taken as it comes.
            ordered |= dict.fromkeys(free or [name for name in above if name not in ordered])
        return list(ordered)

    def ways(self) -> list[Signs]:
        """Each way of differing once: 1 for a series that moves up, -1 for one that moves down meanwhile."""
        found: dict[frozenset[tuple[str, int]], Signs] = {}
        for seed in self._seeds():
            for signs in self._kept_true(seed, LONGEST_REPAIR):
                moved = frozenset(signs.items())
                if moved and frozenset((name, -sign) for name, sign in moved) not in found:
                    found.setdefault(moved, signs)
        return list(found.values())

    def _seeds(self) -> Iterator[Signs]:
        """Each series alone, with one above it after another, with one part, and with all its parts."""
        for name in self.series:
            if name in self.unnamed:
                continue
            yield {name: 1}
            for each in self.relations:
                if each.total == name:
                    yield {name: 1, each.part: 1}
            above = {name}
            while further := {each.total for each in self.relations if each.part in above} - above:
                above |= further
                yield dict.fromkeys(above, 1)
            below = {name}
            while further := {each.part for each in self.relations if each.total in below} - below:
                below |= further
                yield dict.fromkeys(below, 1)

    def _kept_true(self, signs: Signs, steps: int) -> Iterator[Signs]:
        """The seed with what must move besides, so that each total still is its parts."""
        for each in self.relations:
            names = (each.total, each.part, each.others)
            total, part, rest = (signs.get(name, 0) for name in names)
            if total == part + rest:
                continue
            missing = {each.total: part + rest, each.part: total - rest, each.others: total - part}
            free = [name for name in names if name not in signs]
            if not each.rest:
                free = [name for name in free if name == each.others]
            for name in free if steps or not each.rest else ():
                if abs(missing[name]) == 1:
                    repaired = signs | {name: missing[name]}
                    yield from self._kept_true(repaired, steps - bool(each.rest))
            return
        yield signs
