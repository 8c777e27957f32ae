"""Row security: PostgreSQL itself shows a query no rows but those of the authority that was asked for.

A migration operation beside `append_only`. Two roles that cannot sign in own nothing: one reads, within the
authority that the transaction names; one adds, and can read nothing. The owner of the tables is bound by the
same rule. Superusers are bound while they wear a role. SQLite has neither roles nor policies: there the
module that reads the rows is the only guard.
"""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

READER, WRITER = "like_for_like_rows_reader", "like_for_like_rows_writer"
# The authority whose rows a transaction may see: its key, set with SET LOCAL, never for a session.
SETTING = "lfl.authority"
OWN = f"authority_id = nullif(current_setting('{SETTING}', true), '')::bigint"

# COPY FROM is refused to a role that row security binds, so the writer is not bound, and may only add.
ROLES = {READER: "NOLOGIN NOBYPASSRLS", WRITER: "NOLOGIN BYPASSRLS"}


def guarded_by_authority(*tables: str) -> RunPython:
    """A migration operation by which tables with an `authority_id` show the rows of one authority only."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for role in ROLES:
            _make(schema_editor.connection, role)
        for table in tables:
            for statement in statements(table):
                schema_editor.execute(statement)

    def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return
        for table in tables:
            for statement in undoing(table):
                schema_editor.execute(statement)

    return RunPython(forwards, backwards)


def statements(table: str) -> list[str]:
    """What guards one table. Whoever has SELECT or INSERT there is bound, not these two roles alone."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({OWN})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({OWN})",
        f"GRANT SELECT ON {table} TO {READER}",
        f"GRANT INSERT ON {table} TO {WRITER}",
    ]


def undoing(table: str) -> list[str]:
    """The roles stay: they belong to the cluster, where another database may use them."""
    return [
        f"REVOKE INSERT ON {table} FROM {WRITER}",
        f"REVOKE SELECT ON {table} FROM {READER}",  # noqa: S608  (names of our own)
        f"DROP POLICY {table}_add ON {table}",
        f"DROP POLICY {table}_read ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]


def _make(connection: BaseDatabaseWrapper, role: str) -> None:
    """The role as it must be, and worn by whoever runs the migration. Raises CommandError with what to do."""
    # Two databases of one cluster may be migrated at the same time, and no lock spans databases.
    _try(
        connection,
        f"DO $$ BEGIN CREATE ROLE {role} {ROLES[role]}; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
    )
    wearable = _try(connection, f"SET LOCAL ROLE {role}", keep=False)
    if not wearable:
        _try(connection, f"GRANT {role} TO CURRENT_USER")
        wearable = _try(connection, f"SET LOCAL ROLE {role}", keep=False)
    if not wearable or not _as_it_must_be(connection, role):
        raise CommandError(_ask_the_administrator(connection))


def _try(connection: BaseDatabaseWrapper, statement: str, *, keep: bool = True) -> bool:
    """Whether the statement was allowed. With keep=False its effect is undone again."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(statement)
            if not keep:
                transaction.set_rollback(True, using=connection.alias)
    except DatabaseError:
        return False
    return True


def _as_it_must_be(connection: BaseDatabaseWrapper, role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolbypassrls, rolsuper OR rolcanlogin FROM pg_catalog.pg_roles WHERE rolname = %s", [role]
        )
        found = cursor.fetchone()
    return found == (role == WRITER, False)


def _ask_the_administrator(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
    made = " ".join(f"CREATE ROLE {role} {attributes};" for role, attributes in ROLES.items())
    return (
        f"The database role {user} may not make the two roles that guard children's rows, or they are there "
        "with other rights. The guard is not in place. Ask the database's administrator to run this once, "
        "after DROP ROLE of either that is there, and run migrate again: "
        f"{made} GRANT {', '.join(ROLES)} TO {connection.ops.quote_name(user)};"
    )
