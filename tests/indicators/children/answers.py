"""Lists as the reading hands them over, protected, with rows of any kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import models

from indicators.annex_a.answer import AnnexARead, ListAnswer
from indicators.models.annex_a import TABLES

# What a full row holds, by the kind of its field; a blank one holds None in their place.
MADE: list[tuple[type[models.Field], Callable[[int], Any]]] = [
    (models.DateField, lambda n: date(2024, 2, 28) + timedelta(days=n)),
    (models.BooleanField, lambda n: bool(n % 2)),
    (models.CharField, lambda n: f"N{n}"),
    (models.BigIntegerField, lambda n: (-1) ** n * (2**63 - 1 - n)),
    (models.SmallIntegerField, lambda n: n - 1),
    (models.IntegerField, lambda n: n),
]


def fields_of(number: int) -> list[Any]:
    """The fields of a list's table that a row fills, `row` first."""
    whose = {"authority", "of_return"}
    return [
        field for field in TABLES[number]._meta.concrete_fields if field.column and field.name not in whose
    ]


def answer(number: int, *, rows: int = 3, blank: bool = False, **columns: list[Any]) -> ListAnswer:
    """A list of so many rows, from row 2 on; `columns` take the place of what is made."""
    made = {field.name: [_value(field, n, blank) for n in range(rows)] for field in fields_of(number)}
    made["row"] = list(range(2, rows + 2))
    return ListAnswer(
        number=number,
        sheet=f"List {number}",
        layout="2019",
        rejected=1,
        repeated=2,
        headings=[
            {"heading": "Child Unique ID", "found": "child unique id", "how": "normalised", "column": "A"}
        ],
        values=[{"column": "Gender", "found": "Male", "code": "1", "how": "label", "rows": rows}],
        columns=made | columns,
    )


def read(*lists: ListAnswer) -> AnnexARead:
    return AnnexARead(list(lists), [])


def _value(field: models.Field[Any, Any], n: int, blank: bool) -> Any:
    if blank and (field.null or isinstance(field, models.CharField)):
        return None
    return next(make(n) for kind, make in MADE if isinstance(field, kind))
