"""The rows come back for their own authority, typed as the counting takes them, and by no other way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.db import connection, models

from authorities.models import Authority
from indicators.children.rows import frames_of, reading, row_facts
from indicators.models import ContactRow, Return
from indicators.models.annex_a import TABLES
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import answer, fields_of
from tests.indicators.children.conftest import Store
from tests.source_files import FLOORS, imports, python_files, text

MAY_HOLD_ROWS = {Path("indicators/children/rows.py"), Path("indicators/children/storing.py")}
ROW_MODELS = {model.__name__ for model in TABLES.values()} | {"ListRow", "PersonRow", "WorkedRow", "TABLES"}
ANNEX_A = "indicators.models.annex_a"


def type_of(field: models.Field) -> type[pl.DataType]:
    if field.name == "row":
        return pl.UInt32
    kinds = {models.CharField: pl.String, models.BooleanField: pl.Boolean, models.DateField: pl.Date}
    return next((mine for kind, mine in kinds.items() if isinstance(field, kind)), pl.Int64)


@pytest.mark.django_db
@pytest.mark.parametrize("number", TABLES)
@pytest.mark.parametrize("blank", [False, True], ids=["full", "blank"])
def test_a_frame_has_every_field_with_its_type_and_nothing_else(
    authority: Authority, store: Store, number: int, blank: bool
) -> None:
    given = answer(number, blank=blank)
    frame = frames_of(authority, [store(given)])[number]
    fields = fields_of(number)
    assert dict(frame.schema) == {**{each.name: type_of(each)() for each in fields}, "held": pl.Int16()}
    assert frame.columns[0] == "row"
    for field in fields:
        assert frame[field.name].to_list() == given.columns[field.name], field.name


@pytest.mark.django_db
def test_the_rows_of_several_returns_say_which_they_came_from_in_the_order_asked(
    authority: Authority, store: Store
) -> None:
    january, february = store(answer(1, rows=2)), store(answer(1, rows=3), answer(7, rows=1))
    frames = frames_of(authority, [february, january])
    assert frames[1].select("held", "row").rows() == [(0, 2), (0, 3), (0, 4), (1, 2), (1, 3)]
    assert frames[7].select("held", "row").rows() == [(0, 2)]


@pytest.mark.django_db
def test_rows_come_in_the_order_of_the_file_whatever_order_they_were_stored_in(
    authority: Authority, store: Store
) -> None:
    stored = store(answer(1, row=[30, 4, 17]))
    assert frames_of(authority, [stored])[1]["row"].to_list() == [4, 17, 30]
    assert [row["row"] for row in row_facts(authority, stored, 1, [30, 4])] == [4, 30]


@pytest.mark.django_db
def test_a_list_without_rows_is_there_and_one_that_nobody_returned_is_not(
    authority: Authority, store: Store
) -> None:
    frames = frames_of(authority, [store(answer(1, rows=0), answer(2))])
    assert set(frames) == {1, 2} and frames[1].height == 0
    assert frames[1].schema == frames_of(authority, [store(answer(1))])[1].schema
    assert frames_of(authority, []) == {}


@pytest.mark.django_db
def test_awkward_text_and_far_dates_come_back_as_they_were(authority: Authority, store: Store) -> None:
    teams = ['a "quoted", team', "line\nfeed", "\\N", '"', "é Ŵ 🙂", " outer ", "NULL", "carriage\rreturn"]
    days = [date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2000, 2, 29)]
    days += [date(2024, 2, 29), date(2025, 3, 30), date(2099, 12, 31), date(2025, 10, 26)]
    stored = store(answer(3, rows=8, team=teams, referred=days))
    frame = frames_of(authority, [stored])[3]
    assert frame["team"].to_list() == teams
    assert frame["referred"].to_list() == days


@pytest.mark.django_db
def test_another_authoritys_return_is_refused_even_among_ones_own(
    authority: Authority, other_authority: Authority, store: Store
) -> None:
    own, foreign = store(answer(1)), store(answer(1), of=other_authority)
    with pytest.raises(ValueError, match="not Aldermere's"):
        frames_of(authority, [own, foreign])
    with pytest.raises(ValueError, match="not Aldermere's"):
        row_facts(authority, foreign, 1, [2])


@pytest.mark.django_db
def test_one_authority_never_gets_anothers_rows_of_the_same_number(
    authority: Authority, other_authority: Authority, store: Store
) -> None:
    own, foreign = (
        store(answer(3, team=["Own"] * 3)),
        store(answer(3, team=["Other"] * 3), of=other_authority),
    )
    assert set(frames_of(authority, [own])[3]["team"]) == {"Own"}
    assert set(frames_of(other_authority, [foreign])[3]["team"]) == {"Other"}
    assert {row["team"] for row in row_facts(other_authority, foreign, 3, [2, 3])} == {"Other"}


@pytest.mark.django_db
def test_a_row_that_says_it_is_anothers_is_not_read_though_its_return_is_ones_own(
    authority: Authority, other_authority: Authority, store: Store
) -> None:
    own = store(answer(1))
    strange = {"child": 1, "contacted": date(2025, 1, 1)}
    ContactRow.objects.create(authority=other_authority, of_return=own, row=99, **strange)
    assert frames_of(authority, [own])[1]["row"].to_list() == [2, 3, 4]
    assert row_facts(authority, own, 1, [99]) == []


@pytest.mark.django_db
def test_returns_hashed_under_two_versions_of_the_keys_are_not_read_together(
    authority: Authority, store: Store
) -> None:
    old, new = store(answer(1), key_version="1"), store(answer(1), key_version="2")
    with pytest.raises(ValueError, match="versions 1, 2 of the keys"):
        frames_of(authority, [old, new])
    assert frames_of(authority, [new])[1].height == 3


@pytest.mark.django_db
def test_reading_inside_a_transaction_leaves_what_was_written_in_it(authority: Authority) -> None:
    written = ChildrenReturnFactory.create(authority=authority)
    with reading(authority):
        pass
    assert connection.in_atomic_block
    assert Return.objects.filter(pk=written.pk).exists()


def test_no_module_but_two_can_reach_the_tables_of_rows() -> None:
    exempt = MAY_HOLD_ROWS | {Path("indicators/models/__init__.py"), Path("indicators/models/annex_a.py")}
    sources = [
        path for path in python_files(*FLOORS) if path not in exempt and "migrations" not in path.parts
    ]
    forbidden = {f"indicators.models.{name}" for name in ROW_MODELS} | {ANNEX_A}
    reaching = []
    for path in sources:
        taken = {name for name in imports(path) if name in forbidden or name.startswith(f"{ANNEX_A}.")}
        # Nor by the name of a table, the registry of models, or an attribute of the package.
        named = [
            name for name in ROW_MODELS - {"TABLES"} if name in text(path) or f"_{name.lower()}" in text(path)
        ]
        reaching += [f"{path}: {name}" for name in sorted({*taken, *named})]
    assert not reaching, "\n".join(reaching)
    assert all(f"{ANNEX_A}.TABLES" in imports(path) for path in MAY_HOLD_ROWS)
