"""Every figure of 24 authorities from three years of lists: ours, numpy, SQL and the ORM."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import look_at_tables, portal
from bench.timing import Target, best_of, print_table, say

# So many authorities are made; each stands for several.
MADE = 3
RUNS = 2
WINDOW_RUNS = 50
SQL_AUTHORITIES = 2
ORM_CELLS = 300


def main() -> int:
    with portal():
        from django.db import connection

        if connection.vendor != "postgresql":
            say("The bench needs PostgreSQL: take DATABASE_URL away, or name a PostgreSQL.")
            return 1
        return measure()


def measure() -> int:
    from bench import children
    from bench.counting_numpy import CODES
    from bench.counting_sides import Sides

    sides = Sides(MADE)
    look_at_tables()
    some = f"{len(CODES)} figures"
    seconds = {
        "ours, database to database": best_of(RUNS, sides.ours, before=sides.empty),
        "ours, read and counted": best_of(RUNS, sides.read_and_counted),
        "ours, rows in memory": best_of(RUNS, sides.in_memory),
        f"{some}, ours, rows in memory": best_of(RUNS, lambda: sides.in_memory(CODES)),
        f"{some}, bare numpy": best_of(RUNS, sides.numpy),
    }
    equal = sides.same_as_numpy() and sides.windows_agree()
    seconds["windows from facts"], seconds["windows, bare numpy"] = sides.windows(WINDOW_RUNS)
    sides.index_dates()
    look_at_tables()
    chance = random.Random(children.SEED)  # noqa: S311  # a sample, no secret
    by_sql, same_by_sql = sides.sql(SQL_AUTHORITIES)
    by_orm, same_by_orm = sides.orm(chance, ORM_CELLS)
    sql, orm = by_sql * sides.cells, by_orm * sides.cells
    equal = equal and same_by_sql and same_by_orm
    _, read, _, ours, bare, windows, bare_windows = seconds.values()
    print_table(
        f"{sides.stored:,} rows of {len(sides.authorities)} authorities, {len(sides.wanted)} definitions, "
        f"{sides.cells:,} cells, the fastest of {RUNS} runs; SQL measured on {SQL_AUTHORITIES} authorities "
        f"and the ORM on {ORM_CELLS} cells of the plainest figures, scaled up to all cells",
        seconds | {"SQL range join, scaled up": sql, "ORM query a cell, scaled up": orm},
        [
            Target("ORM a cell / ours, read and counted", orm / read, 100),
            Target("SQL / ours, read and counted", sql / read, 100),
            Target("ours / numpy, rows in memory", ours / bare, 16, at_least=False),
            Target("windows from facts / numpy", windows / bare_windows, 1.5, at_least=False),
        ],
    )
    say("", "All sides gave the same figures." if equal else "The figures differ: see above.")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
