"""Stocks at month ends without a return of their own: who was open then, by the dates that speak."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from indicators.measures.held import NONE, Coverage, Months, last_days, months_of
from indicators.measures.history import History
from indicators.measures.speaking import days_of, displaced_in, returns_of

_MONTHS_IN_A_YEAR = 12


def months_to_rebuild(coverage: Coverage, number: int) -> NDArray[np.bool_]:
    """The months that a return covers for the list, but at whose end none stands."""
    return coverage.covered(number) & (coverage.own[number] == NONE)


def open_rows(history: History, number: int) -> pl.DataFrame:
    """A row for each month end to rebuild at which it was open, with that `month` and `period_end`.

    The `age` is that of the month end where the month of birth is known.
    """
    rows, coverage = history.speaking(number), history.coverage
    months = np.flatnonzero(months_to_rebuild(coverage, number))
    started = months_of(days_of(rows, "started")) - coverage.first
    begin = np.searchsorted(months, started)
    times = np.maximum(np.searchsorted(months, _last_open(rows, coverage), side="right") - begin, 0)
    which = np.repeat(np.arange(len(rows)), times)
    turn = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
    at = months[begin[which] + turn] if len(which) else months[:0]
    candidates = rows[which].with_columns(
        month=pl.Series(at, dtype=pl.Int64),
        period_end=pl.Series(last_days(at + coverage.first), dtype=pl.Date),
    )
    return candidates.filter(pl.Series(_stands(candidates, at, number, history))).with_columns(age=_age())


def _last_open(rows: pl.DataFrame, coverage: Coverage) -> Months:
    """The last month, from the first covered, at whose end a row was open; past the last where still open."""
    ended, known_to = rows["ended"], rows["open_until"]
    last = np.where(
        ended.is_null().to_numpy(), coverage.size, months_of(days_of(rows, "ended")) - coverage.first - 1
    )
    limit = months_of(days_of(rows, "open_until")) - coverage.first
    return np.where(known_to.is_null().to_numpy(), last, limit)


def _stands(candidates: pl.DataFrame, months: Months, number: int, history: History) -> NDArray[np.bool_]:
    """Whether the newest return that covers the month end bears the row out.

    It does when it is the row's own or an older one. A newer one would hold whoever was open on a day that it
    covers: it does where the row was displaced there, as long as the row is known to have been open.
    """
    coverage = history.coverage
    speaker, own = coverage.newest[number][months], returns_of(candidates)
    stands = own >= speaker
    asked = np.flatnonzero(~stands)
    if len(asked):
        rows = candidates[asked]
        known = ~rows["ended"].is_null().to_numpy() | (
            months[asked] <= coverage.ends[own[asked]] - coverage.first
        )
        stands[asked] = known & displaced_in(speaker[asked], rows, history.returned(number))
    return stands


def _age() -> pl.Expr:
    born, then = pl.col("birth_month"), pl.col("period_end")
    months = (then.dt.year() - born.dt.year()) * _MONTHS_IN_A_YEAR
    months += then.dt.month().cast(pl.Int32) - born.dt.month().cast(pl.Int32)
    return pl.coalesce((months / _MONTHS_IN_A_YEAR).floor().cast(pl.Int64), pl.col("age").cast(pl.Int64))
