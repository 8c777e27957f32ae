"""Dates in an order that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from indicators.annex_a.rules.doubts import OWN_DATE, Doubt, doubts, heading_of, rows_of
from indicators.annex_a.typed import TypedFile

# Between a date and the birth of an unborn child, at most.
LONGEST_BEFORE_BIRTH = 300
# Of each pair the first is the earlier step.
ADOPTION_STEPS = (
    ("entered_care", "decided"), ("decided", "ordered"), ("decided", "matched"), ("ordered", "matched"),
    ("ordered", "placed"), ("matched", "placed"), ("placed", "adopted"), ("decided", "reversed"),
)  # fmt: skip
ADOPTER_STAGES = (
    ("enquired", "stage1_started"), ("stage1_started", "stage1_ended"), ("stage1_ended", "stage2_started"),
    ("stage2_started", "stage2_ended"),
)  # fmt: skip
ADOPTER_STEPS = (
    ("submitted", "approved"), ("approved", "matched"), ("matched", "placed"), ("placed", "adopted"),
)  # fmt: skip


def completed_before_start(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An early help assessment completed before it started has no length, and is left out of timeliness."""
    yield from doubts(2, rows_of(file, 2, pl.col("completed") < pl.col("started")), "completed", (
        "The assessment was completed before it started on {started}. Correct one of the two dates."
    ))  # fmt: skip


def authorised_before_start(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An assessment authorised before it started has no length, and is left out of timeliness."""
    yield from doubts(4, rows_of(file, 4, pl.col("authorised") < pl.col("started")), "authorised", (
        "The assessment was authorised before it started on {started}. Correct one of the two dates."
    ))  # fmt: skip


def conference_before_strategy(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A conference before its strategy discussion is left out of conferences in 15 working days."""
    yield from doubts(5, rows_of(file, 5, pl.col("conference") < pl.col("started")), "conference", (
        "The conference was held before the strategy discussion of {started}. Correct one of the two dates, "
        "or give the conference on the row of the enquiry that led to it."
    ))  # fmt: skip


def ended_before_start(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An episode that ended before it started is open at no time, and so is counted nowhere."""
    for number in (6, 7, 8):
        yield from doubts(number, rows_of(file, number, pl.col("ended") < pl.col("started")), "ended", (
            "This ended before it started on {started}. Correct one of the two dates."
        ))  # fmt: skip


def visit_before_start(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A last visit before the start means that the child was not visited since, or that a date is wrong."""
    for number, field in ((6, "last_seen"), (7, "last_visit"), (8, "last_visit")):
        yield from doubts(number, rows_of(file, number, pl.col(field) < pl.col("started")), field, (
            "The last visit is before the start on {started}. Give the last visit since then, or leave the "
            "cell blank where there was none."
        ))  # fmt: skip


def review_before_start(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A review before the plan or the care started belongs to an earlier one and makes this look late."""
    for number in (7, 8):
        yield from doubts(number, rows_of(file, number, pl.col("latest_review") < pl.col("started")),
                          "latest_review", (
            "The latest review is before the start on {started}. Give the latest review since then, or leave "
            "the cell blank where there was none."
        ))  # fmt: skip


def placed_before_care(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A placement older than the care itself makes a child look more settled than the child is."""
    yield from doubts(8, rows_of(file, 8, pl.col("placed") < pl.col("started")), "placed", (
        "The placement started before the child was looked after, on {started}. Correct one of the two dates."
    ))  # fmt: skip


def legal_status_before_care(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A legal status older than the care belongs to an earlier period, or the start of care is wrong."""
    yield from doubts(8, rows_of(file, 8, pl.col("legal_started") < pl.col("started")), "legal_started", (
        "The legal status started before the child was looked after, on {started}. Correct one of the two "
        "dates."
    ))  # fmt: skip


def event_before_birth(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child cannot be known long before birth: one of the two dates is wrong, and the age with it."""
    for number in range(1, 8):
        field = OWN_DATE[number]
        early = (pl.col("born") - pl.col(field)).dt.total_days() > LONGEST_BEFORE_BIRTH
        yield from doubts(number, rows_of(file, number, early), field, (
            "This date is more than ten months before the child's date of birth. Correct one of the two."
        ))  # fmt: skip
    for number, field in ((8, "started"), (10, "entered_care")):
        yield from doubts(number, rows_of(file, number, pl.col(field) < pl.col("born")), field, (
            "This date is before the child's date of birth. Correct one of the two."
        ))  # fmt: skip


def adoption_steps_out_of_order(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """The days between the steps of an adoption are counted, which needs them in order."""
    yield from _out_of_order(file, 10, ADOPTION_STEPS)


def adopter_stages_out_of_order(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """The stages of an approval follow each other: one that ends before it starts has a wrong date."""
    yield from _out_of_order(file, 11, ADOPTER_STAGES)


def approved_before_application(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An approval before its application, or a match before approval, is often a date in the wrong column."""
    yield from _out_of_order(file, 11, ADOPTER_STEPS)


def _out_of_order(file: TypedFile, number: int, pairs: tuple[tuple[str, str], ...]) -> Iterator[Doubt]:
    for earlier, later in pairs:
        rows = rows_of(file, number, pl.col(later) < pl.col(earlier))
        yield from doubts(number, rows, later, (
            f"This date is before the date under {heading_of(number, earlier)!r}, {{{earlier}}}. Correct one "
            "of the two."
        ))  # fmt: skip
