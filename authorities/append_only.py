"""Tables that only grow: triggers by which the database itself refuses UPDATE and DELETE.

A table that gains a column is named again afterwards: SQLite makes it anew, without its triggers.
Used in migrations, so that a forgotten line of Python, a shell or a bulk update cannot rewrite
what was recorded. Both PostgreSQL and SQLite have the triggers.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

MESSAGE = "This table only grows: its rows are never changed or removed."


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ]


def statements(vendor: str, table: str) -> list[str]:
    """The statements that make a table append-only, for the database at hand."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](table)


def only_grows(*tables: str) -> RunPython:
    """A migration operation that makes tables append-only."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in statements(schema_editor.connection.vendor, table):
                schema_editor.execute(statement)

    def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            if schema_editor.connection.vendor == "sqlite":
                for verb in ("UPDATE", "DELETE"):
                    schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
            else:
                schema_editor.execute(f"DROP TRIGGER {table}_only_grows ON {table}")

    return RunPython(forwards, backwards)
