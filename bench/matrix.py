"""The signed-in matrix under a bounded load: ours, a plain django-tables2 table, and an empty view."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import look_at_tables, portal
from bench.timing import Target, say

# Rounds by how many indicators: the target is about thirty.
ROUNDS = {30: 3, 60: 1}
SECONDS = 4.0


def main() -> int:
    with portal():
        return measure()


def measure() -> int:
    from bench import matrix_sides

    sides = matrix_sides.Sides()
    look_at_tables()
    equal = sides.same_cells() & sides.same_queries()
    for many, rounds in ROUNDS.items():
        rates = sides.rates(many, rounds, SECONDS)
        _print(many, rates)
    sides.say_how_long_it_takes_to_draw()
    say("", "Both tables show the same figures." if equal else "Something differs: see above.")
    return 0 if equal else 1


def _print(many: int, rates: dict[str, float]) -> None:
    wide = max(map(len, rates))
    say("", f"153 authorities by {many} indicators, signed in, four connections: answers a second", "")
    say(*(f"  {name:{wide}}  {rate:10.1f}" for name, rate in rates.items()), "")
    table, nothing = rates["django-tables2"], rates["empty view"]
    share = rates["ours, the table"] / rates["empty view of the region"]
    say(f"  The table is answered {share:.2f} times as often as an empty view that looks who may see it.")
    for name in ("ours, the table", "ours, the whole page"):
        _say(Target(f"{name} / django-tables2", rates[name] / table, 100))
        _say(Target(f"{name} / empty view", rates[name] / nothing, 0.9))


def _say(target: Target) -> None:
    met = "met" if target.met else "MISSED"
    say(f"  {target.name:38}  {target.ratio:10.2f}    target at least {target.wanted:g}: {met}")


if __name__ == "__main__":
    sys.exit(main())
