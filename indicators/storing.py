"""Append many rows at once: published values, benchmarks and lists come by the thousand and the million."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
Adapt = Callable[[Any], Any]

# Rows held at a time on SQLite.
CHUNK = 5000
# Fields whose Python values the drivers write as the model would, so that they need no call a cell.
_AS_THEY_ARE = (models.AutoField, models.IntegerField, models.CharField, models.TextField)
# And those that PostgreSQL's driver takes too, with what SQLite's would make of each value, only slower.
_ON_SQLITE: dict[type[models.Field[Any, Any]], Adapt] = {models.DateField: str, models.BooleanField: int}


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Row]) -> int:
    """Append the rows, in the order they come, and return how many.

    `fields` name the model's fields in the order of each row's values; a foreign key takes the key itself
    ('series' or 'series_id'). Fields left out must be nullable or have a default in the database: the
    defaults of the model are not asked. Values are what the model holds (Decimal, date, bytes, None).
    Streams: PostgreSQL by COPY, SQLite by executemany in chunks. Call it in a transaction; a row that the
    database refuses raises IntegrityError or DataError, and none is kept. SQLite keeps 15 significant digits
    of a Decimal, as it does under the ORM.
    """
    connection = connections[router.db_for_write(model)]
    found = [model._meta.get_field(name) for name in fields]
    columns = [field for field in found if isinstance(field, models.Field)]
    adapted = _adapt(rows, [_adapter(field, connection) for field in columns])
    if connection.vendor == "postgresql":
        return _copy(connection, model, columns, adapted)
    return _execute_many(connection, model, columns, adapted)


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> int:
    """As `insert_rows`, with the values of each field together: a value that comes often is adapted once.

    `columns` are of one length; ValueError otherwise. Values that are not as the driver takes them, such as
    dates on SQLite, must be hashable.
    """
    connection = connections[router.db_for_write(model)]
    found = [model._meta.get_field(name) for name in columns]
    fields = [field for field in found if isinstance(field, models.Field)]
    adapted = [
        _adapt_column(values, _adapter(field, connection))
        for field, values in zip(fields, columns.values(), strict=True)
    ]
    rows = zip(*adapted, strict=True)
    store = _copy if connection.vendor == "postgresql" else _execute_many
    return store(connection, model, fields, rows)


def _adapt_column(values: Sequence[Any], adapt: Adapt | None) -> Sequence[Any]:
    if adapt is None:
        return values
    known = {value: None if value is None else adapt(value) for value in dict.fromkeys(values)}
    return list(map(known.__getitem__, values))


def _adapter(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Adapt | None:
    """How a value of the field becomes what the driver takes; None where it already is."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, _AS_THEY_ARE):
        return None
    if connection.vendor == "postgresql" and isinstance(target, models.DecimalField):
        return None
    for kind, as_text_or_number in _ON_SQLITE.items():
        if type(target) is kind:
            return None if connection.vendor == "postgresql" else as_text_or_number

    def adapt(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return adapt


def _adapt(rows: Iterable[Row], adapters: Sequence[Adapt | None]) -> Iterator[Row]:
    wanted = [(place, adapt) for place, adapt in enumerate(adapters) if adapt is not None]
    width = len(adapters)
    for row in rows:
        if len(row) != width:
            raise ValueError(f"A row has {len(row)} values where {width} fields were named.")
        if wanted:
            values = list(row)
            for place, adapt in wanted:
                if values[place] is not None:
                    values[place] = adapt(values[place])
            row = tuple(values)
        yield row


def _names(
    connection: BaseDatabaseWrapper, model: type[models.Model], columns: Sequence[models.Field[Any, Any]]
) -> tuple[str, str]:
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), ", ".join(quote(field.column or field.name) for field in columns)


def _copy(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    columns: Sequence[models.Field[Any, Any]],
    rows: Iterable[Row],
) -> int:
    table, names = _names(connection, model, columns)
    # Binary COPY needs the exact types: the server casts nothing.
    types = [(field.db_type(connection) or "").split("(")[0] for field in columns]
    stored = 0
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(types)
        write = copy.write_row
        for stored, row in enumerate(rows, start=1):  # noqa: B007  (how many there were)
            write(row)
    return stored


def _execute_many(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    columns: Sequence[models.Field[Any, Any]],
    rows: Iterator[Row],
) -> int:
    table, names = _names(connection, model, columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  (names of our own models)
    stored = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(statement, chunk)
            stored += len(chunk)
    return stored
