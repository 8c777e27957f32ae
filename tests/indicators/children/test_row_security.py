"""On PostgreSQL the database itself keeps the rows of one authority from queries for another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from authorities import row_security
from authorities.models import Authority
from authorities.row_security import READER, ROLES, SETTING, WRITER
from indicators.children.rows import frames_of, reading
from indicators.children.storing import store_lists
from indicators.models.annex_a import TABLES
from tests.factories.authority import AuthorityFactory
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import answer, read
from tests.indicators.children.conftest import Store
from tests.source_files import text

pytestmark = pytest.mark.django_db
TABLE = "indicators_contactrow"
COUNT = f"SELECT authority_id, count(*) FROM {TABLE} GROUP BY 1 ORDER BY 1"


def ask(statement: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given or None)
        return cursor.fetchall() if cursor.description else []


def worn() -> tuple[str, str]:
    """The role and the authority of the connection, as they are now."""
    ((role, whose),) = ask("SELECT current_setting('role'), coalesce(current_setting(%s, true), '')", SETTING)
    return role, whose


@contextmanager
def wearing(role: str, authority: Authority | None = None) -> Iterator[None]:
    """As whoever reaches the database by hand: the role, and the authority if one is named."""
    with transaction.atomic():
        ask(f"SET LOCAL ROLE {role}")
        ask("SELECT set_config(%s, %s, true)", SETTING, str(authority.pk) if authority else "")
        yield
        transaction.set_rollback(True)


def refused(statement: str, *given: Any) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        ask(statement, *given)
    return str(refusal.value)


@pytest.fixture
def both(authority: Authority, other_authority: Authority, store: Store) -> tuple[Authority, Authority]:
    """Two authorities with three rows each in one table."""
    store(*(answer(number) for number in TABLES))
    store(*(answer(number) for number in TABLES), of=other_authority)
    return authority, other_authority


@pytest.fixture
def owner(both: tuple[Authority, Authority]) -> str:
    """A role that owns the tables and is no superuser, as the portal's own may be."""
    name = f"owner_of_{connection.settings_dict['NAME']}".replace("-", "_")[:63]
    ask(f"CREATE ROLE {name} NOLOGIN")
    ask(f"GRANT CREATE ON SCHEMA public TO {name}")
    for model in TABLES.values():
        ask(f"ALTER TABLE {model._meta.db_table} OWNER TO {name}")
    return name


@pytest.mark.parametrize("number", TABLES)
def test_a_query_that_forgot_to_ask_whose_rows_it_wants_gets_its_own_alone(
    both: tuple[Authority, Authority], number: int
) -> None:
    own, other = both
    everything = TABLES[number]._default_manager.values_list("authority_id", flat=True)
    assert set(everything) == {own.pk, other.pk}
    for authority in both:
        with reading(authority):
            assert set(everything.all()) == {authority.pk}


def test_a_query_for_another_authority_by_name_gets_nothing(both: tuple[Authority, Authority]) -> None:
    own, other = both
    with reading(own):
        assert ask(f"SELECT * FROM {TABLE} WHERE authority_id = %s", other.pk) == []
        assert ask(f"SELECT * FROM {TABLE} WHERE authority_id = %s OR true", own.pk) != []


@pytest.mark.parametrize("said", ["", None])
def test_where_no_authority_is_named_there_are_no_rows(
    both: tuple[Authority, Authority], said: str | None
) -> None:
    with transaction.atomic():
        ask(f"SET LOCAL ROLE {READER}")
        if said is not None:
            ask("SELECT set_config(%s, %s, true)", SETTING, said)
        assert ask(COUNT) == []
        transaction.set_rollback(True)


def test_the_owner_of_the_tables_is_bound_as_well(both: tuple[Authority, Authority], owner: str) -> None:
    own, other = both
    with wearing(owner):
        assert ask(COUNT) == []
    with wearing(owner, own):
        assert ask(COUNT) == [(own.pk, 3)]
        assert "row-level security" in refused(
            f"INSERT INTO {TABLE} "
            "(authority_id, of_return_id, row, child, gender, ethnicity, contacted, source) "
            "VALUES (%s, 1, 1, 1, '', '', '2025-01-01', '')",
            other.pk,
        )
        # Nothing is there for it to change: no policy lets it see a row for that.
        ask(f"UPDATE {TABLE} SET child = 0")
        ask(f"DELETE FROM {TABLE}")
    assert ask(COUNT) == [(own.pk, 3), (other.pk, 3)]


@pytest.mark.parametrize("statement", ["UPDATE {} SET child = 0", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("role", [READER, WRITER])
def test_neither_role_may_change_or_remove_a_row(
    both: tuple[Authority, Authority], role: str, statement: str
) -> None:
    with wearing(role, both[0]):
        assert "permission denied" in refused(statement.format(TABLE))


def test_the_writer_can_read_nothing_and_the_reader_can_add_nothing(
    both: tuple[Authority, Authority],
) -> None:
    with wearing(WRITER, both[0]):
        assert "permission denied" in refused(COUNT)
        assert "permission denied" in refused("SELECT * FROM authorities_user")
    with wearing(READER, both[0]):
        assert "permission denied" in refused(f"INSERT INTO {TABLE} (row) VALUES (1)")
        assert "permission denied" in refused("SELECT * FROM authorities_user")


def test_a_superuser_is_still_held_by_the_triggers(both: tuple[Authority, Authority]) -> None:
    assert "only grows" in refused(f"DELETE FROM {TABLE}")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_role_or_the_authority_is_left_for_the_next_transaction() -> None:
    authority = AuthorityFactory.create()
    stored = ChildrenReturnFactory.create(authority=authority)
    before = worn()
    store_lists(stored, read(answer(1)))
    assert worn() == before == ("none", "")
    frames_of(authority, [stored])
    assert worn() == before
    with pytest.raises(DatabaseError), reading(authority):
        ask("SELECT * FROM authorities_user")
    assert worn() == before
    with transaction.atomic():
        ask(f"SET LOCAL ROLE {READER}")
        assert ask(COUNT) == []


@pytest.mark.parametrize("fails", [False, True])
def test_inside_a_longer_transaction_the_role_and_the_authority_from_before_come_back(
    both: tuple[Authority, Authority], fails: bool
) -> None:
    own, other = both
    with reading(other):
        if fails:
            with pytest.raises(DatabaseError), reading(own):
                ask("SELECT * FROM authorities_user")
        else:
            with reading(own):
                assert worn() == (READER, str(own.pk))
        assert worn() == (READER, str(other.pk))


@pytest.mark.parametrize("given", [answer(1), answer(1, child=[None, None, None])], ids=["stored", "refused"])
def test_storing_gives_the_role_back_whether_it_succeeds_or_not(authority: Authority, given: Any) -> None:
    before = worn()
    stored = ChildrenReturnFactory.create(authority=authority)
    try:
        store_lists(stored, read(given))
    except DatabaseError:
        assert given.columns["child"] == [None, None, None]
    assert worn() == before


@pytest.mark.parametrize("number", TABLES)
def test_every_table_of_rows_is_guarded_against_its_owner_too(number: int) -> None:
    guarded = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"
    table = TABLES[number]._meta.db_table
    assert ask(guarded, table) == [(True, True)]
    granted = (
        "SELECT grantee, privilege_type FROM information_schema.role_table_grants "
        "WHERE table_name = %s AND grantee LIKE 'like_for_like_rows_%%' ORDER BY 1"
    )
    assert ask(granted, table) == [(READER, "SELECT"), (WRITER, "INSERT")]


def test_the_query_of_the_operations_page_names_every_guarded_table() -> None:
    (query,) = [
        line for line in text(Path("docs/operations.md")).splitlines() if "relforcerowsecurity" in line
    ]
    tables = sorted(model._meta.db_table for model in TABLES.values())
    assert sorted(ask(query)) == [(table, True, True) for table in tables]


def test_the_guard_can_be_taken_down_and_put_up_again(both: tuple[Authority, Authority]) -> None:
    _, other = both
    with transaction.atomic():
        for statement in row_security.undoing(TABLE):
            ask(statement)
        with wearing(READER):
            assert "permission denied" in refused(COUNT)
        for statement in row_security.statements(TABLE):
            ask(statement)
        with wearing(READER, other):
            assert ask(COUNT) == [(other.pk, 3)]


@pytest.fixture
def strangers_roles(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Roles that are not there yet, so that the cluster's own are left alone."""
    mark = connection.settings_dict["NAME"].replace("-", "_")
    names = {"reader": f"reader_of_{mark}"[:63], "writer": f"writer_of_{mark}"[:63]}
    monkeypatch.setattr(row_security, "WRITER", names["writer"])
    roles = {names["reader"]: ROLES[READER], names["writer"]: ROLES[WRITER]}
    monkeypatch.setattr(row_security, "ROLES", roles)
    return roles


def make_as(user: str, roles: dict[str, str]) -> None:
    with wearing(user):
        for role in roles:
            row_security._make(connection, role)


def test_a_migrator_without_the_right_is_told_what_the_administrator_must_run(
    strangers_roles: dict[str, str], owner: str
) -> None:
    with pytest.raises(CommandError) as told:
        make_as(owner, strangers_roles)
    sentence = str(told.value)
    asked = sentence[sentence.index("CREATE ROLE") :]
    # Then the very statements it names are enough.
    for statement in asked.split(";")[:-1]:
        ask(statement)
    make_as(owner, strangers_roles)


def test_a_role_of_that_name_with_other_rights_is_not_taken(strangers_roles: dict[str, str]) -> None:
    reader, writer = strangers_roles
    ask(f"CREATE ROLE {reader} NOLOGIN BYPASSRLS")
    ask(f"CREATE ROLE {writer} NOLOGIN NOBYPASSRLS")
    for role in strangers_roles:
        with pytest.raises(CommandError, match="with other rights"):
            row_security._make(connection, role)
    for role in strangers_roles:
        ask(f"DROP ROLE {role}")
        row_security._make(connection, role)
