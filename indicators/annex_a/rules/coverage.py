"""Whether the lists are those of this period: months, sizes, blanks, and lists that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import polars as pl

from indicators.annex_a.lists import BY_NUMBER, LISTS, Kind
from indicators.annex_a.rules.doubts import (
    OWN_DATE,
    Doubt,
    given,
    has_column,
    heading_of,
    lists_with_rows,
    name_of,
    rows_of,
)
from indicators.annex_a.typed import TypedFile
from indicators.calculations.periods import long_date, month_end_before

# A list with fewer rows may have a month without any by chance.
FEW = 10
# What every other month must have before an empty one is strange.
OFTEN = 5
# Two lists with as many rows and the same children and dates are one list pasted twice.
SURELY = 20
# Some councils take every contact as a referral, or start every assessment on the day of its referral.
MAY_BE_ALIKE = ((1, 3), (3, 4))
# The date with which a row leaves its list.
LAST_DATE = {
    1: ("contacted",), 2: ("completed",), 3: ("referred",), 4: ("authorised",), 5: ("conference",),
    6: ("ended",), 7: ("ended",), 8: ("ended",), 10: ("adopted", "reversed"), 11: ("left",),
}  # fmt: skip
# Whose children must all be in the other list.
PARTS = ((7, 6), (8, 6))
NEVER_BLANK = {
    3: ("no_further_action", "earlier_referrals"), 5: ("earlier_enquiries",), 6: ("need", "status"),
    7: ("latest_category", "earlier_plans"), 8: ("legal", "placements", "placement", "placed", "missing"),
    9: ("eligibility", "in_touch"), 10: ("entered_care", "decided"),
}  # fmt: skip
OF_EVERY_CHILD = ("gender", "ethnicity", "birth_month")
IN_FRAME = {"birth_month": "born"}


def wrong_period(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A list without one date in its six months is another period's, and would be counted as this one's."""
    since = month_end_before(period_end, 6)
    for number, newest in _newest_dates(file):
        if newest <= since:
            yield Doubt(
                f"Every date in {name_of(number)} is on or before {long_date(since)}: none lies in the six "
                f"months to {long_date(period_end)}. Choose the period end that the file was made for, or "
                "upload the right file.", number, value=f"{newest:%d/%m/%Y}", severity="error",
            )  # fmt: skip


def list_repeats_another(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Two lists of the same children on the same dates are one list pasted twice."""
    held = [number for number, each in lists_with_rows(file) if each.frame.height >= SURELY]
    for place, number in enumerate(held):
        for earlier in held[:place]:
            if (earlier, number) not in MAY_BE_ALIKE and _same_rows(file, earlier, number):
                yield Doubt(
                    f"The rows of {name_of(number)} are those of {name_of(earlier)}. Put the right rows in "
                    "this sheet and upload again.", number, severity="error",
                )  # fmt: skip


def list_missing(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """What depends on a list that is not in the file cannot be counted for this period."""
    missing = [each.number for each in LISTS if each.number not in file.lists]
    # A list that could not be read is not there either, and is told as an error.
    unread = any(problem.severity == "error" for problem in file.problems)
    if missing and not unread:
        yield Doubt(
            f"The file does not have {_joined([name_of(number) for number in missing])}. Figures that need "
            "them are not counted for this period. Add them, or confirm that they are not returned. Lists "
            "handed in one by one replace each other: all csv files of a period end belong into one upload."
        )


def list_empty(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """An empty list is counted as none at all, which is rarely what is meant."""
    for number, held in sorted(file.lists.items()):
        if held.frame.is_empty() and not held.rejected:
            yield Doubt(
                f"There are no rows in {name_of(number)}, and its figures will be 0. Fill it in, leave the "
                "sheet out, or confirm that there was nobody.", number,
            )  # fmt: skip


def month_without_events(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A month without one row between busy months is often an extract that left it out."""
    ends = [month_end_before(period_end, back) for back in range(6, -1, -1)]
    newest = dict(_newest_dates(file))
    for number in sorted(newest):
        days = rows_of(file, number)[OWN_DATE[number]]
        # Beyond the newest date of all the list is old, which is said once and elsewhere.
        months = [(first, last) for first, last in pairwise(ends)
                  if first < newest[number] or newest[number] > ends[4]]  # fmt: skip
        counts = [((days > first) & (days <= last)).sum() for first, last in months]
        busy = [count for count in counts if count]
        if 2 <= len(busy) < len(counts) and min(busy) >= OFTEN:
            gaps = [f"{last:%B %Y}" for (_, last), count in zip(months, counts, strict=True) if not count]
            yield Doubt(
                f"No row of {name_of(number)} is dated in {_joined(gaps)}, while every other month has "
                f"{min(busy)} or more. Check that the extract has the whole six months.", number,
                heading=heading_of(number, OWN_DATE[number]),
            )  # fmt: skip


def newest_event_old(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A list that stops months before the period end was extracted early, and its last months look empty."""
    for number, newest in _newest_dates(file):
        if month_end_before(period_end, 6) < newest <= month_end_before(period_end, 2):
            yield Doubt(
                f"The newest date in {name_of(number)} is {newest:%d/%m/%Y}, two months or more before the "
                "period end. Extract the list again, or choose the period end that it was made for.", number,
                value=f"{newest:%d/%m/%Y}",
            )  # fmt: skip


def rows_before_window(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """Rows that ended before the list's months belong to an earlier return and are not counted in this."""
    old = {number for number, newest in _newest_dates(file) if newest <= month_end_before(period_end, 6)}
    for number, fields in LAST_DATE.items():
        since = month_end_before(period_end, BY_NUMBER[number].months)
        started = [OWN_DATE[number]] if number in OWN_DATE else []
        gone = [pl.max_horizontal(fields) <= since, *(pl.col(day) <= since for day in started)]
        before = rows_of(file, number, *gone).height
        if before and number not in old:
            rows = "1 row" if before == 1 else f"{before:,} rows"
            yield Doubt(
                f"{rows} of {name_of(number)} ended on or before {long_date(since)}, before the months "
                "that this list covers. They are kept, but count in no figure of these months. Check the "
                "extract's dates.",
                number, heading=heading_of(number, fields[0]), value=str(before),
            )  # fmt: skip


def smaller_than_its_part(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A list that must hold every child of another cannot hold fewer: one of the two is not whole."""
    for part, whole in PARTS:
        if not given(file, part, whole):
            continue
        in_part, in_whole = (rows_of(file, number)["child"].n_unique() for number in (part, whole))
        if in_part > in_whole:
            yield Doubt(
                f"There are {in_part:,} children in {name_of(part)}, but only {in_whole:,} in "
                f"{name_of(whole)}, though every child of list {part} belongs in list {whole} too. Check "
                "that none is left out.",
                whole, value=str(in_whole),
            )  # fmt: skip


def column_mostly_blank(file: TypedFile, period_end: date) -> Iterator[Doubt]:
    """A column that is blank on most rows leaves its figures to the few rows that have it."""
    for number, held in lists_with_rows(file):
        of_everyone = OF_EVERY_CHILD if number <= 10 else ()
        total = held.frame.height
        for field in (*of_everyone, *NEVER_BLANK.get(number, ())):
            heading = heading_of(number, field)
            blank = held.frame[IN_FRAME.get(field, field)].null_count()
            if total >= FEW and blank * 2 > total and has_column(file, number, field):
                yield Doubt(
                    f"{blank:,} of {total:,} rows are blank or could not be read. Fill the column in: "
                    "figures that need it leave these rows out.", number, heading=heading, value=str(blank),
                )  # fmt: skip


def _newest_dates(file: TypedFile) -> Iterator[tuple[int, date]]:
    """The newest date of each list of six months that has enough rows to judge by."""
    for number, held in lists_with_rows(file):
        if number in OWN_DATE and held.frame.height >= FEW:
            fields = [column.field for column in held.spec.columns if column.kind is Kind.DATE]
            newest = held.frame.select(pl.max_horizontal(pl.col(fields).max())).item()
            if newest is not None:
                yield number, newest


def _same_rows(file: TypedFile, one: int, other: int) -> bool:
    """As many rows, of the same people and, where both lists have a date of their own, on the same dates."""
    dated = one in OWN_DATE and other in OWN_DATE
    rows = [_who_and_when(rows_of(file, number), number, dated) for number in (one, other)]
    if rows[0].height != rows[1].height:
        return False
    return rows[0].join(rows[1], on=rows[0].columns, how="anti").is_empty()


def _who_and_when(rows: pl.DataFrame, number: int, dated: bool) -> pl.DataFrame:
    who = pl.col("adopter" if number == 11 else "child").alias("who")
    return rows.select(who, pl.col(OWN_DATE[number]).alias("day")) if dated else rows.select(who)


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
