"""Emptying the tables between transactional tests, where the tables that only grow are on SQLite.

PostgreSQL is emptied by TRUNCATE, which the row triggers do not see. SQLite has no TRUNCATE: Django
sends DELETE, and the triggers of `authorities.append_only` refuse it, as they should. So for the
flush, and in its transaction, they are taken down and put up again by their own statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connections, transaction

if TYPE_CHECKING:
    from django.db.backends.base.operations import BaseDatabaseOperations

Flush = Callable[[Any, Sequence[str]], None]


def around_the_triggers(flush: Flush) -> Flush:
    """Django's own flush, with the triggers taken down around it."""

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Sequence[str]) -> None:
        alias = self.connection.alias
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(self, sql_list)
            for _, statement in triggers:
                cursor.execute(statement)

    return execute_sql_flush
