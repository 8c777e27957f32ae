"""Of several returns that overlap, which rows speak.

The newest return that holds a row's key speaks for it, and the newest return that covers a row's own date
decides whether there was such a row at all: a row that it does not hold was corrected away. Lists 6 to 8 hold
one row a child, so there an older row may be missing because a newer one took its place: it was displaced.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from indicators.annex_a.lists import BY_NUMBER
from indicators.measures.held import NONE, Coverage, Days, Months, months_of

# The date that decides which return speaks; lists 6 to 8 have their end, and list 10 each of its events.
_OWN_DATE = {1: "contacted", 2: "started", 3: "referred", 4: "started", 5: "started"}
ONE_ROW_A_CHILD = (6, 7, 8)


def days_of(frame: pl.DataFrame, field: str) -> Days:
    """A column of dates as an array; NaT where there is none."""
    return frame[field].to_numpy().astype("datetime64[D]")


def returns_of(frame: pl.DataFrame) -> Months:
    """The number of the return that each row came from."""
    return frame["held"].to_numpy().astype(np.int64)


def speaking_rows(number: int, frame: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    """The rows of the list that speak, each once, of all its returns.

    Lists 6 to 8 gain `open_until`: the last day that a displaced row without an end is known to have been
    open, else null. List 10 holds the newest row of each child; `dated_rows` judges its events one by one.
    """
    if number in _OWN_DATE:
        months = months_of(days_of(frame, _OWN_DATE[number]))
        frame = frame.filter(pl.Series(coverage.speaker(number, months) <= returns_of(frame)))
    newest = frame.sort("held").unique(list(BY_NUMBER[number].key), keep="last", maintain_order=True)
    return _not_corrected_away(number, newest, frame, coverage) if number in ONE_ROW_A_CHILD else newest


def own_months(frame: pl.DataFrame, coverage: Coverage) -> Months:
    """Lists 6 to 8: the month of each row's end, or of its return's period end while it is open."""
    ended = months_of(days_of(frame, "ended"))
    return np.where(frame["ended"].is_null().to_numpy(), coverage.ends[returns_of(frame)], ended)


def displaced_in(returns: Months, rows: pl.DataFrame, frame: pl.DataFrame) -> np.ndarray:
    """For each of the rows, whether that return holds a later row of the same child."""
    latest = frame.group_by("held", "child").agg(later=pl.col("started").max())
    asked = rows.select("child", "started", held=pl.Series(returns, dtype=frame.schema["held"]))
    joined = asked.join(latest, on=["held", "child"], how="left", maintain_order="left")
    return joined.select((pl.col("later") > pl.col("started")).fill_null(False)).to_series().to_numpy()


def _not_corrected_away(
    number: int, newest: pl.DataFrame, frame: pl.DataFrame, coverage: Coverage
) -> pl.DataFrame:
    speaker = coverage.speaker(number, own_months(newest, coverage))
    silent = speaker > returns_of(newest)
    displaced = np.zeros(len(newest), dtype=np.bool_)
    displaced[silent] = displaced_in(speaker[silent], newest.filter(pl.Series(silent)), frame)
    left_open = displaced & newest["ended"].is_null().to_numpy()
    known_to = np.where(left_open, coverage.period_ends[returns_of(newest)], np.datetime64("NaT", "D"))
    return newest.with_columns(open_until=pl.Series(known_to, dtype=pl.Date)).filter(
        pl.Series(displaced | ~silent)
    )


def dated_rows(number: int, rows: pl.DataFrame, on: str, coverage: Coverage) -> pl.DataFrame:
    """The rows that speak with a date in a covered month, and `month`: its place among the covered months."""
    rows = rows.filter(pl.col(on).is_not_null())
    months = months_of(days_of(rows, on))
    speaker = coverage.speaker(number, months)
    counts = speaker != NONE
    if number not in _OWN_DATE and number not in ONE_ROW_A_CHILD:
        counts &= speaker <= returns_of(rows)
    return rows.with_columns(month=pl.Series(months - coverage.first)).filter(pl.Series(counts))
