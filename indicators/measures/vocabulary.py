"""The words that definitions are made of: which rows, what is counted of them, and over what.

Conditions are polars expressions over the columns of a list and over the marks of
`indicators.measures.marks`; one that depends on the authority's choices is a function of them. A condition
that is null is not met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from indicators.measures.choices import Choices

col = pl.col
# True of each row: a literal alone would be counted once, not once a row.
EVERY = col.month.is_not_null()
Condition = pl.Expr | Callable[[Choices], pl.Expr]
WORKING_DAYS_FROM, WORKING_DAYS_TO = "working days from ", " to "
WRONG_ORDER = "dates in the wrong order"


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows of one list. `on` is the date that puts a row in a window; a snapshot at period ends has none.

    `left_out` are rows that would belong but cannot be judged, with the reason; `noted` are sentences with
    {n} for the rows that meet a condition; `layout` is the only one that holds what is asked, where it is so.
    """

    number: int
    on: str = ""
    where: Condition = EVERY
    left_out: tuple[tuple[str, pl.Expr], ...] = ()
    noted: tuple[tuple[str, pl.Expr], ...] = ()
    layout: str = ""

    def that(self, condition: Condition) -> Rows:
        """Those of them that meet one more condition."""
        before = self.where
        if before is EVERY:
            return replace(self, where=condition)
        if isinstance(before, pl.Expr) and isinstance(condition, pl.Expr):
            return replace(self, where=before & condition)
        return replace(self, where=lambda c: said(before, c) & said(condition, c))

    def without(self, reason: str, condition: pl.Expr) -> Rows:
        """Those of them that can be judged; the others are counted under the reason."""
        return replace(self, left_out=(*self.left_out, (reason, condition)))

    def saying(self, sentence: str, condition: pl.Expr) -> Rows:
        """The same rows, with a sentence about those of them that meet the condition."""
        return replace(self, noted=(*self.noted, (sentence, condition)))


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One figure: what each row adds to the numerator, and whether the rows are the denominator.

    `also` are the other lists it needs. `longer` takes the place of `counted` in windows of more than six
    months. `distinct` counts children, not rows. `look_back` months must be covered too: before the window,
    or of the other lists up to a snapshot. `from_dates` alone may be rebuilt at a month end without a return.
    `given` says whether the authority's choices allow the figure at all.
    """

    rows: Rows
    counted: Condition = EVERY
    based: bool = False
    also: tuple[int, ...] = ()
    longer: Condition | None = None
    distinct: bool = False
    look_back: int = 0
    from_dates: bool = False
    # Said of a window in which a return ends and the next does not reach back.
    said_of_gaps: str = ""
    given: Callable[[Choices], bool] = lambda _: True
    # The numerator is a sum of days, given in months of 30.4375 days.
    in_months: bool = False

    @property
    def needs(self) -> tuple[int, ...]:
        """The lists it is counted from, the main one first."""
        return (self.rows.number, *self.also)


@dataclass(frozen=True, slots=True, eq=False)
class Caseload:
    """A figure of the cases that people hold at a period end. `holder` is the column that names them.

    "mean" is cases over holders, "largest" the most that one holds, "over" the holders of more than `limit`
    among all, "groups" cases over holders within the authority's groups of teams.
    """

    cases: tuple[Rows, ...]
    figure: Literal["mean", "largest", "over", "groups"]
    holder: str = "worker"
    limit: int = 20
    given: Callable[[Choices], bool] = lambda _: True

    @property
    def needs(self) -> tuple[int, ...]:
        """The lists it is counted from, the main one first."""
        return tuple(rows.number for rows in self.cases)


def said(condition: Condition, choices: Choices) -> pl.Expr:
    """The condition as the authority chose it."""
    return condition if isinstance(condition, pl.Expr) else condition(choices)


def events(number: int, on: str) -> Rows:
    """The rows of a list that are dated in the window."""
    return Rows(number, on)


def snapshot(number: int, where: Condition = EVERY, layout: str = "") -> Rows:
    """The rows of a list at a period end."""
    return Rows(number, where=where, layout=layout)


def number(rows: Rows, *, from_dates: bool = False, said_of_gaps: str = "") -> Measure:
    """How many rows."""
    return Measure(rows, from_dates=from_dates, said_of_gaps=said_of_gaps)


# The population is not in the lists: whoever asks puts it below the line.
per_10_000 = number


def share(
    counted: Condition,
    rows: Rows,
    *,
    also: int | None = None,
    longer: Condition | None = None,
    distinct: bool = False,
    look_back: int = 0,
    from_dates: bool = False,
    said_of_gaps: str = "",
    given: Callable[[Choices], bool] = lambda _: True,
) -> Measure:
    """Of the rows, those that meet a condition; the keywords are those of `Measure`."""
    return Measure(
        rows, counted, based=True, also=() if also is None else (also,), longer=longer, distinct=distinct,
        look_back=look_back, from_dates=from_dates, said_of_gaps=said_of_gaps, given=given,
    )  # fmt: skip


def children(rows: Rows, *, also: int) -> Measure:
    """How many children have at least one of the rows."""
    return Measure(rows, distinct=True, also=(also,))


def mean_of_days(start: str, end: str, rows: Rows, *, in_months: bool = False) -> Measure:
    """The days from one date to the other, over the rows."""
    days = (col(end) - col(start)).dt.total_days()
    return Measure(rows.without(WRONG_ORDER, col(end) < col(start)), days, based=True, in_months=in_months)


def working_days(start: str, end: str) -> pl.Expr:
    """Working days from one date of the row to the other; null where one is blank or the end comes first."""
    return col(f"{WORKING_DAYS_FROM}{start}{WORKING_DAYS_TO}{end}")


def in_order(start: str, end: str, rows: Rows) -> Rows:
    """Those of the rows whose dates are in order."""
    return rows.without(WRONG_ORDER, col(end) < col(start))


def period_end_less(months: int) -> pl.Expr:
    """The month end that many months before the period end."""
    return col.period_end.dt.offset_by(f"-{months}mo").dt.month_end()


def later(field: str, months: int) -> pl.Expr:
    """The date that many calendar months later, cut to the end of its month; earlier where below 0."""
    return col(field).dt.offset_by(f"{months}mo")
