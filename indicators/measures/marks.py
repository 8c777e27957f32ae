"""What is known of a row beyond its own columns: the dates of other rows of the child, working days, flags.

Each is made only where a wanted measure names it. Rows of other lists, and other rows of the same list, are
those that speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import polars as pl

from indicators.measures.choices import Choices
from indicators.measures.history import History
from indicators.measures.vocabulary import (
    WORKING_DAYS_FROM,
    WORKING_DAYS_TO,
    Measure,
    col,
    said,
)

Mark = Callable[[pl.DataFrame, str, History], pl.DataFrame]


def names_of(conditions: Iterable[pl.Expr]) -> set[str]:
    """The columns and marks that the conditions name."""
    return {name for condition in conditions for name in condition.meta.root_names()}


def names_in(measures: Iterable[Measure], choices: Choices) -> set[str]:
    """The columns and marks that the measures' conditions name."""
    conditions: list[pl.Expr] = []
    for measure in measures:
        told = (measure.rows.where, measure.counted, measure.longer)
        conditions += [said(each, choices) for each in told if each is not None]
        conditions += [condition for _, condition in (*measure.rows.left_out, *measure.rows.noted)]
    return names_of(conditions)


def marked(frame: pl.DataFrame, number: int, names: Iterable[str], history: History) -> pl.DataFrame:
    """The rows with every mark among the names."""
    for name in sorted(names):
        if name in frame.columns:
            continue
        if name.startswith(WORKING_DAYS_FROM):
            start, end = name.removeprefix(WORKING_DAYS_FROM).split(WORKING_DAYS_TO)
            frame = marked(frame, number, (start, end), history)
            frame = frame.with_columns(history.counter.between(frame[start], frame[end]).alias(name))
        else:
            frame = MARKS[number, name](frame, name, history)
    return frame


def _nearest(number: int, field: str, own: str, strategy: Literal["forward", "backward"]) -> Mark:
    def add(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
        others = history.speaking(number).select("child", pl.col(field).alias(name)).drop_nulls()
        return frame.sort(own).join_asof(
            others.sort(name).with_columns(pl.col(name).alias("_nearest")),
            left_on=own, right_on="_nearest", by="child", strategy=strategy, check_sortedness=False,
        ).drop("_nearest", strict=False)  # fmt: skip

    return add


def first_from(number: int, field: str, own: str) -> Mark:
    """The child's first such date in another list that is not before the row's own."""
    return _nearest(number, field, own, "forward")


def last_to(number: int, field: str, own: str) -> Mark:
    """The child's last such date in another list that is not after the row's own."""
    return _nearest(number, field, own, "backward")


def before_it(number: int, own: str) -> Mark:
    """The child's last date in the same list before the row's own."""

    def add(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
        dates = history.speaking(number).select("child", own).unique().sort("child", own)
        before = dates.with_columns(pl.col(own).shift(1).over("child").alias(name))
        return frame.join(before, on=["child", own], how="left", maintain_order="left")

    return add


def _again_by_counter(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
    """Inside a row's own return: every referral of the child after the first is again; the first is when the
    counter, which looks back from the latest, is as large as the number of dates listed."""
    of_return = history.returned(3).group_by("held", "child").agg(
        _first=col.referred.min(), _dates=col.referred.n_unique(), _counter=col.earlier_referrals.max()
    )  # fmt: skip
    joined = frame.join(of_return, on=["held", "child"], how="left", maintain_order="left")
    again = (col.referred > col("_first")) | (col("_counter") >= col("_dates")).fill_null(False)
    return joined.with_columns(again.alias(name)).drop("_first", "_dates", "_counter")


def _soon_after_another(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
    """Whether an earlier plan of the child ended in the 24 months up to the start of this one."""
    plans = history.speaking(7).select("child", "started")
    ends = history.speaking(7).select("child", _before="started", _ended="ended").drop_nulls("_ended")
    pairs = plans.join(ends, on="child").filter(
        col("_before") < col.started,
        col("_ended") <= col.started,
        col("_ended") >= col.started.dt.offset_by("-24mo"),
    )
    soon = pairs.select("child", "started").unique().with_columns(pl.lit(True).alias(name))
    return frame.join(soon, on=["child", "started"], how="left", maintain_order="left").with_columns(
        col(name).fill_null(False)
    )


def team_told(name: str) -> str:
    """A team's name as it is compared: however it is spaced or capitalised."""
    return " ".join(name.split()).casefold()


def _team_told(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
    teams = frame["team"].drop_nulls().unique().to_list()
    told = col.team.replace_strict(
        {team: team_told(team) for team in teams}, default=None, return_dtype=pl.String
    )
    return frame.with_columns(told.alias(name))


def _team_group(frame: pl.DataFrame, name: str, history: History) -> pl.DataFrame:
    groups = {team_told(team): group for team, group in history.choices.team_groups.items()}
    told = marked(frame, 0, ("team_told",), history)
    return told.with_columns(
        col.team_told.replace_strict(groups, default=None, return_dtype=pl.String).alias(name)
    )


MARKS: Mapping[tuple[int, str], Mark] = {
    (1, "next_referral"): first_from(3, "referred", "contacted"),
    (1, "contacted_before"): before_it(1, "contacted"),
    (2, "next_referral"): first_from(3, "referred", "completed"),
    (2, "last_referral"): last_to(3, "referred", "completed"),
    (3, "next_assessment"): first_from(4, "started", "referred"),
    (3, "referred_before"): before_it(3, "referred"),
    (3, "again_by_counter"): _again_by_counter,
    (4, "last_referral"): last_to(3, "referred", "started"),
    (5, "last_referral"): last_to(3, "referred", "started"),
    (6, "next_early_help"): first_from(2, "started", "ended"),
    (7, "soon_after_another"): _soon_after_another,
    (8, "last_assessment"): last_to(4, "authorised", "period_end"),
    (0, "team_told"): _team_told,
    (4, "team_told"): _team_told,
    (6, "team_told"): _team_told,
    (6, "team_group"): _team_group,
    (9, "team_group"): _team_group,
}
