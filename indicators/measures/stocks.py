"""Figures at a moment: the rows of the return of that period end, or rebuilt from dates where allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from indicators.calculations.periods import Window
from indicators.measures.facts import BASE, COUNTED, LEFT_OUT, NOTED, Fact, Facts, Table, monthly, sources
from indicators.measures.flows import spoken
from indicators.measures.held import NONE, Coverage
from indicators.measures.history import History
from indicators.measures.lines import Line
from indicators.measures.marks import marked, names_in
from indicators.measures.rebuilding import months_to_rebuild, open_rows
from indicators.measures.vocabulary import Measure, Rows
from indicators.measures.windows import Spans


def own_at(coverage: Coverage, rows: Sequence[Rows]) -> NDArray[np.bool_]:
    """The month ends whose own return holds every list that the rows are of, in the layout they need."""
    held = np.ones(coverage.size, dtype=np.bool_)
    for each in rows:
        own = coverage.own[each.number]
        held &= own != NONE
        if each.layout:
            fits = [index != NONE and coverage.held[index].lists[each.number] == each.layout for index in own]
            held &= np.array(fits, dtype=np.bool_)
    return held


def at_period_ends(history: History, number: int, measures: Mapping[str, Measure]) -> pl.DataFrame:
    """The rows of every return at its own period end, with all that the measures name."""
    names = names_in(measures.values(), history.choices)
    return marked(history.at_period_ends(number), number, names, history)


def rebuilt_rows(history: History, number: int, measures: Mapping[str, Measure]) -> pl.DataFrame:
    """The rows open at the month ends to rebuild, with all that the measures name."""
    names = names_in(measures.values(), history.choices)
    return marked(open_rows(history, number), number, names, history)


class Stocks:
    """The snapshots of the measures, and the figures made of them."""

    def __init__(self, history: History, measures: Mapping[str, Measure]) -> None:
        self._coverage = history.coverage
        self._measures = measures
        self._size = history.coverage.size
        self._snapshots: dict[int, tuple[Facts, Table]] = {}
        self._rebuilt: dict[int, tuple[Facts, Table]] = {}
        by_list: dict[int, dict[str, Measure]] = defaultdict(dict)
        for code, measure in measures.items():
            by_list[measure.rows.number][code] = measure
        for number, group in by_list.items():
            rows = at_period_ends(history, number, group)
            self._snapshots[number] = self._facts(history, rows, group)
            if from_dates := {code: measure for code, measure in group.items() if measure.from_dates}:
                rows = rebuilt_rows(history, number, from_dates)
                self._rebuilt[number] = self._facts(history, rows, from_dates)

    def _facts(
        self, history: History, rows: pl.DataFrame, group: Mapping[str, Measure]
    ) -> tuple[Facts, Table]:
        facts = monthly(rows, group, history.choices, self._size)
        return facts, sources(rows, self._size, len(self._coverage.held))

    def lines(self, code: str, windows: Sequence[Window]) -> Iterator[Line]:
        """A line for each window: the same snapshot in all of them."""
        measure = self._measures[code]
        number, rows = measure.rows.number, measure.rows
        rebuilt = np.zeros(self._size, dtype=np.bool_)
        if measure.from_dates:
            rebuilt = months_to_rebuild(self._coverage, number)
        given = own_at(self._coverage, [measure.rows]) | rebuilt
        moment = Spans(Window.S, self._coverage.first, self._size)
        complete = np.ones(self._size, dtype=np.bool_)
        used = self._sources(measure)
        for other in measure.also:
            reached = moment.total(self._coverage.covered(other).astype(np.int64), measure.look_back - 1)
            given = given & (reached > 0)
            complete = complete & (reached == measure.look_back)
            used = used + moment.total(spoken(self._coverage, other), measure.look_back - 1)
        for window in windows:
            yield Line(
                code, window, given & Spans(window, self._coverage.first, self._size).given,
                self._fact(Fact(code, COUNTED), measure),
                self._fact(Fact(rows, BASE), measure) if measure.based else None,
                complete, used, rebuilt,
                {reason: self._fact(Fact(rows, LEFT_OUT, reason), measure)
                 for reason, _ in measure.rows.left_out},
                {sentence: self._fact(Fact(rows, NOTED, sentence), measure)
                 for sentence, _ in measure.rows.noted},
            )  # fmt: skip

    def _fact(self, fact: Fact, measure: Measure) -> np.ndarray:
        found = [self._snapshots[measure.rows.number][0]]
        if measure.from_dates:
            found.append(self._rebuilt[measure.rows.number][0])
        total: np.ndarray = sum(
            (facts.table[:, facts.columns[fact]] for facts in found), np.zeros(self._size, dtype=np.int64)
        )
        return total

    def _sources(self, measure: Measure) -> Table:
        number = measure.rows.number
        used = self._snapshots[number][1]
        own = np.flatnonzero(self._coverage.own[number] != NONE)
        used[own, self._coverage.own[number][own]] = 1
        if measure.from_dates:
            missing = months_to_rebuild(self._coverage, number)
            used = used + self._rebuilt[number][1] + spoken(self._coverage, number) * missing[:, None]
        return used
