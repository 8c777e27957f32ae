"""The rows of a child-level return, put into their tables. The only writer of them.

On PostgreSQL they are copied in under a role that may add rows and do nothing else with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from authorities.row_security import WRITER
from indicators.annex_a.answer import AnnexARead, ListAnswer
from indicators.models import ListRead, Return
from indicators.models.annex_a import TABLES
from indicators.storing import insert_columns


@transaction.atomic
def store_lists(uploaded: Return, read: AnnexARead) -> int:
    """Store every list that was read, with what was matched, and return how many rows. All or nothing."""
    with _writing():
        stored = {each.number: _store_rows(uploaded, each) for each in read.lists}
    _store_matches(uploaded, read, stored)
    return sum(stored.values())


def store_what_was_matched(uploaded: Return, read: AnnexARead) -> None:
    """Of a file with errors: how its headings and values were read, and no row."""
    _store_matches(uploaded, read, {})


def _store_matches(uploaded: Return, read: AnnexARead, stored: Mapping[int, int]) -> None:
    ListRead.objects.bulk_create(
        ListRead(
            of_return=uploaded,
            authority_id=uploaded.authority_id,
            number=each.number,
            sheet=each.sheet[:60],
            layout=each.layout,
            rows=stored.get(each.number, 0),
            rejected=each.rejected,
            repeated=each.repeated,
            headings=each.headings,
            values=each.values,
        )
        for each in read.lists
    )


@contextmanager
def _writing() -> Iterator[None]:
    """The writer's role, for these statements of this transaction."""
    if connection.vendor != "postgresql":
        yield
        return
    # After an error the savepoint brings the role back that was worn before.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        (before,) = cursor.fetchone()
        cursor.execute(f"SET LOCAL ROLE {WRITER}")
        yield
        cursor.execute("SELECT set_config('role', %s, true)", [before])


def _store_rows(uploaded: Return, read: ListAnswer) -> int:
    model = TABLES[read.number]
    count = len(read.columns["row"])
    columns: dict[str, Sequence[Any]] = {
        "authority": [uploaded.authority_id] * count,
        "of_return": [uploaded.pk] * count,
    }
    for field in model._meta.concrete_fields:
        if field.column and field.name not in columns:
            values = read.columns[field.name]
            columns[field.name] = _text(field, values) if isinstance(field, models.CharField) else values
    return insert_columns(model, columns)


def _text(field: models.CharField[Any, Any], values: Sequence[str | None]) -> list[str]:
    """Blank text is blank in the table, and no longer than its column, as SQLite would let it be."""
    short = {value: (value or "")[: field.max_length] for value in dict.fromkeys(values)}
    return list(map(short.__getitem__, values))
