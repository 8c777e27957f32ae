"""One workbook's bytes to values and comparators: ours, and openpyxl with bulk_create and a query a cell."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import look_at_tables, portal
from bench.timing import Target, best_of, print_table, say

RUNS = 3
ORM_CELLS = 100


def main() -> int:
    with portal():
        return measure()


def measure() -> int:
    from bench import children
    from bench.whole_sides import Sides

    sides = Sides()
    look_at_tables()
    ours = best_of(RUNS, sides.ours, before=sides.next_authority)
    reading = best_of(RUNS, sides.reading)
    chance = random.Random(children.SEED)  # noqa: S311  # a sample, no secret
    read, stored = best_of(1, sides.openpyxl), best_of(1, sides.bulk_create)
    look_at_tables()
    a_cell, equal = sides.orm(chance, ORM_CELLS)
    equal &= sides.same_rows()
    others = read + stored + a_cell * sides.cells
    print_table(
        f"{sides.rows:,} rows of one workbook to {sides.cells:,} figures and their comparison in a region of "
        f"{children.AUTHORITIES}, the fastest of {RUNS} runs; the ORM's {ORM_CELLS} cells are scaled up, and "
        "it compares nothing",
        {
            "ours": ours,
            "reading the workbook alone": reading,
            "openpyxl, bulk_create, ORM": others,
            "  of it openpyxl": read,
            "  of it bulk_create": stored,
        },
        [
            Target("openpyxl, bulk_create, ORM / ours", others / ours, 30),
            Target("ours / reading alone", ours / reading, 2, at_least=False),
        ],
    )
    say("", "Both sides gave the same." if equal else "The sides differ: see above.")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
