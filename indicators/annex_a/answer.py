"""What leaves the throwaway process when a file holds Annex A lists, and its reading back in the portal.

Only protected lists are told: `told` takes what `protect` made of a typed list.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from indicators.annex_a.lists import BY_NUMBER, Kind
from indicators.annex_a.typed import Found, TypedList

# Dates travel as days from this one: whole numbers are shorter than dates and quicker to read.
DAY_0 = date(1970, 1, 1)
DATES = {Kind.DATE, Kind.BIRTH}


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """One list, protected. `columns`: the values of each field of its table, and of `row`, in one order."""

    number: int
    sheet: str
    layout: str
    rejected: int
    repeated: int
    headings: list[dict[str, str]]
    values: list[dict[str, str | int]]
    columns: dict[str, list[Any]]

    @property
    def rows(self) -> int:
        return len(self.columns["row"])


@dataclass(frozen=True, slots=True)
class AnnexARead:
    """The lists of one file, in the order of their numbers, and what was wrong with it."""

    lists: list[ListAnswer]
    problems: list[Found]


def told(lists: list[tuple[TypedList, pl.DataFrame]], problems: list[Found]) -> dict[str, Any]:
    """The answer as JSON takes it: typed lists with their protected frames, and the problems."""
    return {
        "lists": [
            {
                "number": typed.spec.number,
                "sheet": typed.sheet,
                "layout": typed.layout,
                "rejected": typed.rejected,
                "repeated": typed.repeated,
                "headings": typed.headings,
                "values": typed.values,
                "columns": _plain(kept),
            }
            for typed, kept in lists
        ],
        "problems": [asdict(found) for found in problems],
    }


def understood(answer: dict[str, Any]) -> AnnexARead:
    """What `told` said, read back: dates as dates. Raises KeyError or TypeError at any other answer."""
    lists = [ListAnswer(**{**each, "columns": _dated(each)}) for each in answer["lists"]]
    return AnnexARead(lists, [Found(**found) for found in answer["problems"]])


def _plain(kept: pl.DataFrame) -> dict[str, list[Any]]:
    numbered = kept.with_columns(pl.col(pl.Date).cast(pl.Int32))
    return {name: numbered[name].to_list() for name in numbered.columns}


def _dated(each: dict[str, Any]) -> dict[str, list[Any]]:
    dates = {column.field for column in BY_NUMBER[each["number"]].kept if column.kind in DATES}
    days: dict[int | None, date | None] = {None: None}
    columns = dict(each["columns"])
    for name in dates & columns.keys():
        days |= {n: DAY_0 + timedelta(days=n) for n in set(columns[name]) - days.keys()}
        columns[name] = [days[n] for n in columns[name]]
    return columns
