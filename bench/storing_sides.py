"""A million assessments and the three ways to store them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from bench import children
from bench.portal import empty
from indicators.annex_a.answer import AnnexARead, ListAnswer
from indicators.children.storing import store_lists
from indicators.models import ListRead
from indicators.models.annex_a import TABLES, ListRow

ASSESSMENTS = 4


class Sides:
    def __init__(self, rows: int) -> None:
        self.model = TABLES[ASSESSMENTS]
        self.table = self.model._meta.db_table
        self.fields = [field for field in self.model._meta.concrete_fields if field.column]
        [authority] = children.authorities(1)
        self.of_return = children.approved(authority, children.LAST)
        self.read = AnnexARead([_repeated(rows)], [])
        # As the drivers take them, so that nothing is left to do but to send them.
        self._ready = self._columns(as_sent=connection.vendor == "sqlite")

    def empty(self) -> None:
        empty(self.table)
        empty(ListRead._meta.db_table)

    def ours(self) -> None:
        store_lists(self.of_return, self.read)

    def bare(self) -> None:
        if connection.vendor == "postgresql":
            self._copy()
        else:
            self._execute_many()

    def objects(self, rows: int) -> list[ListRow]:
        names = [field.attname for field in self.fields]
        made = islice(zip(*self._columns(as_sent=False), strict=True), rows)
        return [self.model(**dict(zip(names, row, strict=True))) for row in made]

    def bulk_create(self, objects: list[ListRow], batch: int) -> None:
        self.model._default_manager.bulk_create(objects, batch_size=batch)

    def _columns(self, *, as_sent: bool) -> list[list[Any]]:
        """The values of each column in their order, blank codes as the table has them."""
        [answer] = self.read.lists
        count = answer.rows
        columns: list[list[Any]] = []
        for field in self.fields:
            if field.name in ("authority", "of_return"):
                key = self.of_return.pk if field.name == "of_return" else self.of_return.authority_id
                columns.append([key] * count)
            elif isinstance(field, models.CharField):
                columns.append([value or "" for value in answer.columns[field.name]])
            else:
                columns.append(answer.columns[field.name])
        if as_sent:
            columns = [[str(v) if isinstance(v, date) else v for v in column] for column in columns]
        return columns

    def _names(self) -> str:
        return ", ".join(connection.ops.quote_name(field.column or field.name) for field in self.fields)

    def _copy(self) -> None:
        types = [(field.db_type(connection) or "").split("(")[0] for field in self.fields]
        statement = f"COPY {self.table} ({self._names()}) FROM STDIN (FORMAT BINARY)"
        with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in zip(*self._ready, strict=True):
                copy.write_row(row)

    def _execute_many(self) -> None:
        """The driver's own, past Django's cursor."""
        marks = ", ".join("?" * len(self.fields))
        statement = f"INSERT INTO {self.table} ({self._names()}) VALUES ({marks})"  # noqa: S608
        with transaction.atomic():
            connection.connection.executemany(statement, zip(*self._ready, strict=True))


def _repeated(rows: int) -> ListAnswer:
    """The assessments of one authority, over and over until they are so many."""
    made = children.files(children.SEED, children.ORDINARY, children.quarters(children.QUARTERS))
    parts = [each for file in made for each in file.read.lists if each.number == ASSESSMENTS]
    columns = {name: [v for part in parts for v in part.columns[name]] for name in parts[0].columns}
    times = -(-rows // len(columns["row"]))
    long = {name: (values * times)[:rows] for name, values in columns.items()}
    return replace(parts[0], columns=long | {"row": list(range(2, rows + 2))})
