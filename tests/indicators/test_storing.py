"""Rows put in at once are the rows that the ORM would have put in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from authorities.models import Level
from indicators import storing
from indicators.models import PublishedValue, Release, ReleaseFile, Series, Value
from indicators.storing import insert_columns, insert_rows
from tests.factories.dataset import DatasetFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory
from tests.factories.value import ValueFactory

pytestmark = pytest.mark.django_db

AWKWARD = [
    "plain",
    "",
    "double \" and single '",
    "a,comma;semicolon",
    "tab\tinside",
    "line\nfeed",
    "carriage\rreturn",
    "back\\slash",
    "\\N",
    "\\.",
    "NULL",
    "é ü ß Ŵ 中 🙂",
    "100% of %s",
    " outer spaces ",
]
FIGURES = [
    Decimal("0"),
    Decimal("-0.000001"),
    Decimal("123456789.123456"),
    Decimal("23.4"),
    Decimal("1E+3"),
    None,
]


def contents(model: type[models.Model], fields: list[str], **where: Any) -> list[tuple[Any, ...]]:
    return list(model._default_manager.filter(**where).order_by("pk").values_list(*fields))


def by_the_orm(model: type[models.Model], fields: list[str], rows: list[tuple[Any, ...]]) -> None:
    named = [model._meta.get_field(name) for name in fields]
    model._default_manager.bulk_create(
        model(**{field.attname: value for field, value in zip(named, row, strict=True)})  # type: ignore[union-attr]
        for row in rows
    )


def test_text_and_figures_come_back_as_the_orm_would_have_stored_them() -> None:
    one, other = ReleaseFactory.create(), ReleaseFactory.create()
    series = SeriesFactory.create(dataset=one.dataset)
    fields = ["release", "series", "year", "level", "area_code", "value", "symbol", "places"]

    def rows(release: Release) -> list[tuple[Any, ...]]:
        return [
            (release.pk, series.pk, 2024, Level.LOCAL, f"A{number}", value, "" if value else "x", 6)
            for number, value in enumerate(FIGURES)
        ]

    assert insert_rows(PublishedValue, fields, rows(one)) == len(FIGURES)
    by_the_orm(PublishedValue, fields, rows(other))
    read = fields[1:]
    assert contents(PublishedValue, read, release=one) == contents(PublishedValue, read, release=other)
    assert [row[4] for row in contents(PublishedValue, read, release=one)] == FIGURES


def test_dates_truths_and_awkward_text_come_back_as_the_orm_would_have_stored_them() -> None:
    source = ValueFactory.create()
    fields = [
        field.attname
        for field in Value._meta.concrete_fields
        if field.attname not in ("id", "period_end", "window")
    ]
    common = dict(zip(fields, contents(Value, fields)[0], strict=True))

    def rows(window: str) -> list[tuple[Any, ...]]:
        return [
            (
                *(common | {"basis": text, "complete": bool(number % 2), "as_at": as_at(number)}).values(),
                date(2020, 2, 29) + timedelta(days=number),
                window,
            )
            for number, text in enumerate(AWKWARD)
        ]

    def as_at(number: int) -> date | None:
        return date(1999, 12, 31) if number % 3 else None

    insert_rows(Value, [*fields, "period_end", "window"], rows("M"))
    by_the_orm(Value, [*fields, "period_end", "window"], rows("Q"))
    read = [*fields, "period_end"]
    assert contents(Value, read, window="M") == contents(Value, read, window="Q")
    assert [row[read.index("basis")] for row in contents(Value, read, window="M")] == AWKWARD
    assert source.pk


def test_bytes_json_and_times_come_back_as_the_orm_would_have_stored_them() -> None:
    dataset = DatasetFactory.create()
    moment = datetime(2025, 3, 30, 1, 30, 0, 123456, tzinfo=UTC)
    fields = ["dataset", "name", "released_on", "file_name", "sha256", "rows_read", "report", "fictional"]
    fields += ["imported_at", "imported_by"]

    def rows(name: str) -> list[tuple[Any, ...]]:
        report = {"symbols": {"": 3, "c": 1}, "says": AWKWARD, "none": None}
        day = date(2025, 3, 30)
        return [(dataset.pk, name, day, 'a "file".csv', name, 7, report, True, moment, None)]

    insert_rows(Release, fields, rows("at once"))
    by_the_orm(Release, fields, rows("one by one"))
    read = [name for name in fields if name not in ("name", "sha256")]
    assert contents(Release, read, name="at once") == contents(Release, read, name="one by one")
    every_byte = bytes(range(256)) * 3
    insert_rows(ReleaseFile, ["release", "content"], [(Release.objects.get(name="at once").pk, every_byte)])
    assert bytes(ReleaseFile.objects.get().content) == every_byte


def test_more_rows_than_a_chunk_arrive_in_order_from_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "CHUNK", 7)
    release = ReleaseFactory.create()
    series = SeriesFactory.create(dataset=release.dataset)
    asked: list[int] = []

    def stream() -> Iterator[tuple[Any, ...]]:
        for number in range(30):
            asked.append(number)
            yield release.pk, series.pk, 2024, "National", f"A{number:03}", number, "", 0

    fields = ["release_id", "series_id", "year", "level", "area_code", "value", "symbol", "places"]
    assert insert_rows(PublishedValue, fields, stream()) == len(asked) == 30
    stored = PublishedValue.objects.order_by("pk").values_list("area_code", "value")
    assert list(stored) == [(f"A{number:03}", Decimal(number)) for number in range(30)]


def test_no_rows_are_no_fault() -> None:
    assert insert_rows(PublishedValue, ["release", "year"], []) == 0


def test_one_row_that_the_database_refuses_keeps_all_of_them_out() -> None:
    release = ReleaseFactory.create()
    series = SeriesFactory.create(dataset=release.dataset)
    row = (release.pk, series.pk, 2024, "National", "E92000001", Decimal("1.5"), "", 1)
    fields = ["release", "series", "year", "level", "area_code", "value", "symbol", "places"]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(PublishedValue, fields, [row, row])
    assert not PublishedValue.objects.exists()
    assert Series.objects.count() == 1


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values where 3 fields"), transaction.atomic():
        insert_rows(PublishedValue, ["release", "series", "year"], [(1, 2)])


def test_a_value_that_its_column_cannot_hold_is_refused_by_the_database() -> None:
    release = ReleaseFactory.create()
    series = SeriesFactory.create(dataset=release.dataset)
    fields = ["release", "series", "year", "level", "area_code", "value", "symbol", "places"]
    row = (release.pk, series.pk, -2024, "National", "E92000001", Decimal(10), "", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(PublishedValue, fields, [row])


def test_columns_are_stored_as_their_rows_would_be() -> None:
    source = ValueFactory.create()
    fields = [field.attname for field in Value._meta.concrete_fields if field.attname not in ("id", "window")]
    common = dict(zip(fields, contents(Value, fields)[0], strict=True))
    days = [date(2020, 2, 29) + timedelta(days=number) for number in range(len(AWKWARD))]
    given = {name: [value] * len(days) for name, value in common.items() if name != "period_end"} | {
        "period_end": days,
        "basis": AWKWARD,
        "complete": [bool(number % 2) for number in range(len(days))],
        "as_at": [days[0] if number % 3 else None for number in range(len(days))],
        "value": (FIGURES * 3)[: len(days)],
    }
    assert insert_columns(Value, given | {"window": ["M"] * len(days)}) == len(days)
    insert_rows(Value, [*given, "window"], zip(*given.values(), ["Q"] * len(days), strict=True))
    stored = contents(Value, list(given), window="M")
    assert stored == contents(Value, list(given), window="Q")
    assert stored == list(zip(*given.values(), strict=True))
    assert source.pk


def test_columns_of_different_lengths_are_refused_and_nothing_is_kept() -> None:
    with pytest.raises(ValueError, match="shorter"), transaction.atomic():
        insert_columns(ReleaseFile, {"release": [1, 2], "content": [b"one"]})
    assert not ReleaseFile.objects.exists()
    assert insert_columns(ReleaseFile, {"release": [], "content": []}) == 0
