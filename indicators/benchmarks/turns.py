"""Whatever builds benchmarks, one after the other: a list, an edition or a release is never missed."""

from __future__ import annotations

from django.db import connection

# Any number, as long as nothing else in the database locks by it.
BUILDING = 7_301_552_846


def wait_for_turn() -> None:
    """Wait until no other transaction imports, makes a list or maps; keep the turn until the commit.

    To be called at the start of a transaction, before anything that the build reads is asked for. Two that
    ran side by side would each build without the other's release, list or edition, as neither sees what
    the other has not committed. On SQLite the transaction itself is the turn: it begins by writing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A turn lasts as long as its transaction: begin one first.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUILDING])
