"""Made-up months of a small authority and the figures of them, for the tests of what may be told.

Everything is small on purpose, so that much is hidden and much more could be given away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from indicators.calculations.protected import Known, Secret, Summed, small_base
from indicators.calculations.suppression import SMALLEST_BASE, SMALLEST_SHOWN, hides_ratio
from indicators.calculations.worlds import Relation

MONTHS = 18


@dataclass
class MadeUp:
    """Months of each series (index 0 is month 1), levels at month ends from 0, and how they hang together."""

    flows: dict[str, list[int]]
    relations: list[Relation]
    ratios: list[tuple[str, str]]
    levels: dict[str, list[int]] = field(default_factory=dict)

    def summed(self, series: str, start: int | None, end: int) -> Summed:
        if start is None:
            return Summed(series, None, end, self.levels[series][end])
        return Summed(series, start, end, sum(self.flows[series][start:end]))

    def number(self, key: int, series: str, start: int | None, end: int) -> Known:
        summed = self.summed(series, start, end)
        small = 0 < (summed.value or 0) < SMALLEST_SHOWN
        return Known(key, (summed,), hidden=small, secrets=(Secret(summed),) if small else ())

    def ratio(self, key: int, part: str, total: str, start: int, end: int) -> Known:
        top, base = self.summed(part, start, end), self.summed(total, start, end)
        assert top.value is not None and base.value is not None
        if not hides_ratio(top.value, base.value):
            return Known(key, (top, base))
        rest = Summed(self._rest(total, part), start, end, base.value - top.value)
        secrets = [Secret(one) for one in (top, rest) if 0 < (one.value or 0) < SMALLEST_SHOWN]
        if base.value < SMALLEST_BASE:
            secrets.append(small_base(base))
        return Known(key, (top, base), hidden=True, secrets=tuple(secrets))

    def _rest(self, total: str, part: str) -> str:
        return next(one.others for one in self.relations if (one.total, one.part) == (total, part))


def flow(random: Random, mean: float) -> list[int]:
    return [sum(random.random() < mean / 20 for _ in range(20)) for _ in range(MONTHS)]


def some_of(random: Random, months: list[int], share: float) -> list[int]:
    return [sum(random.random() < share for _ in range(n)) for n in months]


def two_measures(random: Random) -> MadeUp:
    """Two parts of one total, which may overlap."""
    total = flow(random, random.choice([0.5, 1, 2, 4, 8]))
    one, two = (some_of(random, total, random.choice([0.05, 0.2, 0.5, 0.9])) for _ in range(2))
    relations = [Relation("total", "one"), Relation("total", "two")]
    return MadeUp({"total": total, "one": one, "two": two}, relations, [("one", "total"), ("two", "total")])


def parts_of_parts(random: Random) -> MadeUp:
    """A part, and a part of that part."""
    total = flow(random, random.choice([1, 2, 4, 8]))
    wide = some_of(random, total, random.choice([0.3, 0.6, 0.9]))
    narrow = some_of(random, wide, 0.6)
    relations = [Relation("total", "wide"), Relation("wide", "narrow"), Relation("total", "narrow")]
    flows = {"total": total, "wide": wide, "narrow": narrow}
    return MadeUp(flows, relations, [("wide", "total"), ("narrow", "total")])


def two_parts_with_names(random: Random) -> MadeUp:
    """Two counted parts that make up a total."""
    total = flow(random, random.choice([1, 2, 4, 8]))
    led = some_of(random, total, random.choice([0.2, 0.5, 0.8]))
    rest = [a - b for a, b in zip(total, led, strict=True)]
    flows = {"decided": total, "led": led, "needless": rest}
    return MadeUp(flows, [Relation("decided", "led", "needless")], [("led", "decided")])


def begun_and_ended(random: Random) -> MadeUp:
    """A stock between what began and what ended, and a part of each."""
    mean = random.choice([0.5, 1, 2, 4])
    begun, wished, open_now, ended = flow(random, mean), flow(random, mean), [random.choice([5, 15, 40])], []
    for new, old in zip(begun, wished, strict=True):
        ended.append(min(old, open_now[-1] + new))
        open_now.append(open_now[-1] + new - ended[-1])
    flows = {"begun": begun, "ended": ended, "again": some_of(random, begun, 0.3)}
    flows["long"] = some_of(random, ended, 0.2)
    relations = [
        Relation("begun", "ended", "open", level=True),
        Relation("begun", "again"),
        Relation("ended", "long"),
    ]
    return MadeUp(flows, relations, [("again", "begun"), ("long", "ended")], {"open": open_now})


SHAPES: list[Callable[[Random], MadeUp]] = [
    two_measures,
    parts_of_parts,
    two_parts_with_names,
    begun_and_ended,
]


def quarters_of(made: MadeUp, random: Random) -> Iterator[list[Known]]:
    """The figures of one quarter end after another, each quarter's in their order of worth."""
    windows = sorted(random.sample([1, 3, 6, 12], 2), reverse=True)
    asked = [(part, total) for part, total in made.ratios if random.random() < 0.85]
    counted = [name for name in made.flows if random.random() < 0.4]
    keys = count(1)
    for end in range(3, MONTHS + 1, 3):
        figures: list[Known] = []
        for start in (end - window for window in windows if window <= end):
            figures += [made.ratio(next(keys), part, total, start, end) for part, total in asked]
            figures += [made.number(next(keys), name, start, end) for name in counted]
        figures += [made.number(next(keys), name, None, end) for name in made.levels]
        yield figures


def with_told(figures: list[Known], keys: list[int]) -> list[Known]:
    chosen = set(keys)
    return [replace(each, told=True) if each.key in chosen else each for each in figures]
