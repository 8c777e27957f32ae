"""Reasons without dates, dates without reasons, and answers that contradict each other on one row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from indicators.annex_a.rules.doubts import SHORT_BREAKS, Doubt, doubts, has_column, heading_of, rows_of
from indicators.annex_a.typed import TypedFile

# List, date, reason.
ENDINGS = ((6, "ended", "closure"), (8, "ended", "ceased"), (10, "reversed", "reversal"),
           (11, "left", "leaving_reason"))  # fmt: skip
CLOSED = "e"
ON_HOLD = "2"


def reason_without_date(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An ending with a reason and no date is not an ending yet: the row is counted as open."""
    for number, day, reason in _endings(file):
        # Somebody on hold has not left.
        ended = pl.col(reason) != ON_HOLD if number == 11 else pl.col(reason).is_not_null()
        yield from doubts(number, rows_of(file, number, ended, pl.col(day).is_null()), reason, (
            f"There is a reason, but nothing under {heading_of(number, day)!r}. Give the date, or clear the "
            "reason. Without a date the row counts as open."
        ))  # fmt: skip


def date_without_reason(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An ending without its reason stays in the base of every share by reason, and in no numerator."""
    for number, day, reason in _endings(file):
        rows = rows_of(file, number, pl.col(day).is_not_null(), pl.col(reason).is_null())
        yield from doubts(number, rows, day, (
            f"There is a date, but no reason under {heading_of(number, reason)!r}. Fill in the reason."
        ))  # fmt: skip


def closed_without_date(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An episode said to be closed but without a closure date is counted as open."""
    rows = rows_of(
        file, 6, pl.col("status") == CLOSED, pl.col("ended").is_null(), pl.col("closure").is_null()
    )
    yield from doubts(6, rows, "status", (
        "The status says closed, but there is no closure date. Give the date, or correct the status. Without "
        "a date the row counts as open."
    ))  # fmt: skip


def status_open_though_closed(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An episode with a closure date is closed, whatever plan it had: the status is out of date."""
    rows = rows_of(file, 6, pl.col("ended") <= period_end, pl.col("status") != CLOSED)
    yield from doubts(6, rows, "status", (
        "The case was closed on {ended}, but its status is not e) closed. Correct the status, or clear the "
        "closure date. The date is used."
    ))  # fmt: skip


def episode_change_as_exit(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """X1 ends an episode inside a period of care: a child who goes on being looked after has not left."""
    yield from doubts(8, rows_of(file, 8, pl.col("ceased") == "X1"), "ceased", (
        "X1 means that a new episode followed and care went on. Give the reason care ended, or clear the "
        "date and the reason. The row is left out of the children who left care."
    ))  # fmt: skip


def conference_though_unnecessary(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A conference was held or was deemed unnecessary, never both: the share that reach one depends on it."""
    rows = rows_of(file, 5, pl.col("conference_unnecessary"), pl.col("conference").is_not_null())
    yield from doubts(5, rows, "conference", (
        "There is a conference of {conference}, though a conference was deemed unnecessary. Correct one of "
        "the two."
    ))  # fmt: skip


def plan_made_without_conference(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A plan is made by a conference: without its date the conference is not counted."""
    if has_column(file, 5, "conference"):
        rows = rows_of(file, 5, pl.col("plan_made"), pl.col("conference").is_null())
        yield from doubts(5, rows, "conference", (
            "The conference resulted in a plan, but has no date. Give the date of the conference."
        ))  # fmt: skip


def authorised_without_outcome(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A finished assessment says whether support is needed: a blank counts as if it were."""
    if has_column(file, 4, "support_required"):
        rows = rows_of(file, 4, pl.col("authorised").is_not_null(), pl.col("support_required").is_null())
        yield from doubts(4, rows, "support_required", (
            "The assessment was authorised on {authorised}, but does not say whether the child requires "
            "support. Fill in Yes or No."
        ))  # fmt: skip


def short_breaks_left_out(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Children in a series of short breaks are not counted as looked after, which surprises a reader."""
    short = rows_of(file, 8, pl.col("legal").is_in(SHORT_BREAKS)).height
    if short:
        rows, are = ("1 row has", "is") if short == 1 else (f"{short:,} rows have", "are")
        yield Doubt(
            f"{rows} legal status V3 or V4, a series of short breaks, and {are} not counted as looked after.",
            8, heading=heading_of(8, "legal"),
        )  # fmt: skip


def _endings(file: TypedFile) -> list[tuple[int, str, str]]:
    """The endings of which the file has both columns."""
    return [each for each in ENDINGS if all(has_column(file, each[0], field) for field in each[1:])]
