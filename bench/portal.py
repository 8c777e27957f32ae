"""A portal of the bench's own, with an empty database, for as long as a script runs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

from tests.services import EMBEDDED, start_services


@contextmanager
def portal(*, embedded: bool = False) -> Iterator[None]:
    """PostgreSQL and Redis of its own, or SQLite in a file; all of it is gone afterwards."""
    os.environ.pop("LFL_TEST_MODE", None)
    if embedded:
        os.environ["LFL_TEST_MODE"] = EMBEDDED
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    # A run that is ended from outside stops its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    services = start_services(os.environ)
    # What the portal tells of its work would stand among the figures.
    os.environ["LFL_LOG_LEVEL"] = "ERROR"
    try:
        django.setup()
        from django.db import connection

        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(services.folder / "bench.sqlite3")
        connection.creation.create_test_db(verbosity=0)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
    finally:
        services.stop()


def empty(table: str) -> None:
    """Take every row out of a table, past the triggers that keep people from it."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {table}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_DELETE")
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  (a name of our own models)


def look_at_tables() -> None:
    """Tell the planner what is in them, so that every side has the best plan that it can."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
