"""Counters that the rows beside them contradict. The figures trust the counters, so they must hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from indicators.annex_a.rules.doubts import Doubt, doubts, has_column, rows_of
from indicators.annex_a.typed import TypedFile

YEAR = "-12mo"


def referral_counter_low(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Re-referrals are found by this counter: lower than the child's own rows, it was not kept."""
    yield from _lower_than_rows(file, 3, "referred", "earlier_referrals", "referred", (
        "The counter is {earlier_referrals}, but this list holds {_earlier} of the child's referrals in "
        "the 12 months before this one, the latest. Correct the counter."
    ))  # fmt: skip


def enquiry_counter_low(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A counter of enquiries lower than the child's own rows shows that it counts something else."""
    yield from _lower_than_rows(file, 5, "started", "earlier_enquiries", "started", (
        "The counter is {earlier_enquiries}, but this list holds {_earlier} of the child's section 47 "
        "enquiries in the 12 months before this one, the latest. Correct the counter."
    ))  # fmt: skip


def conference_counter_low(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A counter of conferences lower than the child's own rows shows that it counts something else."""
    yield from _lower_than_rows(file, 5, "started", "earlier_conferences", "conference", (
        "The counter is {earlier_conferences}, but this list holds {_earlier} of the child's conferences in "
        "the 12 months before this enquiry, the latest. Correct the counter."
    ))  # fmt: skip


def counters_disagree(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A counter belongs to the child and is the same on all its rows: else one is out of date."""
    for number, field in ((3, "earlier_referrals"), (5, "earlier_enquiries"), (5, "earlier_conferences")):
        most = pl.col(field).max().over("child")
        rows = rows_of(file, number).with_columns(_most=most).filter(pl.col(field) < most).sort("row")
        yield from doubts(number, rows.unique("child", keep="first"), field, (
            f"The counter is {{{field}}} here and {{_most}} on another row of the same child. It counts "
            "the 12 months before the child's latest row, and is the same on all. The larger is used."
        ))  # fmt: skip


def no_placements(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A looked after child has had one placement at least: 0 means that moves were counted."""
    yield from doubts(8, rows_of(file, 8, pl.col("placements") < 1), "placements", (
        "A looked after child has had at least 1 placement. Count placements, not moves."
    ))  # fmt: skip


def interview_not_answered(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Return interviews are counted over the children who went missing: a blank says nothing about them."""
    if has_column(file, 8, "interview_offered"):
        rows = rows_of(file, 8, pl.col("missing") >= 1, pl.col("interview_offered").is_null())
        yield from doubts(8, rows, "interview_offered", (
            "Missing episodes: {missing}. Whether a return interview was offered is blank. Fill in Yes, No "
            "or Unknown."
        ))  # fmt: skip


def interview_accepted_not_offered(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An interview that was not offered cannot have been accepted: one of the two answers is wrong."""
    rows = rows_of(
        file, 8, pl.col("interview_accepted") == "y", pl.col("interview_offered").is_in(["n", "u"])
    )
    yield from doubts(8, rows, "interview_accepted", (
        "The return interview was accepted, but whether it was offered says {interview_offered}. Correct "
        "one of the two answers."
    ))  # fmt: skip


def _lower_than_rows(
    file: TypedFile, number: int, own: str, counter: str, counted: str, sentence: str
) -> Iterator[Doubt]:
    """A doubt at the latest row of each child whose counter is below the `counted` dates before it."""
    latest = pl.col("_latest")
    # A date before its own row's start is a fault of that row, which another rule names.
    sound = (pl.col(counted) >= pl.col(own)) & (pl.col(counted) < latest)
    in_year = sound & (pl.col(counted) >= latest.dt.offset_by(YEAR))
    rows = rows_of(file, number).with_columns(_latest=pl.col(own).max().over("child"))
    rows = rows.with_columns(
        _earlier=pl.col(counted).filter(in_year).n_unique().over("child"),
        _most=pl.col(counter).max().over("child"),
    )
    low = rows.filter(pl.col(own) == latest, pl.col("_most") < pl.col("_earlier")).sort("row")
    yield from doubts(number, low.unique("child", keep="first"), counter, sentence)
