"""What remains open about the protected counts of one family of series, as more and more is told.

For every way in which the series could differ from one world (`worlds`), the bounds of how far: no count may
fall below nought, hidden ones stay small, told ones do not move. What a protected count can still be, one way
or another, can therefore really be; other ways are not tried, so more may be open, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indicators.calculations.inference import FAR, Bounds, close, tied, unbounded
from indicators.calculations.protected import Known, Secret, Summed, first_month
from indicators.calculations.worlds import GROUND, Count, Family, Relation

Numbers = NDArray[np.int64]


class Room:
    """The room that is left to the secrets of some figures, beside those of them that are told."""

    def __init__(self, figures: Sequence[Known], relations: Sequence[Relation]) -> None:
        counts = [count for figure in figures for count in figure.all_counts]
        months = sorted({month for each in counts for month in (each.start, each.end) if month is not None})
        self._place: dict[int | None, int] = {None: GROUND}
        self._place |= {month: place for place, month in enumerate(months, start=GROUND + 1)}
        levels = [each.series for each in counts if each.start is None]
        family = Family([each.series for each in counts], levels, relations, len(self._place))
        self._world = family.world(self._counts(figures))
        self._levels = family.levels
        self._number = {name: number for number, name in enumerate(family.series)}
        # [way, series]: 1 where the series moves up, -1 where down, 0 where it stays.
        self._signs = np.array([[way.get(name, 0) for name in family.series] for way in family.ways()])
        self._secrets = [one for each in figures for one in each.secrets if self._stands(one)]
        self._told = {count for each in figures if each.told for count in each.counts}
        self._bounds = self._limits(self._told)
        self._starts = np.array([self._place[one.count.start] for one in self._secrets], dtype=np.int64)
        self._ends = np.array([self._place[one.count.end] for one in self._secrets], dtype=np.int64)
        self._apart = np.array([one.apart for one in self._secrets], dtype=np.int64)
        series = [self._number[one.count.series] for one in self._secrets]
        # [way, secret]: whether the way moves it.
        self._moves = self._signs[:, series] != 0
        self._widths = self._left(self._bounds, np.arange(len(self._signs)))
        best = self._widths.max(axis=0, initial=0)
        self._least = np.minimum(best, self._apart)
        self._unproven = self._spans_around(best, family, figures)

    def tell(self, figure: Known) -> bool:
        """Tell the figure if every secret keeps its room; whether it was told."""
        counts = [count for count in figure.counts if count not in self._told]
        if any(self._is_near_unproven(count) for count in counts):
            return False
        touched = np.flatnonzero(self._signs[:, [self._number[each.series] for each in counts]].any(axis=1))
        bounds = self._bounds[touched]
        for count in counts:
            start, end = self._place[count.start], self._place[count.end]
            moved = self._signs[touched, self._number[count.series]] != 0
            if (bounds[moved, start, end] > 0).any() or (bounds[moved, end, start] > 0).any():
                bounds[moved] = tied(bounds[moved], start, end)
        widths = self._widths.copy()
        widths[touched] = self._left(bounds, touched)
        if (widths.max(axis=0, initial=0) < self._least).any():
            return False
        self._bounds[touched], self._widths = bounds, widths
        self._told |= set(counts)
        return True

    def _left(self, bounds: Bounds, ways: Numbers) -> Numbers:
        """[way, secret]: how far apart the secret's ends are, 0 where the way does not move it."""
        spans = bounds[:, self._starts, self._ends] + bounds[:, self._ends, self._starts]
        return np.where(self._moves[ways], spans, 0)

    def _counts(self, figures: Iterable[Known], *, by_rule: bool = False) -> Iterator[Count]:
        """What is so of each count; of secrets only what the rule says, where asked."""
        for figure in figures:
            ranges = [(each.count, each.least, each.most) for each in figure.secrets]
            for one, least, most in [*ranges, *((each, 0, FAR) for each in figure.counts)]:
                if one.value is not None and not (by_rule and not figure.told):
                    least = most = one.value
                yield Count(one.series, self._place[one.start], self._place[one.end], least, most)

    def _value(self, count: Summed) -> int:
        if count.value is not None:
            return count.value
        totals = self._world[count.series]
        return int(totals[self._place[count.end]] - totals[self._place[count.start]])

    def _stands(self, secret: Secret) -> bool:
        """What contradicts everything else protects no count that anybody could find."""
        return secret.least <= self._value(secret.count) <= secret.most

    def _limits(self, told: Iterable[Summed]) -> Bounds:
        bounds = np.stack([unbounded(len(self._place))] * len(self._signs))
        for name, totals in self._world.items():
            ends = np.arange(GROUND + 1, len(totals))
            starts = np.full_like(ends, GROUND)
            if name not in self._levels:
                starts, ends = ends[:-1], ends[1:]
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                self._limit(bounds, name, start, end, (None, max(0, int(totals[end] - totals[start]))))
        for secret in self._secrets:
            one, value = secret.count, self._value(secret.count)
            start, end = self._place[one.start], self._place[one.end]
            self._limit(bounds, one.series, start, end, (secret.most - value, value - secret.least))
        for one in told:
            self._limit(bounds, one.series, self._place[one.start], self._place[one.end], (0, 0))
        return close(bounds)

    def _limit(self, bounds: Bounds, series: str, start: int, end: int, room: tuple[int | None, int]) -> None:
        """Keep the count from rising by more than the first, and from falling by more than the second."""
        sign = self._signs[:, self._number[series]]
        for moved, low, high in ((sign > 0, start, end), (sign < 0, end, start)):
            if room[0] is not None:
                bounds[moved, low, high] = np.minimum(bounds[moved, low, high], room[0])
            bounds[moved, high, low] = np.minimum(bounds[moved, high, low], room[1])

    def _spans_around(self, best: Numbers, family: Family, figures: Sequence[Known]) -> list[tuple[int, int]]:
        """The months around each secret that too little room is found for, though it may have more.

        One that its own series pins, by what was told before and by the rule alone, is lost whatever is told
        now. Of the others nothing more is said: not in any window that meets a window around it.
        """
        spans = []
        told = [figure for figure in figures if figure.told]
        longest = max(each.end - first_month(each) for figure in figures for each in figure.all_counts)
        hidden = [replace(figure, counts=()) for figure in figures if figure.secrets]
        known = family.known(self._counts([*told, *hidden], by_rule=True))
        for secret, held, start, end in zip(self._secrets, best, self._starts, self._ends, strict=True):
            bounds = known[secret.count.series]
            if held < secret.apart <= bounds[start, end] + bounds[end, start]:
                spans.append((first_month(secret.count) - longest, secret.count.end + longest))
        return spans

    def _is_near_unproven(self, count: Summed) -> bool:
        return any(first_month(count) <= last and count.end >= first for first, last in self._unproven)
