"""What people would write instead: a query a cell by the ORM, and a range join in SQL for a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from authorities.models import Authority
from indicators.calculations.periods import Window, month_end_before, months_in
from indicators.children.rows import reading
from indicators.models import Return
from indicators.models.annex_a import TABLES

# Window and period end.
Cell = tuple[Window, date]
Parts = tuple[int, int | None]


@dataclass(frozen=True)
class Plain:
    """A figure that both can write down: rows of a list dated in a window, and those that meet a condition.

    Rows of several returns that overlap are told to be one by `key`.
    """

    number: int
    on: str
    key: tuple[str, ...]
    counted: Q | None = None
    in_sql: str = ""

    @property
    def table(self) -> str:
        return TABLES[self.number]._meta.db_table


FIGURES = {
    "CONTACT_N": Plain(1, "contacted", ("child", "contacted", "source")),
    "EH_DONE_N": Plain(2, "completed", ("child", "started")),
    "REF_N": Plain(3, "referred", ("child", "referred")),
    "REF_NFA_PCT": Plain(
        3, "referred", ("child", "referred"), Q(no_further_action=True), "no_further_action"
    ),
    "ASM_RATE": Plain(4, "authorised", ("child", "started")),
    "ASM_NFA_PCT": Plain(
        4, "authorised", ("child", "started"), Q(support_required=False), "NOT support_required"
    ),
    "S47_N": Plain(5, "started", ("child", "started")),
    "S47_ICPC_PCT": Plain(
        5, "started", ("child", "started"), Q(conference__isnull=False), "conference IS NOT NULL"
    ),
}


def index_dates() -> None:
    """In favour of both: an index on each date by which rows are looked up."""
    with connection.cursor() as cursor:
        for table, on in {(figure.table, figure.on) for figure in FIGURES.values()}:
            cursor.execute(f"CREATE INDEX ON {table} (authority_id, {on})")


def start_of(cell: Cell) -> date:
    """The last day before the window."""
    window, end = cell
    return month_end_before(end, 12 if window is Window.MEAN12 else months_in(window, end))


def by_orm(authority: Authority, returns: Sequence[Return], code: str, cell: Cell) -> Parts:
    """One cell: a query for the numerator and one for what is below it."""
    figure = FIGURES[code]
    rows = TABLES[figure.number]._default_manager.filter(
        authority=authority,
        of_return__in=returns,
        **{f"{figure.on}__gt": start_of(cell), f"{figure.on}__lte": cell[1]},
    )
    everything = rows.values(*figure.key).distinct().count()
    if figure.counted is None:
        return everything, None
    return rows.filter(figure.counted).values(*figure.key).distinct().count(), everything


def by_sql(
    authority: Authority, returns: Sequence[Return], code: str, cells: Sequence[Cell]
) -> dict[Cell, Parts]:
    """Every window and month end of one figure in one statement."""
    figure = FIGURES[code]
    key = ", ".join(figure.key)
    statement = f"""
        WITH cell AS (
          SELECT * FROM unnest(%s::int[], %s::date[], %s::date[]) AS given(place, after, up_to)
        ), said AS (
          SELECT DISTINCT ON ({key}) * FROM {figure.table}
          WHERE authority_id = %s AND of_return_id = ANY(%s) ORDER BY {key}, of_return_id DESC
        )
        SELECT cell.place, count(said.row), count(said.row) FILTER (WHERE {figure.in_sql or "true"})
        FROM cell LEFT JOIN said ON said.{figure.on} > cell.after AND said.{figure.on} <= cell.up_to
        GROUP BY cell.place
    """  # noqa: S608  (names of our own models)
    places, starts = list(range(len(cells))), [start_of(cell) for cell in cells]
    given: list[list[Any]] = [places, starts, [end for _, end in cells]]
    with reading(authority), connection.cursor() as cursor:
        cursor.execute(statement, [*given, authority.pk, [each.pk for each in returns]])
        found = cursor.fetchall()
    return {cells[place]: (met, everything if figure.in_sql else None) for place, everything, met in found}
