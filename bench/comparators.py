"""Comparators, database to database: ours, SQL, the ORM a row, and the array pass alone beside bare numpy."""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

from bench.timing import Target, best_of, print_table, say
from tests.services import start_services

ORM_ROWS = 400
RUNS = 3


def main() -> int:
    os.environ.pop("LFL_TEST_MODE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    # A run that is ended from outside stops its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    services = start_services(os.environ)
    try:
        django.setup()
        from django.db import connection

        if connection.vendor != "postgresql":
            say("The bench needs PostgreSQL: take DATABASE_URL away, or name a PostgreSQL.")
            return 1
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0)
        try:
            return measure()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
    finally:
        services.stop()


def measure() -> int:
    from bench import comparator_data, comparator_sides

    made = comparator_data.make()
    say(
        f"Comparators of {comparator_data.AUTHORITIES} authorities, {comparator_data.SERIES} series and "
        f"{comparator_data.YEARS} periods, {comparator_data.NEIGHBOURS} neighbours each."
    )
    sides = comparator_sides.Sides(made)
    sides.look_at_tables()
    ours = best_of(RUNS, sides.ours, before=sides.empty)
    our_rows = sides.rows()
    sql = best_of(RUNS, sides.sql, before=sides.empty)
    equal = sides.same(our_rows, sides.rows(), "SQL")
    picked = sides.pick(random.Random(comparator_data.SEED), ORM_ROWS)  # noqa: S311  # a sample, no secret
    sides.empty()
    a_row = best_of(1, lambda: sides.orm(picked)) / len(picked)
    equal &= sides.same({key: our_rows[key] for key in picked}, sides.rows(), "the ORM")
    kernel, bare = sides.array_pass(RUNS * 5)
    equal &= sides.array_passes_agree()
    orm = a_row * len(our_rows)
    print_table(
        f"{len(our_rows):,} rows, the fastest of {RUNS} runs; the ORM's {ORM_ROWS} rows scaled up",
        {"ours": ours, "SQL": sql, "ORM a row": orm, "kernel": kernel, "bare numpy": bare},
        [
            Target("SQL / ours", sql / ours, 2.5),
            Target("ORM a row / ours", orm / ours, 500),
            Target("kernel / bare numpy", kernel / bare, 1.2, at_least=False),
        ],
    )
    say("", "All sides gave the same answers." if equal else "The answers differ: see above.")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
