"""Rows to monthly facts: for each month, what each measure counts, on what base, and what it leaves out.

One pass over the rows of a list and a date, for all the measures that use them. The windows are sums of these
facts, so that their cost does not grow with the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from indicators.measures.choices import Choices
from indicators.measures.held import Months
from indicators.measures.vocabulary import EVERY, Measure, Rows, said

Table = NDArray[np.int64]

# The conditions that a Facts table has a column for, each of a measure or of the rows that measures share.
COUNTED, LONGER, BASE, LEFT_OUT, NOTED = "counted", "longer", "base", "left out", "noted"


class Fact(NamedTuple):
    """Which column: of a measure, by its code, or of the rows that several measures share."""

    of: str | Rows
    kind: str
    words: str = ""


class Facts(NamedTuple):
    """`table[i, columns[fact]]` is the fact in month i; whole numbers, so that sums of them are exact."""

    columns: Mapping[Fact, int]
    table: Table


class Conditions:
    """What the measures ask of the rows, as the authority chose; each told once."""

    def __init__(self, measures: Mapping[str, Measure], choices: Choices) -> None:
        self.told: dict[Fact, pl.Expr] = {}
        for code, measure in measures.items():
            kept = self._rows(measure.rows, choices)
            self.told[Fact(code, COUNTED)] = _added(said(measure.counted, choices), kept)
            if measure.longer is not None:
                self.told[Fact(code, LONGER)] = _added(said(measure.longer, choices), kept)

    def _rows(self, rows: Rows, choices: Choices) -> pl.Expr:
        kept = said(rows.where, choices)
        for reason, condition in rows.left_out:
            out = condition.fill_null(False)
            self.told[Fact(rows, LEFT_OUT, reason)] = _both(kept, out)
            kept = _both(kept, ~out)
        for sentence, condition in rows.noted:
            self.told[Fact(rows, NOTED, sentence)] = _both(kept, condition)
        self.told[Fact(rows, BASE)] = kept
        return kept


def _both(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return other if one is EVERY else one & other


def _added(counted: pl.Expr, kept: pl.Expr) -> pl.Expr:
    """What a row adds: its condition, or its number of days, where it is kept."""
    if counted is EVERY:
        return kept
    return counted if kept is EVERY else pl.when(kept).then(counted)


def monthly(rows: pl.DataFrame, measures: Mapping[str, Measure], choices: Choices, size: int) -> Facts:
    """The facts of rows that have a `month` from 0 to size - 1, and all the marks that the measures name."""
    told = Conditions(measures, choices).told
    columns = {fact: place for place, fact in enumerate(told)}
    sums = [condition.sum().alias(str(columns[fact])) for fact, condition in told.items()]
    table = np.zeros((size, len(told)), dtype=np.int64)
    if len(rows):
        by_month = rows.group_by("month").agg(sums)
        table[by_month["month"].to_numpy()] = by_month.drop("month").cast(pl.Int64).to_numpy()
    return Facts(columns, table)


def sources(rows: pl.DataFrame, size: int, returns: int) -> Table:
    """For each month and return, 1 where a row of the month came from the return."""
    found = np.zeros((size, returns), dtype=np.int64)
    found[rows["month"].to_numpy(), rows["held"].to_numpy()] = 1
    return found


def together(parts: list[Facts], size: int) -> Facts:
    """The facts of several groups of rows side by side."""
    columns: dict[Fact, int] = {}
    for part in parts:
        before = len(columns)
        columns |= {fact: before + place for fact, place in part.columns.items()}
    tables = [part.table for part in parts]
    return Facts(columns, np.hstack(tables) if tables else np.zeros((size, 0), dtype=np.int64))


class Marked(NamedTuple):
    """The rows that a measure counts children in: the child and the month of each."""

    children: NDArray[np.int64]
    months: Months


def rows_met(rows: pl.DataFrame, condition: pl.Expr) -> Marked:
    """The child and month of the rows that meet the condition, by child and then by month, each once."""
    met = rows.filter(condition).select("child", "month").unique().sort("child", "month")
    return Marked(met["child"].to_numpy(), met["month"].to_numpy())
