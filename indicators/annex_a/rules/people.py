"""Whether the rows of one child agree about who the child is, and the age with the date of birth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from indicators.annex_a.protect import UNBORN, age_on
from indicators.annex_a.rules.doubts import Doubt, doubts, is_open, rows_of
from indicators.annex_a.typed import TypedFile

LISTS_OF_CHILDREN = range(1, 11)
ADULT = 18
# Of the people whom a council's leaving care service supports.
YOUNGEST_LEAVER, OLDEST_LEAVER = 15, 24
NOT_STATED = "c"


def age_differs(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Age and date of birth that disagree by years: one is wrong, and with it who counts as a child."""
    reckoned = _reckoned_age(period_end)
    apart = ((pl.col("age") - reckoned).abs() > 1) & ~_unborn_though_born(period_end)
    for number in LISTS_OF_CHILDREN:
        yield from doubts(number, rows_of(file, number, apart).with_columns(_reckoned=reckoned), "age", (
            "The age given is {age}, but by the date of birth it was {_reckoned} at the period end. "
            "Correct the one that is wrong. The date of birth is used."
        ))  # fmt: skip


def unborn_with_birth_in_past(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child still marked as unborn whose date of birth has passed was born, or was never updated."""
    for number in LISTS_OF_CHILDREN:
        yield from doubts(number, rows_of(file, number, _unborn_though_born(period_end)), "age", (
            "The age says that the child is unborn, but the date of birth has passed. Give the date of birth "
            "and the age, or the new expected date."
        ))  # fmt: skip


def adult_still_open(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An adult who is still open in a list of children is left out of the figures: often a case to close."""
    adult = (_known_age(period_end) >= ADULT) & is_open(period_end)
    for number in (6, 7, 8):
        rows = rows_of(file, number, adult).with_columns(_reckoned=_known_age(period_end))
        yield from doubts(number, rows, "age", (
            "The person was {_reckoned} at the period end and the row is still open. Give the end date, or "
            "correct the date of birth. Adults are not counted as children."
        ))  # fmt: skip


def leaver_age_unlikely(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Care leavers are counted by their age: one outside 15 to 24 may be in the wrong list."""
    unlikely = ~_known_age(period_end).is_between(YOUNGEST_LEAVER, OLDEST_LEAVER)
    rows = rows_of(file, 9, unlikely).with_columns(_reckoned=_known_age(period_end))
    yield from doubts(9, rows, "age", (
        f"The person was {{_reckoned}} at the period end. Care leavers are {YOUNGEST_LEAVER} to "
        f"{OLDEST_LEAVER}: correct the date of birth, or take the row out."
    ))  # fmt: skip


def two_births_of_one_child(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A child with two dates of birth has two ages, and is a child in one list and an adult in another."""
    yield from _disagreeing(file, "born", "birth_month", (
        "Row {_other_row} of list {_other_list} has another date of birth for the same child. Correct the "
        "one that is wrong."
    ))  # fmt: skip


def two_genders_of_one_child(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """One child with two genders may be two children under one identifier."""
    yield from _disagreeing(file, "gender", "gender", (
        "Row {_other_row} of list {_other_list} has another gender for the same child. Correct the one that "
        "is wrong, or give two children two identifiers."
    ))  # fmt: skip


def identifier_written_two_ways(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Identifiers are matched as written: a child written in two ways is counted as two children."""
    seen = _seen(file, "child").with_columns(
        _alike=pl.col("child").str.to_uppercase().str.replace_all(r"\s", "").str.strip_chars_start("0")
    )
    yield from _unlike_the_usual(seen, "_alike", "child", "child", (
        "This identifier is written otherwise on row {_other_row} of list {_other_list}: capitals, spaces or "
        "leading zeros differ. If it is the same child, write it in one way, or it is counted as two."
    ))  # fmt: skip


def _disagreeing(file: TypedFile, value: str, field: str, sentence: str) -> Iterator[Doubt]:
    seen = _seen(file, value)
    if value == "gender":
        seen = seen.filter(pl.col("gender") != NOT_STATED)
    yield from _unlike_the_usual(seen, "child", value, field, sentence)


def _unlike_the_usual(seen: pl.DataFrame, of: str, value: str, field: str, sentence: str) -> Iterator[Doubt]:
    """A doubt at the first row of each list whose value is not the usual one among the rows `of` the same."""
    usual = (
        seen.with_columns(_times=pl.len().over(of, value))
        .sort("_times", "_list", "row", descending=[True, False, False])
        .unique(of, keep="first", maintain_order=True)
        .select(of, _usual=value, _other_list="_list", _other_row="row")
    )
    odd = seen.join(usual, on=of).filter(pl.col(value) != pl.col("_usual")).sort("_list", "row")
    odd = odd.unique([of, "_list"], keep="first", maintain_order=True).drop("_usual", "_alike", strict=False)
    for (number,), rows in odd.group_by("_list", maintain_order=True):
        yield from doubts(int(number), rows, field, sentence)


def _seen(file: TypedFile, value: str) -> pl.DataFrame:
    """Every row with a child and this value: `_list`, `row`, `child`, the value."""
    wanted = list(dict.fromkeys(("child", value)))
    lists = [
        rows_of(file, number).select(pl.lit(number).alias("_list"), "row", *wanted).drop_nulls()
        for number in LISTS_OF_CHILDREN
    ]
    return pl.concat(lists, how="vertical_relaxed")


def _reckoned_age(period_end: date) -> pl.Expr:
    """Whole years at the period end by the date of birth; below 0 for the unborn."""
    return age_on(pl.col("born"), pl.lit(period_end))


def _known_age(period_end: date) -> pl.Expr:
    return pl.coalesce(_reckoned_age(period_end), "age")


def _unborn_though_born(period_end: date) -> pl.Expr:
    return ((pl.col("age") == UNBORN) & (pl.col("born") <= period_end)).fill_null(value=False)
