"""The sides of the counting, on one set of authorities, and whether they agree."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl
from django.db import transaction

from bench import children, counting_numpy, counting_peers
from bench.counting_peers import FIGURES, Cell, Parts
from bench.portal import empty
from bench.timing import best_of, say
from indicators.calculations.periods import Window
from indicators.children.calendar import working_days
from indicators.children.measuring import (
    approved_lists,
    count_children,
    held_of,
    wanted_windows,
)
from indicators.children.rows import frames_of, reading
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.flows import Flows
from indicators.measures.held import Held, month_of
from indicators.measures.history import History
from indicators.measures.lines import Counted
from indicators.measures.vocabulary import Measure
from indicators.measures.windows import Spans
from indicators.models import EVERY, CountedValue, Job, Return

Frames = Mapping[int, pl.DataFrame]
LENGTHS = (Window.M, Window.Q, Window.R6, Window.R12, Window.YTD)


class Sides:
    def __init__(self, made: int, children_each: int = children.ORDINARY) -> None:
        children.load_what_counting_needs()
        self.authorities = children.authorities(children.AUTHORITIES)
        ends = children.quarters(children.QUARTERS)
        files = [children.files(children.SEED + n, children_each, ends) for n in range(made)]
        self.stored = children.store_everywhere(self.authorities, files)
        self.made = made
        self.calendar = working_days()
        self.wanted = wanted_windows([EVERY])
        self.returns: list[list[Return]] = [approved_lists(each) for each in self.authorities]
        self.held: list[list[Held]] = [held_of(returns) for returns in self.returns]
        self.frames: list[Frames] = [
            frames_of(authority, returns)
            for authority, returns in zip(self.authorities, self.returns, strict=True)
        ]
        self.found = [self._count(place, self.wanted) for place in range(len(self.authorities))]
        self.cells = sum(map(len, self.found))
        self._ready = [counting_numpy.ready(self._history(place)) for place in range(len(self.authorities))]
        self._facts = [self._facts_of(place) for place in range(len(self.authorities))]

    def _history(self, place: int) -> History:
        return History(self.frames[place], self.held[place], Choices(), self.calendar)

    def _count(self, place: int, wanted: Mapping[str, Sequence[Window]]) -> list[Counted]:
        return count(self.frames[place], self.held[place], Choices(), self.calendar, wanted)

    def empty(self) -> None:
        empty(CountedValue._meta.db_table)

    def ours(self, codes: Iterable[str] = (EVERY,)) -> None:
        """The step of a job, for every authority: rows read, figures counted, figures written."""
        for authority in self.authorities:
            write = count_children(Job(authority=authority, codes=list(codes)), lambda *_: None)
            with transaction.atomic():
                write()

    def read_and_counted(self) -> None:
        """The same without the writing, which the peers do not do either."""
        for place, authority in enumerate(self.authorities):
            frames = frames_of(authority, self.returns[place])
            count(frames, self.held[place], Choices(), self.calendar, self.wanted)

    def in_memory(self, codes: Iterable[str] = ()) -> None:
        wanted = {code: self.wanted[code] for code in codes} or self.wanted
        for place in range(len(self.authorities)):
            self._count(place, wanted)

    def numpy(self) -> None:
        for ready in self._ready:
            counting_numpy.bare(ready, self.wanted)

    def same_as_numpy(self) -> bool:
        equal = True
        for ready, found in zip(self._ready, self.found, strict=True):
            sums = counting_numpy.bare(ready, self.wanted)
            for each in found:
                if each.code not in counting_numpy.CODES:
                    continue
                counted, base = sums[each.code, each.window]
                at = month_of(each.period_end) - ready.first
                theirs = (int(counted[at]), None if base is None else int(base[at]))
                # A mean over twelve months has the number of covered months below it.
                ours = (each.numerator, None if base is None else each.denominator)
                equal &= _same(
                    "numpy", each.code, (each.window, each.period_end), ours, theirs, quiet=not equal
                )
        return equal

    # --- windows from monthly facts ----------------------------------------------------------------

    def _facts_of(self, place: int) -> tuple[int, np.ndarray]:
        history = self._history(place)
        flows = {
            code: measure
            for code, measure in DEFINITIONS.items()
            if isinstance(measure, Measure) and measure.rows.on and measure.given(history.choices)
        }
        return history.coverage.first, Flows(history, flows).facts.table

    def _windows(self) -> list[np.ndarray]:
        return [
            Spans(window, first, len(table)).total(table)
            for first, table in self._facts
            for window in LENGTHS
        ]

    def _bare_windows(self) -> list[np.ndarray]:
        found = []
        for first, table in self._facts:
            running = np.zeros((len(table) + 1, table.shape[1]), dtype=np.int64)
            np.cumsum(table, axis=0, out=running[1:])
            places = np.arange(len(table))
            since_april = (first + places - 4) % 12 + 1
            found += [
                running[1:] - running[np.maximum(places - lengths + 1, 0)]
                for lengths in (1, 3, 6, 12, since_april)
            ]
        return found

    def windows(self, runs: int) -> tuple[float, float]:
        return best_of(runs, self._windows), best_of(runs, self._bare_windows)

    def windows_agree(self) -> bool:
        pairs = zip(self._windows(), self._bare_windows(), strict=True)
        equal = all(np.array_equal(ours, theirs) for ours, theirs in pairs)
        if not equal:
            say("Windows from facts differ.")
        return equal

    # --- SQL and the ORM ---------------------------------------------------------------------------

    def index_dates(self) -> None:
        counting_peers.index_dates()

    def _cells(self, place: int) -> dict[tuple[str, Cell], Parts]:
        """The whole windows of the figures that SQL and the ORM reckon."""
        return {
            (each.code, (each.window, each.period_end)): (
                int(each.numerator or 0),
                each.denominator if FIGURES[each.code].counted else None,
            )
            for each in self.found[place]
            if each.code in FIGURES and each.complete
        }

    def sql(self, authorities: int) -> tuple[float, bool]:
        """Seconds a cell, and whether all agree."""
        wanted = [(place, self._cells(place)) for place in range(authorities)]
        theirs: dict[tuple[int, str, Cell], Parts] = {}

        def reckon() -> None:
            for place, cells in wanted:
                for code in FIGURES:
                    own = [cell for name, cell in cells if name == code]
                    found = counting_peers.by_sql(self.authorities[place], self.returns[place], code, own)
                    theirs.update({(place, code, cell): parts for cell, parts in found.items()})

        taken = best_of(1, reckon)
        equal = True
        for place, cells in wanted:
            for (code, cell), ours in cells.items():
                equal &= _same("SQL", code, cell, ours, theirs.get((place, code, cell)), quiet=not equal)
        return taken / sum(len(cells) for _, cells in wanted), equal

    def orm(self, chance: random.Random, many: int) -> tuple[float, bool]:
        """Seconds a cell, and whether all agree."""
        cells = [
            (place, code, cell, ours)
            for place in range(self.made)
            for (code, cell), ours in self._cells(place).items()
        ]
        picked = chance.sample(cells, min(many, len(cells)))
        theirs: list[Parts] = []

        def reckon() -> None:
            for place, code, cell, _ in picked:
                with reading(self.authorities[place]):
                    theirs.append(
                        counting_peers.by_orm(self.authorities[place], self.returns[place], code, cell)
                    )

        taken = best_of(1, reckon)
        equal = True
        for (_, code, cell, ours), other in zip(picked, theirs, strict=True):
            equal &= _same("The ORM", code, cell, ours, other, quiet=not equal)
        return taken / len(picked), equal


def _same(
    name: str, code: str, cell: tuple[Window, date], ours: object, theirs: object, *, quiet: bool
) -> bool:
    if ours == theirs:
        return True
    if not quiet:
        say(f"{name} differs at {code}, {cell[0].value}, {cell[1]}: ours {ours}, theirs {theirs}")
    return False
