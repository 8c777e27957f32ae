"""From a typed list to the frame that is stored: no identifier, no day of birth, no full postcode, no name.

Runs in the throwaway process, so that nothing else ever holds what is taken away here.
"""

from __future__ import annotations

import hmac
from datetime import date

import polars as pl

from indicators.annex_a.lists import DERIVED_OF_CARE, Column, Kind
from indicators.annex_a.typed import TypedList

CARE = 8
IDENTIFIERS = {Kind.CHILD, Kind.WORKER, Kind.ADOPTER, Kind.FAMILY}
UNBORN = -1


def pseudonym(key: bytes, kind: str, identifier: str) -> int:
    """64 bits, signed, that stand for a person: the same for one key, kind and identifier; no way back."""
    told = hmac.digest(key, f"{kind}\x00{identifier}".encode(), "sha256")
    return int.from_bytes(told[:8], "big", signed=True)


def protect(typed: TypedList, key: bytes, period_end: date) -> pl.DataFrame:
    """The frame that is stored: `row`, then the fields of the list's table.

    Identifiers become Int64 pseudonyms, a birth the first day of its month, `age` the whole years at
    `period_end` (-1 unborn), a postcode its district; List 8 gains what only the day of birth tells.
    """
    frame = typed.frame
    kept = [_kept(column, frame, key, period_end) for column in typed.spec.kept]
    if typed.spec.number == CARE:
        kept += _of_care(frame)
    return frame.select(pl.col("row"), *kept)


def age_on(born: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Whole years on a day. A birthday of 29 February falls on 1 March in other years."""
    not_yet = (day.dt.month() < born.dt.month()) | (
        (day.dt.month() == born.dt.month()) & (day.dt.day() < born.dt.day())
    )
    return (day.dt.year() - born.dt.year() - not_yet.cast(pl.Int32)).cast(pl.Int64)


def _kept(column: Column, frame: pl.DataFrame, key: bytes, period_end: date) -> pl.Expr | pl.Series:
    if column.kind in IDENTIFIERS:
        return _pseudonyms(frame[column.field], key, column.kind)
    if column.kind is Kind.BIRTH:
        return _birth_month(pl.col("born")).alias(column.field)
    if column.kind is Kind.AGE:
        reckoned = age_on(pl.col("born"), pl.lit(period_end))
        unborn = pl.when(pl.col("born") > period_end).then(UNBORN).otherwise(reckoned)
        return pl.when(pl.col("born").is_null()).then(pl.col("age")).otherwise(unborn).alias("age")
    if column.kind is Kind.POSTCODE:
        return pl.col("postcode").str.split(" ").list.first().str.to_uppercase().alias(column.field)
    return pl.col(column.field)


def _pseudonyms(identifiers: pl.Series, key: bytes, kind: Kind) -> pl.Series:
    name = identifiers.name
    # A worker is written now in capitals, now not; a child's identifier is taken as it is.
    plain = identifiers.str.to_lowercase() if kind is Kind.WORKER else identifiers
    distinct = plain.drop_nulls().unique()
    hashes = pl.Series([pseudonym(key, kind, text) for text in distinct], dtype=pl.Int64)
    return plain.replace_strict(distinct, hashes, default=None, return_dtype=pl.Int64).alias(name)


def _birth_month(born: pl.Expr) -> pl.Expr:
    leap_day = (born.dt.month() == 2) & (born.dt.day() == 29)
    return pl.when(leap_day).then(born.dt.offset_by("1d")).otherwise(born.dt.month_start())


def _of_care(frame: pl.DataFrame) -> list[pl.Expr]:
    """The age on the day care ceased, and whether that was the eighteenth birthday, or its eve, or later."""
    born, ended = pl.col("born"), pl.col("ended")
    exprs = (
        age_on(born, ended),
        age_on(born, ended) >= 18,
        age_on(born, ended.dt.offset_by("1d")) >= 18,
    )
    return [expr.alias(name) for expr, name in zip(exprs, DERIVED_OF_CARE, strict=True)]
