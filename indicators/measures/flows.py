"""Figures of what happened in a window: events dated in it, as sums of monthly facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from indicators.annex_a.lists import LISTS
from indicators.calculations.periods import Window
from indicators.measures.facts import (
    BASE,
    COUNTED,
    LEFT_OUT,
    LONGER,
    NOTED,
    Conditions,
    Fact,
    Facts,
    Marked,
    Table,
    monthly,
    rows_met,
    sources,
    together,
)
from indicators.measures.held import NONE, Coverage
from indicators.measures.history import History
from indicators.measures.lines import Line
from indicators.measures.marks import marked, names_in
from indicators.measures.vocabulary import Measure
from indicators.measures.windows import Spans

# The longest window that the counters of one return can tell.
MONTHS_OF_A_RETURN = 6
NUMBERS = tuple(each.number for each in LISTS)


def dated_with_marks(history: History, number: int, on: str, measures: Mapping[str, Measure]) -> pl.DataFrame:
    """The rows of a list with that date in a covered month, and all that the measures name."""
    names = names_in(measures.values(), history.choices)
    return marked(history.dated(number, on), number, names, history)


def spoken(coverage: Coverage, number: int) -> Table:
    """For each month and return, 1 where the return speaks for the list."""
    table = np.zeros((coverage.size, len(coverage.held)), dtype=np.int64)
    covered = np.flatnonzero(coverage.newest[number] != NONE)
    table[covered, coverage.newest[number][covered]] = 1
    return table


class Flows:
    """The facts of the measures, and the figures made of them."""

    def __init__(self, history: History, measures: Mapping[str, Measure]) -> None:
        self._coverage = history.coverage
        self._measures = measures
        self._sources: dict[tuple[int, str], Table] = {}
        self._distinct: dict[Fact, Marked] = {}
        self._spans: dict[Window, Spans] = {}
        self._totals: dict[Window, Table] = {}
        self._used: dict[tuple[int, str, tuple[int, ...], int, Window], Table] = {}
        covered = [self._coverage.covered(number) for number in NUMBERS]
        self._covered = np.array(covered, dtype=np.int64).T
        by_rows: dict[tuple[int, str], dict[str, Measure]] = defaultdict(dict)
        for code, measure in measures.items():
            by_rows[measure.rows.number, measure.rows.on][code] = measure
        self.facts: Facts = together(
            [self._group(history, key, group) for key, group in by_rows.items()], self._coverage.size
        )

    def _group(self, history: History, key: tuple[int, str], measures: Mapping[str, Measure]) -> Facts:
        rows = dated_with_marks(history, *key, measures)
        size = self._coverage.size
        self._sources[key] = sources(rows, size, len(self._coverage.held))
        distinct = {code: measure for code, measure in measures.items() if measure.distinct}
        for fact, condition in Conditions(distinct, history.choices).told.items():
            self._distinct[fact] = rows_met(rows, condition)
        return monthly(rows, measures, history.choices, size)

    def spans(self, window: Window) -> Spans:
        """The window at each month end, and its totals, made once."""
        if window not in self._spans:
            self._spans[window] = Spans(window, self._coverage.first, self._coverage.size)
            self._totals[window] = self._spans[window].total(self.facts.table)
        return self._spans[window]

    def lines(self, code: str, windows: Sequence[Window]) -> Iterator[Line]:
        """A line for each window."""
        measure = self._measures[code]
        rows = measure.rows
        left_out = {reason: Fact(rows, LEFT_OUT, reason) for reason, _ in measure.rows.left_out}
        noted = {sentence: Fact(rows, NOTED, sentence) for sentence, _ in measure.rows.noted}
        for window in windows:
            spans = self.spans(window)
            covered = self._covered_in(window, measure.rows.number)
            counted = self._sum(Fact(code, COUNTED), window, measure)
            if measure.longer is not None:
                longer = self._sum(Fact(code, LONGER), window, measure)
                counted = np.where(spans.lengths > MONTHS_OF_A_RETURN, longer, counted)
            base = self._sum(Fact(rows, BASE), window, measure) if measure.based else None
            if window is Window.MEAN12 and not measure.based:
                base = covered
            notes = {sentence: self._sum(fact, window) for sentence, fact in noted.items()}
            if measure.said_of_gaps:
                gaps = self._coverage.gaps(measure.rows.number).astype(np.int64)
                notes[measure.said_of_gaps] = spans.total(gaps)
            yield Line(
                code, window, spans.given & (covered > 0), counted, base, self._complete(measure, window),
                self._sources_of(measure, window),
                excluded={reason: self._sum(fact, window) for reason, fact in left_out.items()},
                notes=notes, in_months=measure.in_months,
            )  # fmt: skip

    def _sum(self, fact: Fact, window: Window, measure: Measure | None = None) -> np.ndarray:
        spans = self.spans(window)
        if measure is not None and measure.distinct:
            return spans.distinct(self._distinct[fact])
        return self._totals[window][:, self.facts.columns[fact]]

    def _covered_in(self, window: Window, number: int, back: int = 0) -> np.ndarray:
        return self.spans(window).total(self._covered[:, NUMBERS.index(number)], back)

    def _complete(self, measure: Measure, window: Window) -> np.ndarray:
        lengths = self.spans(window).lengths
        main = self._covered_in(window, measure.rows.number, measure.look_back)
        complete: np.ndarray = main == lengths + measure.look_back
        for number in measure.also:
            complete &= self._covered_in(window, number) == lengths
        return complete

    def _sources_of(self, measure: Measure, window: Window) -> Table:
        key = (measure.rows.number, measure.rows.on, measure.also, measure.look_back, window)
        if key not in self._used:
            used = self.spans(window).total(self._sources[measure.rows.number, measure.rows.on])
            for number in measure.needs:
                used = used + self.spans(window).total(spoken(self._coverage, number), measure.look_back)
            self._used[key] = used
        return self._used[key]
