"""The only way to the rows of children: one authority's at a time, and the database is told whose.

On PostgreSQL the rows are read under a role that row security binds, in a transaction that names the
authority (`authorities.row_security`): a query that forgot its filter would find nothing of another's. On
SQLite the filters here are the only guard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
from django.db import connection, models, transaction

from authorities.models import Authority
from authorities.row_security import READER, SETTING
from indicators.models import ListRead, Return
from indicators.models.annex_a import TABLES, ListRow

Plain = dict[str, type[pl.DataType]]
WHOSE = {"authority", "of_return"}
# Dates leave the database as days since 1970, whatever its own order of day and month.
DAYS = {
    "postgresql": "{} - DATE '1970-01-01'",
    "sqlite": "CAST(julianday({}) - 2440587.5 AS INTEGER)",
}
TRUTH = {"postgresql": "{}::int", "sqlite": "{}"}


@contextmanager
def reading(authority: Authority) -> Iterator[None]:
    """Within it the rows of this authority alone can be read, and nothing else can.

    The role and the authority hold for this transaction, never for the session: connections are shared.
    Nothing is written here, so all of it is undone at the end, however it ends.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {READER}")
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, str(authority.pk)])
        yield
        transaction.set_rollback(True)


def frames_of(authority: Authority, returns: Sequence[Return]) -> dict[int, pl.DataFrame]:
    """The stored rows of the returns, a frame for each list that any of them has, by the list's number.

    Columns: `row` (UInt32), the fields of the list's model (dates Date, identifiers, ages and counts Int64,
    yes and no Boolean, codes and teams String with null for blank) and `held` (Int16), the place of the
    row's return in `returns`; sorted by `held` and `row`. ValueError where a return is another authority's,
    or where not all were hashed under one version of the keys: their children could not be told apart.
    """
    _refuse_others(authority, returns)
    versions = {each.key_version for each in returns}
    if len(versions) > 1:
        raise ValueError(
            f"These returns were hashed under versions {', '.join(sorted(versions))} of the keys. "
            "Count those of one version."
        )
    numbers = ListRead.objects.filter(authority=authority, of_return__in=returns)
    found = sorted(set(numbers.values_list("number", flat=True)))
    with reading(authority):
        return {number: _frame(TABLES[number], authority, returns) for number in found}


def row_facts(
    authority: Authority, of_return: Return, number: int, rows: Sequence[int]
) -> list[dict[str, Any]]:
    """What is kept of some rows of one list, in the order of the file: field by field, None for blank."""
    _refuse_others(authority, [of_return])
    model = TABLES[number]
    names = [field.name for field in _kept(model)]
    wanted = model._default_manager.filter(authority=authority, of_return=of_return, row__in=rows)
    with reading(authority):
        found = list(wanted.order_by("row").values(*names))
    return [{name: None if value == "" else value for name, value in row.items()} for row in found]


def _refuse_others(authority: Authority, returns: Sequence[Return]) -> None:
    if any(each.authority_id != authority.pk for each in returns):
        raise ValueError(f"A return is not {authority}'s.")


def _kept(model: type[ListRow]) -> list[models.Field[Any, Any]]:
    """The fields that hold something of the row, `row` first."""
    return [field for field in model._meta.concrete_fields if field.column and field.name not in WHOSE]


def _frame(model: type[ListRow], authority: Authority, returns: Sequence[Return]) -> pl.DataFrame:
    kept = _kept(model)
    selected = ", ".join(_selected(field) for field in kept)
    table = connection.ops.quote_name(model._meta.db_table)
    keys = ", ".join(str(int(each.pk)) for each in returns)
    statement = (
        f"SELECT of_return_id, {selected} FROM {table} "  # noqa: S608  (names of our own models, and keys)
        f"WHERE authority_id = {int(authority.pk)} AND of_return_id IN ({keys})"
    )
    plain: Plain = {"of_return": pl.Int64, **{field.name: _plain(field) for field in kept}}
    fetch = _copied if connection.vendor == "postgresql" else _fetched
    places = {each.pk: place for place, each in enumerate(returns)}
    held = pl.col("of_return").replace_strict(places, return_dtype=pl.Int16).alias("held")
    typed = [pl.col(field.name).cast(_type(field)) for field in kept]
    return fetch(statement, plain).select(*typed, held).sort("held", "row")


def _copied(statement: str, plain: Plain) -> pl.DataFrame:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT CSV)") as copy,
    ):
        found = b"".join(copy)
    if not found:
        return pl.DataFrame(schema=plain)
    return pl.read_csv(found, has_header=False, schema=plain)


def _fetched(statement: str, plain: Plain) -> pl.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return pl.DataFrame(cursor.fetchall(), schema=plain, orient="row")


def _selected(field: models.Field[Any, Any]) -> str:
    column = connection.ops.quote_name(field.column or field.name)
    if isinstance(field, models.CharField):
        return f"nullif({column}, '')"
    if isinstance(field, models.DateField):
        return DAYS[connection.vendor].format(column)
    if isinstance(field, models.BooleanField):
        return TRUTH[connection.vendor].format(column)
    return column


def _plain(field: models.Field[Any, Any]) -> type[pl.DataType]:
    """As the database gives it."""
    if isinstance(field, models.CharField):
        return pl.String
    return pl.Int32 if isinstance(field, models.DateField) else pl.Int64


def _type(field: models.Field[Any, Any]) -> type[pl.DataType]:
    """As the counting takes it."""
    if field.name == "row":
        return pl.UInt32
    if isinstance(field, models.DateField):
        return pl.Date
    if isinstance(field, models.BooleanField):
        return pl.Boolean
    return _plain(field)
