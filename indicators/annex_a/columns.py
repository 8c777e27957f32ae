"""The columns of a list, from cells to typed values. Each distinct text of a column is read once.

What the workbook itself stores as dates, or as numbers, is taken as it is, as are texts in which nothing is
to be cleaned: the same values as by reading them one by one, and several times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from indicators.annex_a.cells import (
    BLANKS,
    FIRST_DAY,
    LAST_DAY,
    MOST_COUNT,
    MOST_TEAM,
    OLDEST,
    Fault,
    read_age,
    read_count,
    read_date,
    read_identifier,
    read_postcode,
    read_team,
)
from indicators.annex_a.lists import Column, Kind
from indicators.annex_a.values import Match, read_code

Reader = Callable[[str], Any]
DAY_0 = date(1970, 1, 1).toordinal()
TYPES: dict[Kind, type[pl.DataType]] = {
    Kind.DATE: pl.Date,
    Kind.BIRTH: pl.Date,
    Kind.AGE: pl.Int64,
    Kind.COUNT: pl.Int64,
    Kind.YES_NO: pl.Boolean,
}
# The name of the typed column where it is not the field's: the whole birth, the whole postcode.
NAMES = {Kind.BIRTH: "born", Kind.POSTCODE: "postcode"}
NAMED = {Kind.CHILD, Kind.WORKER, Kind.ADOPTER, Kind.FAMILY, Kind.TEAM}
CODED = {Kind.CODE, Kind.YES_NO}
# A text that cleaning would change, or that says nothing, or is an error.
TO_BE_CLEANED = r"(?i)^ | $|  |[^ -~]|^#|^\d+\.0+$|^(" + "|".join(map(re.escape, sorted(BLANKS))) + ")$"


@dataclass(slots=True)
class ReadCells:
    """A list's cells with its typed columns beside them.

    `faults`: by heading, why a text could not be read. `matches`: what was taken for which code.
    """

    frame: pl.DataFrame
    faults: dict[str, dict[str, Fault]] = field(default_factory=dict)
    matches: list[dict[str, str | int]] = field(default_factory=list)


def typed_name(column: Column) -> str:
    return NAMES.get(column.kind, column.field)


def type_of(column: Column) -> type[pl.DataType]:
    return TYPES.get(column.kind, pl.String)


def as_text(cells: pl.Series) -> pl.Series:
    """The cells as Excel would show them plainly: 2025-01-31 00:00:00, 7.5, 12, true."""
    if cells.dtype == pl.String:
        return cells
    if cells.dtype == pl.Datetime:
        return cells.dt.strftime("%Y-%m-%d %H:%M:%S")
    if cells.dtype.is_float() and (cells.drop_nulls() % 1 == 0).all():
        # A number too long for one stays as it is said, so that it is not lost.
        return cells.cast(pl.Int64, strict=False).cast(pl.String).fill_null(cells.cast(pl.String))
    return cells.cast(pl.String)


def read_columns(columns: Sequence[Column], frame: pl.DataFrame, *, from_1904: bool = False) -> ReadCells:
    """The frame with a typed column for each: null where a cell is blank or cannot be read."""
    direct = _direct(columns, frame)
    rest = [column for column in columns if column.heading not in direct]
    texts = [as_text(frame[c.heading]) for c in rest if frame[c.heading].dtype != pl.String]
    read = ReadCells(frame.with_columns(*texts, *direct.values()))
    distinct = read.frame.select(
        (pl.col(c.heading).drop_nulls().value_counts() if c.kind in CODED else pl.col(c.heading).unique())
        .implode() for c in rest
    )  # fmt: skip
    typed = [_by_text(column, distinct[column.heading].item(), read, from_1904) for column in rest]
    read.frame = read.frame.with_columns(typed)
    return read


def _direct(columns: Sequence[Column], frame: pl.DataFrame) -> dict[str, pl.Expr]:
    """The typed columns of those that need no reading, by heading."""
    named = [c.heading for c in columns if c.kind in NAMED and frame[c.heading].dtype == pl.String]
    unclean = (
        frame.select(pl.col(named).str.contains(TO_BE_CLEANED).any()).row(0, named=True) if named else {}
    )
    found: dict[str, pl.Expr] = {}
    for column in columns:
        cells, value = frame[column.heading], pl.col(column.heading)
        if cells.null_count() == len(cells):
            found[column.heading] = pl.lit(None, type_of(column)).alias(typed_name(column))
        elif column.heading in unclean:
            if not unclean[column.heading]:
                short = value.str.slice(0, MOST_TEAM) if column.kind is Kind.TEAM else value
                found[column.heading] = short.alias(typed_name(column))
        elif _is_plain(column, cells):
            whole = value.floor() if column.kind is Kind.AGE else value
            found[column.heading] = whole.cast(type_of(column)).alias(typed_name(column))
    return found


def _is_plain(column: Column, cells: pl.Series) -> bool:
    """Whether the workbook stores the column as what it is, and all of it within bounds."""
    if cells.dtype == pl.Datetime:
        # Compared here, for a day past the year 9999 cannot be taken out of its column.
        days = cells.dt.date()
        return type_of(column) is pl.Date and bool(((days >= FIRST_DAY) & (days <= LAST_DAY)).all())
    low, high = cells.min(), cells.max()
    if isinstance(low, float) and isinstance(high, float):
        if column.kind is Kind.AGE:
            return low >= -1 and high < OLDEST + 1
        if column.kind is Kind.COUNT:
            return low >= 0 and high <= MOST_COUNT and bool((cells.drop_nulls() % 1 == 0).all())
    return False


def _by_text(column: Column, distinct: pl.Series, read: ReadCells, from_1904: bool) -> pl.Expr:
    """The typed column from its distinct texts; what was met on the way goes to `read`."""
    reader, kind = _reader(column, from_1904), type_of(column)
    counts: list[int] = []
    if column.kind in CODED:
        counted = distinct.struct.unnest()
        distinct, counts = counted.to_series(0), counted.to_series(1).to_list()
    distinct = distinct.drop_nulls()
    texts: list[str] = distinct.to_list()
    results = [reader(text) for text in texts]
    read.faults[column.heading] = {
        text: each for text, each in zip(texts, results, strict=True) if isinstance(each, Fault)
    }
    read.matches += [
        {"column": column.heading, "found": text, "code": each.code, "how": each.how, "rows": rows}
        for text, each, rows in zip(texts, results, counts, strict=bool(counts))
        if isinstance(each, Match)
    ]
    # A series of days is built many times faster than one of dates.
    while_read = pl.Int32 if kind is pl.Date else kind
    values = pl.Series([_stored(column, each) for each in results], dtype=while_read).cast(kind)
    cells = pl.col(column.heading)
    return cells.replace_strict(distinct, values, default=None, return_dtype=kind).alias(typed_name(column))


def _reader(column: Column, from_1904: bool) -> Reader:
    if column.kind in (Kind.DATE, Kind.BIRTH):
        return lambda text: read_date(text, from_1904)
    if column.kind in CODED:
        return lambda text: read_code(column.codes, text)
    plain: dict[Kind, Reader] = {
        Kind.AGE: read_age,
        Kind.COUNT: read_count,
        Kind.POSTCODE: read_postcode,
        Kind.TEAM: read_team,
    }
    return plain.get(column.kind, read_identifier)


def _stored(column: Column, read: Any) -> Any:
    if read is None or isinstance(read, Fault):
        return None
    if isinstance(read, date):
        return read.toordinal() - DAY_0
    if isinstance(read, Match):
        return read.code == "y" if column.kind is Kind.YES_NO else read.code
    return read
