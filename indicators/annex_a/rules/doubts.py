"""What the rules share: the rows that a rule looks at, and how a doubt about a row is put.

A sentence may quote dates, codes, counts and ages of its row, each by its field in braces. Nothing that
names a person can be quoted: such columns are not offered to the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from indicators.annex_a.codes import CODE_SETS
from indicators.annex_a.lists import BY_NUMBER, AnnexAList, Column, Kind
from indicators.annex_a.typed import TypedFile, TypedList

QUOTABLE = {Kind.DATE, Kind.CODE, Kind.COUNT, Kind.AGE, Kind.YES_NO}
TYPES: Mapping[Kind, type[pl.DataType]] = {
    Kind.BIRTH: pl.Date,
    Kind.DATE: pl.Date,
    Kind.AGE: pl.Int64,
    Kind.COUNT: pl.Int64,
    Kind.YES_NO: pl.Boolean,
}
# The date that puts a row in its list.
OWN_DATE: Mapping[int, str] = {1: "contacted", 3: "referred", **dict.fromkeys((2, 4, 5, 6, 7, 8), "started")}
# Legal statuses that the statistics of looked after children leave out.
SHORT_BREAKS = ("V3", "V4")
# Under their own names in a typed frame, before they are cut to a month and a district.
TYPED_NAMES = {"birth_month": "born", "district": "postcode"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What one rule says of one row, one list or (without a number) the whole file."""

    sentence: str
    number: int | None = None
    row: int | None = None
    heading: str = ""
    value: str = ""
    severity: Literal["error", "warning"] = "warning"


Rule = Callable[[TypedFile, date], Iterator[Doubt]]


def name_of(number: int) -> str:
    """Like 'list 6 (Children in need)'."""
    return f"list {number} ({BY_NUMBER[number].title})"


def rows_of(typed: TypedFile, number: int, *conditions: pl.Expr) -> pl.DataFrame:
    """The rows of a list that meet every condition; none where the file lacks the list."""
    held = typed.lists.get(number)
    frame = _no_rows(BY_NUMBER[number]) if held is None else held.frame
    return frame.filter(*conditions) if conditions and frame.height else frame


def given(typed: TypedFile, *numbers: int) -> bool:
    """Whether the file has rows of each of these lists: what is compared with nothing is not at fault."""
    return all(rows_of(typed, number).height for number in numbers)


def has_column(typed: TypedFile, number: int, field: str) -> bool:
    """Whether the file has this column of a list, however named: the reading tells of one that it lacks."""
    heading = heading_of(number, field)
    headings = typed.lists[number].headings if number in typed.lists else []
    return not any(each["heading"] == heading and each["how"] == "missing" for each in headings)


def lists_with_rows(typed: TypedFile) -> list[tuple[int, TypedList]]:
    return sorted((number, held) for number, held in typed.lists.items() if held.frame.height)


def doubts(number: int, rows: pl.DataFrame, field: str, sentence: str) -> Iterator[Doubt]:
    """A doubt about each of these rows of a list, in the order of the sheet, at the column of `field`."""
    if rows.is_empty():
        return
    quotable = {c.field: c for c in BY_NUMBER[number].kept if c.kind in QUOTABLE and c.field in rows.columns}
    heading = heading_of(number, field)
    # What a rule reckoned itself, and wants quoted.
    extra = [name for name in rows.columns if name.startswith("_")]
    for row in rows.sort("row").select("row", *quotable, *extra).iter_rows(named=True):
        words = {name: in_words(quotable.get(name), value) for name, value in row.items()}
        yield Doubt(sentence.format_map(words), number, row["row"], heading, words.get(field, ""))


def heading_of(number: int, field: str) -> str:
    """The template's heading of a field of a list."""
    return next(c.heading for c in BY_NUMBER[number].kept if c.field == field)


def is_open(period_end: date) -> pl.Expr:
    """Whether a row with a start and an end is open at the period end."""
    return (pl.col("started") <= period_end) & ~(pl.col("ended") <= period_end).fill_null(value=False)


def in_words(column: Column | None, value: Any) -> str:
    """A value as the file's reader would write it: DD/MM/YYYY, Yes, 'N1', 7; blank where there is none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if column is not None and column.kind is Kind.CODE:
        return _code_in_words(column.codes, value)
    return str(value)


def _code_in_words(codes: str, value: str) -> str:
    """'RC1', but 'a) Looked after child' where the letter is all the code there is."""
    found = next((code for code in CODE_SETS[codes] if code.code == value), None)
    if found is None or len(value) > 1:
        return value
    return f"{found.letter}) {found.label}" if found.letter else f"{value} ({found.label})"


def _no_rows(spec: AnnexAList) -> pl.DataFrame:
    schema: dict[str, Any] = {"row": pl.UInt32}
    for column in spec.kept:
        schema[TYPED_NAMES.get(column.field, column.field)] = TYPES.get(column.kind, pl.String)
    return pl.DataFrame(schema=schema)
