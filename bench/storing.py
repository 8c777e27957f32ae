"""A million rows of a list, stored: ours, the database's own bulk way, and bulk_create. Both databases."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import portal
from bench.timing import Target, best_of, print_table, say

ROWS = 1_000_000
# bulk_create makes an object a row: it is measured on a part and scaled up.
PART = 100_000
BATCH = 5_000
ASSESSMENTS = 4
RUNS = 2
# At least so many times as fast as bulk_create.
WANTED = {"postgresql": 9.0, "sqlite": 7.0}
BARE = {"postgresql": "COPY alone", "sqlite": "executemany alone"}


def main() -> int:
    """Each database in a process of its own, since Django is set up for one."""
    if sys.argv[1:]:
        with portal(embedded=sys.argv[1] == "sqlite"):
            return measure()
    ran = [subprocess.run([sys.executable, "-W", "ignore", __file__, name]) for name in WANTED]  # noqa: S603
    return max(each.returncode for each in ran)


def measure() -> int:
    from django.db import connection

    from bench.storing_sides import Sides

    vendor = connection.vendor
    sides = Sides(ROWS)
    table = sides.table
    digests = []

    def taken(work: Any, runs: int = RUNS) -> float:
        seconds = best_of(runs, work, before=sides.empty)
        digests.append((digest(table, PART), digest(table, ROWS)))
        return seconds

    ours, bare = taken(sides.ours), taken(sides.bare)
    objects = sides.objects(PART)
    many = taken(lambda: sides.bulk_create(objects, BATCH), runs=1) * ROWS / PART
    print_table(
        f"{vendor}: {ROWS:,} rows of List {ASSESSMENTS}, the fastest of {RUNS} runs; bulk_create measured on "
        f"{PART:,} and scaled up",
        {"ours": ours, BARE[vendor]: bare, "bulk_create": many},
        [
            Target("bulk_create / ours", many / ours, WANTED[vendor]),
            Target(f"ours / {BARE[vendor]}", ours / bare, 1.25, at_least=False),
        ],
    )
    equal = digests[0] == digests[1] and digests[0][0] == digests[2][0]
    say("", "All sides stored the same rows." if equal else "The rows that were stored differ.")
    return 0 if equal else 1


def digest(table: str, rows: int) -> str:
    """Of the first so many rows, as the database gives them back."""
    from django.db import connection

    found = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY of_return_id, row LIMIT {rows}")  # noqa: S608
        for row in cursor:
            found.update(repr(row).encode())
    return found.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
