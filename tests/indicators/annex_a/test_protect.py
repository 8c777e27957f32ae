"""What is stored of a child: a pseudonym, a month, an age, a district; and what the day of birth decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from indicators.annex_a.lists import BY_NUMBER, DERIVED_OF_CARE
from indicators.annex_a.protect import protect, pseudonym
from indicators.annex_a.reading import read_annex_a
from indicators.models.annex_a import TABLES
from tests.indicators.annex_a.files import CHILD, PERIOD_END, WORKER, row, sheet, whole, workbook

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))


def protected(number: int, *rows: Any, key: bytes = KEY, period_end: date = PERIOD_END) -> pl.DataFrame:
    content = workbook({f"List {number}": sheet(number, *rows, layout="2024")})
    return protect(read_annex_a(".xlsx", content, period_end).lists[number], key, period_end)


def one(number: int, *, period_end: date = PERIOD_END, **changes: Any) -> dict[str, Any]:
    return protected(number, row(number, "2024", **changes), period_end=period_end).row(0, named=True)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_the_frame_has_the_fields_of_its_table_and_no_other(number: int) -> None:
    stored = {field.name for field in TABLES[number]._meta.get_fields()} - {"authority", "of_return", "pk"}
    frame = protected(number, row(number, "2024"))
    assert set(frame.columns) == stored
    assert frame.columns[0] == "row"


@pytest.mark.parametrize("number", BY_NUMBER)
def test_nothing_that_names_anybody_is_in_it(number: int) -> None:
    content = workbook({f"List {number}": sheet(number, row(number, "2024"), layout="2024")})
    typed = read_annex_a(".xlsx", content, PERIOD_END).lists[number]
    raw = str(typed.frame.row(0))
    kept = str(protect(typed, KEY, PERIOD_END).row(0))
    for text in (CHILD, WORKER, "AD-77", "FM-31", "ZZ1 2AB", "2012, 6, 15", "Some words"):
        assert text not in kept
    assert "AD-77" in raw or CHILD in raw


def test_a_pseudonym_is_64_bits_of_a_keyed_hash_of_kind_and_identifier() -> None:
    # By the standard's definition of HMAC-SHA256, worked with another program's arithmetic.
    import hashlib

    pad = KEY.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in pad) + b"child\x00QX-1").digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in pad) + inner).digest()
    assert pseudonym(KEY, "child", "QX-1") == int.from_bytes(outer[:8], "big", signed=True)


def test_a_child_has_the_same_pseudonym_in_every_list_and_file_and_another_under_another_key() -> None:
    first, second = protected(1, row(1, "2024")), protected(8, row(8, "2024"))
    assert first["child"].to_list() == second["child"].to_list() == [pseudonym(KEY, "child", CHILD)]
    assert protected(1, row(1, "2024"), key=OTHER_KEY)["child"].to_list() != first["child"].to_list()
    assert first["child"].dtype == pl.Int64


def test_a_worker_and_a_child_of_one_name_are_two_and_a_worker_in_capitals_is_one() -> None:
    frame = protected(
        3, row(3, child="Amber"), row(3, child="B", worker="Amber"), row(3, child="C", worker="AMBER")
    )
    child, worker = frame["child"][0], frame["worker"].to_list()
    assert worker[1] == worker[2] != child
    assert worker[0] == pseudonym(KEY, "worker", WORKER.lower())


def test_an_adviser_is_a_worker_and_blank_identifiers_stay_blank() -> None:
    found = one(9, adviser=WORKER, worker=None)
    assert found["adviser"] == pseudonym(KEY, "worker", WORKER.lower())
    assert found["worker"] is None
    assert one(10, family=None)["family"] is None


@pytest.mark.parametrize(
    ("born", "period_end", "month", "age"),
    [
        (date(2007, 1, 31), date(2025, 1, 31), date(2007, 1, 1), 18),
        (date(2007, 2, 1), date(2025, 1, 31), date(2007, 2, 1), 17),
        (date(2008, 2, 29), date(2026, 2, 28), date(2008, 3, 1), 17),
        (date(2008, 2, 29), date(2028, 2, 29), date(2008, 3, 1), 20),
        (date(2008, 3, 1), date(2026, 2, 28), date(2008, 3, 1), 17),
        (date(2008, 2, 28), date(2026, 2, 28), date(2008, 2, 1), 18),
        (date(2025, 1, 31), date(2025, 1, 31), date(2025, 1, 1), 0),
        (date(2025, 2, 1), date(2025, 1, 31), date(2025, 2, 1), -1),
    ],
)
def test_a_birth_is_kept_as_its_month_and_the_age_reckoned_from_the_day(
    born: date, period_end: date, month: date, age: int
) -> None:
    started = date(2024, 11, 5)
    found = one(6, birth_month=born, age=99, started=started, period_end=period_end)
    assert (found["birth_month"], found["age"]) == (month, age)


def test_the_age_given_stands_where_the_date_of_birth_is_blank() -> None:
    assert one(6, birth_month=None, age=7.9)["age"] == 7
    assert one(6, birth_month=None, age=-1)["age"] == -1
    assert one(6, birth_month=None, age=None)["age"] is None
    assert one(6, birth_month=None)["birth_month"] is None


@pytest.mark.parametrize(
    ("born", "ended", "age", "at_18", "at_eve"),
    [
        (date(2006, 6, 15), date(2024, 6, 15), 18, True, True),
        (date(2006, 6, 15), date(2024, 6, 14), 17, False, True),
        (date(2006, 6, 15), date(2024, 6, 13), 17, False, False),
        (date(2004, 2, 29), date(2022, 3, 1), 18, True, True),
        (date(2004, 2, 29), date(2022, 2, 28), 17, False, True),
        (date(2004, 2, 29), date(2022, 2, 27), 17, False, False),
        (date(2007, 1, 1), date(2024, 12, 31), 17, False, True),
        (date(2012, 6, 15), date(2024, 6, 14), 11, False, False),
    ],
)
def test_whether_care_lasted_to_the_eighteenth_birthday_is_decided_by_the_day(
    born: date, ended: date, age: int, at_18: bool, at_eve: bool
) -> None:
    found = one(8, birth_month=born, ended=ended)
    assert tuple(found[name] for name in DERIVED_OF_CARE) == (age, at_18, at_eve)


@pytest.mark.parametrize("changes", [{"ended": None}, {"birth_month": None}])
def test_nothing_is_decided_where_care_goes_on_or_the_birth_is_not_known(changes: dict[str, Any]) -> None:
    assert [one(8, **changes)[name] for name in DERIVED_OF_CARE] == [None, None, None]


@pytest.mark.parametrize(
    ("postcode", "district"), [("zz1 2ab", "ZZ1"), ("Z1A2BC", "Z1A"), ("ZZ99", "ZZ99"), ("nowhere", None)]
)
def test_a_postcode_is_kept_as_its_district(postcode: str, district: str | None) -> None:
    assert one(8, district=postcode)["district"] == district


def test_every_day_of_a_leap_year_comes_of_age_on_the_day_of_the_same_number() -> None:
    days = [date(2004, 1, 1) + timedelta(days=n) for n in range(366)]
    rows = [
        row(8, "2024", child=f"QX-{n}", birth_month=day, ended=date(2022, 6, 30))
        for n, day in enumerate(days)
    ]
    frame = protected(8, *rows)
    expected = [
        day.replace(year=2022) <= date(2022, 6, 30) if (day.month, day.day) != (2, 29) else True
        for day in days
    ]
    assert frame["stayed_to_18"].to_list() == expected


def test_a_file_without_rows_is_protected_too() -> None:
    content = workbook({name: rows[:1] for name, rows in whole("2024").items()})
    for number, typed in read_annex_a(".xlsx", content, PERIOD_END).lists.items():
        assert protect(typed, KEY, PERIOD_END).height == 0, number
