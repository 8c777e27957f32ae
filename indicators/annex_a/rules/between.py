"""Children whom one list knows and another should know. A list that the file lacks is not asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from indicators.annex_a.rules.doubts import SHORT_BREAKS, Doubt, doubts, given, is_open, rows_of
from indicators.annex_a.typed import TypedFile
from indicators.calculations.periods import month_end_before

ADOPTED = ("E11", "E12")
ELIGIBLE = "d"


def plan_without_need(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child on a protection plan is a child in need: without a row in list 6 it is missing there."""
    if given(file, 6, 7):
        rows = _unknown_to(rows_of(file, 7, is_open(period_end)), _open(file, 6, period_end))
        yield from doubts(7, rows, "started", (
            "This child is on a plan, but has no open row in list 6. Add the child to list 6, or give the "
            "plan its end date."
        ))  # fmt: skip


def care_without_need(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A looked after child is a child in need: without a row in list 6 it is missing there."""
    if given(file, 6, 8):
        rows = _unknown_to(rows_of(file, 8, is_open(period_end)), _open(file, 6, period_end))
        yield from doubts(8, rows, "started", (
            "This child is looked after, but has no open row in list 6. Add the child to list 6, or give the "
            "date care ceased."
        ))  # fmt: skip


def status_disagrees(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """List 6 says who is looked after and who is on a plan, and lists 7 and 8 must name the same children."""
    need = rows_of(file, 6, is_open(period_end))
    status = pl.col("status")
    if given(file, 8):
        care = _open(file, 8, period_end)
        yield from doubts(6, _unknown_to(need.filter(status == "a"), care), "status", (
            "The status says looked after, but list 8 has no open row of this child. Correct the status, or "
            "add the child to list 8."
        ))  # fmt: skip
        truly = rows_of(file, 8, is_open(period_end), ~_short_break())
        yield from doubts(6, _known_to(need.filter(status.is_in(["b", "c", "d"])), truly), "status", (
            "List 8 has this child as looked after. The first status that fits is given, here a)."
        ))  # fmt: skip
    if given(file, 7):
        plans = _open(file, 7, period_end)
        yield from doubts(6, _unknown_to(need.filter(status == "b"), plans), "status", (
            "The status says protection plan, but list 7 has no open plan of this child. Correct the status, "
            "or add the plan to list 7."
        ))  # fmt: skip
        alone = _unknown_to(need.filter(status.is_in(["c", "d"])), _open(file, 8, period_end))
        yield from doubts(6, _known_to(alone, plans), "status", (
            "List 7 has an open plan of this child. The first status that fits is given, here b)."
        ))  # fmt: skip


def leaver_still_in_care(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A care leaver has left care: one still looked after is counted twice."""
    rows = rows_of(file, 9, pl.col("eligibility").ne_missing(ELIGIBLE))
    truly = rows_of(file, 8, is_open(period_end), ~_short_break())
    yield from doubts(9, _known_to(rows, truly), "eligibility", (
        "List 8 has this person as still looked after. Give the date care ceased there, or take the row out "
        "here."
    ))  # fmt: skip


def adoption_without_care(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child who waits for adoption is looked after until the order: one of the two is out of date."""
    if given(file, 8, 10):
        waiting = rows_of(file, 10, pl.col("adopted").is_null(), pl.col("reversed").is_null())
        yield from doubts(10, _unknown_to(waiting, _open(file, 8, period_end)), "decided", (
            "This child has no adoption order and is not open in list 8 either. Give the date of the "
            "order or of the reversal, or add the child to list 8."
        ))  # fmt: skip


def adoption_unknown_in_care(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child adopted in the six months left care in them: without that row the exit is not counted."""
    if given(file, 8, 10):
        lately = pl.col("adopted") > month_end_before(period_end, 6)
        yield from doubts(10, _unknown_to(rows_of(file, 10, lately), rows_of(file, 8)), "adopted", (
            "List 8 does not have this child, who was adopted in the six months. Add the row with the date "
            "care ceased, or write the identifier as it is there."
        ))  # fmt: skip


def exit_unknown_to_adoption(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child who left care by adoption belongs in list 10: without the row the adoption is not counted."""
    if given(file, 8, 10):
        rows = rows_of(file, 8, pl.col("ceased").is_in(ADOPTED), pl.col("ended").is_not_null())
        yield from doubts(8, _unknown_to(rows, rows_of(file, 10)), "ceased", (
            "The reason is {ceased}, adopted, but list 10 does not have this child. Add the child to list "
            "10, or correct the reason."
        ))  # fmt: skip


def conference_without_plan(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A conference of these months that made a plan has its plan in list 7: else a plan is missing."""
    if given(file, 5, 7):
        made = rows_of(file, 5, pl.col("plan_made"), pl.col("conference") > month_end_before(period_end, 6))
        yield from doubts(5, _unknown_to(made, rows_of(file, 7)), "plan_made", (
            "The conference of {conference} resulted in a plan, but list 7 does not have this child. Add the "
            "plan, or correct this answer."
        ))  # fmt: skip


def _open(file: TypedFile, number: int, period_end: date) -> pl.DataFrame:
    return rows_of(file, number, is_open(period_end))


def _short_break() -> pl.Expr:
    return pl.col("legal").is_in(SHORT_BREAKS).fill_null(value=False)


def _unknown_to(rows: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return rows.join(other, on="child", how="anti")


def _known_to(rows: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return rows.join(other, on="child", how="semi")
