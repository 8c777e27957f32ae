"""Figures of the cases that people hold at a period end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from indicators.calculations.periods import Window
from indicators.measures.facts import sources
from indicators.measures.history import History
from indicators.measures.lines import Line
from indicators.measures.marks import marked, names_of
from indicators.measures.stocks import own_at
from indicators.measures.vocabulary import Caseload, said
from indicators.measures.windows import Spans

NO_HOLDER = "no worker named"
GROUP = "team_group"
_KEPT = ("month", "held", "row", "number", "child", "holder", GROUP)


def cases_of(history: History, caseload: Caseload) -> pl.DataFrame:
    """The open cases at every period end, with the list's `number`, the `holder` and the group of teams.

    The group is null where it is not asked for, and for a team without one.
    """
    found = []
    for rows in caseload.cases:
        number, where = rows.number, said(rows.where, history.choices)
        names = names_of([where]) | ({GROUP} if caseload.figure == "groups" else set())
        frame = marked(history.at_period_ends(number), number, names, history)
        if GROUP not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(GROUP))
        frame = frame.filter(where).with_columns(
            number=pl.lit(number, pl.Int64), holder=pl.col(caseload.holder)
        )
        found.append(frame.select(_KEPT).cast({"row": pl.Int64, "held": pl.Int16}))
    return pl.concat(found)


def by_holder(cases: pl.DataFrame, caseload: Caseload) -> pl.DataFrame:
    """Month, group and holder with the `cases` that the figure counts of each."""
    counted = cases.filter(pl.col("holder").is_not_null())
    if caseload.figure == "groups":
        counted = counted.filter(pl.col(GROUP).is_not_null())
    return counted.group_by("month", GROUP, "holder").agg(cases=pl.len().cast(pl.Int64))


def caseload_lines(
    history: History, code: str, caseload: Caseload, windows: Sequence[Window]
) -> Iterator[Line]:
    """A line for each window: the same snapshot in all of them."""
    coverage = history.coverage
    cases = cases_of(history, caseload)
    holders = by_holder(cases, caseload)
    by_month = holders.group_by("month").agg(
        cases=pl.col("cases").sum(),
        largest=pl.col("cases").max(),
        over=(pl.col("cases") > caseload.limit).sum(),
        holders=pl.len(),
    )
    unheld = cases.group_by("month").agg(unheld=pl.col("holder").is_null().sum())
    given = own_at(coverage, caseload.cases)
    used = sources(cases, coverage.size, len(coverage.held))
    own = coverage.own[caseload.needs[0]]
    used[np.flatnonzero(given), own[given]] = 1
    numerator = {"mean": "cases", "groups": "cases", "largest": "largest", "over": "over"}[caseload.figure]
    for window in windows:
        yield Line(
            code, window, given & Spans(window, coverage.first, coverage.size).given,
            _line(by_month, numerator, coverage.size),
            None if caseload.figure == "largest" else _line(by_month, "holders", coverage.size),
            np.ones(coverage.size, dtype=np.bool_), used,
            excluded={NO_HOLDER: _line(unheld, "unheld", coverage.size)},
            said=_said_of_groups(holders) if caseload.figure == "groups" else {},
        )  # fmt: skip


def _line(by_month: pl.DataFrame, column: str, size: int) -> np.ndarray:
    line = np.zeros(size, dtype=np.int64)
    line[by_month["month"].to_numpy()] = by_month[column].to_numpy()
    return line


def _said_of_groups(holders: pl.DataFrame) -> dict[int, tuple[str, ...]]:
    said_at: dict[int, tuple[str, ...]] = {}
    groups = holders.group_by("month", GROUP).agg(cases=pl.col("cases").sum(), holders=pl.len())
    for month, group, cases, workers in groups.sort("month", GROUP).rows():
        said_at[month] = (*said_at.get(month, ()), f"{group}: {cases} cases, {workers} workers")
    return said_at
