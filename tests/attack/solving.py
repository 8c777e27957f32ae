"""From what was seen to how far each hidden count is free.

What the one who solves knows besides the figures: how counts hang together (catalogue.py); and where some
hidden counts have an arrow beside them, that those are hidden for being 1 to 5, and those beside a shown
count without one are not. Which of the others are small nobody can tell: all may be for another's sake.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.calculations.periods import Window
from tests.attack.catalogue import (
    AT_MOST,
    CHILDREN_OF,
    DISTINCT,
    FLOWS,
    KEPT_UP,
    MEASURES,
    POPULATION,
    STILL_THERE,
    STOCKS,
    TOGETHER,
    months_of,
)
from tests.attack.seeing import Figure, Key, Seen
from tests.attack.system import Room, Sum, System

SMALLEST_SHOWN = 6
# Fewer values left than this and a hidden count is as good as told.
FEWEST_VALUES = 3
HALF = 0.05
# These stocks are other ones after a correction; the rest of the stocks no late entry changes.
MOVED = frozenset(stock for stock, *_ in KEPT_UP)


@dataclass(frozen=True, slots=True)
class Hidden:
    """One hidden count: the numerator, the denominator or the rest of a figure that was never shown."""

    key: Key
    part: str
    of: tuple[tuple[int, float], ...]


@dataclass
class Attack:
    """The system of one authority. `late` are the months of the quarter that was corrected."""

    place: str
    months: range
    late: range
    population: float | None = None
    system: System = field(default_factory=System)
    given: set[tuple[tuple[int, float], ...]] = field(default_factory=set)

    def learn(self, seen: Seen) -> list[Hidden]:
        """Lay out all that was seen; the counts that remain hidden."""
        shown = {key: figure for key, figure in seen.shown.items() if key.place == self.place}
        for key, figure in shown.items():
            if MEASURES[key.code].denominator == POPULATION and figure.denominator is not None:
                self.population = float(figure.denominator)
        for key, figure in shown.items():
            self._take(key, figure)
        self._know_relations()
        hidden = [key for key in seen.never_shown if key.place == self.place]
        for key in sorted(seen.small.intersection(hidden)):
            self.system.holds(self._numerator(key), 1, _smallest_shown(key) - 1)
        if seen.small:
            self._know_what_is_not_small([key for key in hidden if key in seen.not_small])
        return [found for key in hidden for found in self._parts_of(key)]

    def _know_what_is_not_small(self, keys: list[Key]) -> None:
        """None of them is 1 to 5; where the rest of what is known excludes nought, it is 6 or more."""
        rooms = self.system.rooms([self._numerator(key) for key in keys], math.inf)
        for key, room in zip(keys, rooms, strict=True):
            if room.low > 1e-3:
                self.system.holds(self._numerator(key), _smallest_shown(key), math.inf)

    def _numerator(self, key: Key) -> Sum:
        return self._sum(MEASURES[key.code].numerator, key)

    def _take(self, key: Key, figure: Figure) -> None:
        measure = MEASURES[key.code]
        top = self._sum(measure.numerator, key)
        public = measure.denominator in ("", POPULATION)
        if figure.numerator is not None:
            self._is(top, float(figure.numerator))
        if figure.denominator is not None and not public:
            self._is(self._sum(measure.denominator, key), float(figure.denominator))
        if figure.numerator is None and not public:
            base = self._sum(measure.denominator, key)
            self.system.holds(base, 1, math.inf)
            for sign in (1, -1):
                share = (float(figure.value) + sign * HALF) / 100
                weights = {place: -share * weight for place, weight in base.items()}
                for place, weight in top.items():
                    weights[place] = weights.get(place, 0) + weight
                self.system.holds(weights, *((-math.inf, 1e-9) if sign > 0 else (-1e-9, math.inf)))
        if figure.numerator is None and measure.denominator == POPULATION:
            self._take_rate(key, figure, top)

    def _take_rate(self, key: Key, figure: Figure, top: Sum) -> None:
        if self.population is None:
            return
        # Rates of less than a year are scaled to one.
        times = 1 if key.window in (Window.S, Window.R12) else 12 / len(months_of(key.window, key.last))
        low, high = ((float(figure.value) + s * HALF) * self.population / 10_000 / times for s in (-1, 1))
        self.system.holds(top, low - 1e-9, high + 1e-9)

    def _is(self, of: Sum, count: float) -> None:
        self.given.add(tuple(sorted(of.items())))
        self.system.holds(of, count, count)

    def _parts_of(self, key: Key) -> Iterable[Hidden]:
        measure = MEASURES[key.code]
        counts = {"numerator": self._sum(measure.numerator, key)}
        if measure.denominator not in ("", POPULATION):
            counts["denominator"] = self._sum(measure.denominator, key)
            counts["rest"] = dict(counts["denominator"])
            for place, weight in counts["numerator"].items():
                counts["rest"][place] = counts["rest"].get(place, 0) - weight
        for part, of in counts.items():
            entry = tuple(sorted(of.items()))
            # What another figure shows is not hidden.
            if entry not in self.given:
                yield Hidden(key, part, entry)

    def _sum(self, series: str, key: Key) -> Sum:
        return self._count(series, key.window, key.last, key.corrected)

    def _count(self, series: str, window: Window, last: int, corrected: bool) -> Sum:
        if series in DISTINCT:
            return {self.system.unknown((series, window, last, corrected)): 1.0}
        return {self._month(series, month, corrected): 1.0 for month in months_of(window, last)}

    def _month(self, series: str, month: int, corrected: bool) -> int:
        """One unknown a month; a correction makes others of its quarter's flows and what they move."""
        after = bool(self.late) and month >= self.late.start
        moved = month in self.late if series in FLOWS else series in MOVED and after
        return self.system.unknown((series, month, corrected and moved))

    def _know_relations(self) -> None:
        for corrected in (False, True):
            for month in self.months:
                for parts, whole in AT_MOST:
                    self._compare(parts, whole, month, corrected, -math.inf)
                for parts, whole in TOGETHER:
                    self._compare(parts, whole, month, corrected, 0)
                if month > self.months[0]:
                    self._know_stocks(month, corrected)
        for name in list(self.system.places):
            if isinstance(name, tuple) and name[0] in DISTINCT:
                self._know_children(*name)

    def _compare(self, parts: tuple[str, ...], whole: str, month: int, corrected: bool, low: float) -> None:
        if whole in STOCKS and month % 3 != 2 and whole not in MOVED:
            return
        of = {self._month(whole, month, corrected): -1.0}
        of |= {self._month(part, month, corrected): 1.0 for part in parts}
        self.system.holds(of, low, 0)

    def _know_stocks(self, month: int, corrected: bool) -> None:
        for stock, begun, ended in KEPT_UP:
            now, before = (self._month(stock, at, corrected) for at in (month, month - 1))
            of = {now: 1.0, before: -1.0, self._month(begun, month, corrected): -1.0}
            self.system.holds(of | {self._month(ended, month, corrected): 1.0}, 0, 0)
        for stock, ended in STILL_THERE:
            now, before = (self._month(stock, at, corrected) for at in (month, month - 1))
            self.system.holds({now: 1, before: -1, self._month(ended, month, corrected): 1}, 0, math.inf)

    def _know_children(self, series: str, window: Window, last: int, corrected: bool) -> None:
        own = self.system.unknown((series, window, last, corrected))
        events = self._count(dict(CHILDREN_OF)[series], window, last, corrected)
        self.system.holds({own: 1.0} | dict.fromkeys(events, -1.0), -math.inf, 0)
        half = self.system.places.get((series, Window.R6, last, corrected))
        if window is Window.R12 and half is not None:
            self.system.holds({own: 1.0, half: -1.0}, 0, math.inf)
        if series == "child referred":
            # A child's second referral of a year is a re-referral.
            again = self._count("re-referral", window, last, corrected)
            both = dict.fromkeys(again, 1.0) | dict.fromkeys(events, -1.0) | {own: 1.0}
            self.system.holds(both, 0, math.inf)
            other = self.system.places.get(("child re-referred", window, last, corrected))
            if other is not None:
                self.system.holds({own: 1.0, other: -1.0}, 0, math.inf)


def _smallest_shown(key: Key) -> int:
    """Of a mean of twelve months the total that is shown: one below would be read as a small count."""
    return SMALLEST_SHOWN * (12 if key.window is Window.MEAN12 else 1)


@dataclass(frozen=True, slots=True)
class Finding:
    hidden: Hidden
    room: Room


def solve(attack: Attack, seen: Seen, enough: int = FEWEST_VALUES) -> list[Finding]:
    """Every hidden count of the authority with its room, exact where fewer than `enough` values are left."""
    hidden = attack.learn(seen)
    rooms = attack.system.rooms([dict(each.of) for each in hidden], enough)
    return [Finding(each, room) for each, room in zip(hidden, rooms, strict=True)]
