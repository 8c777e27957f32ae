"""Ten times the records: what must not grow with them, a quarter handed in again, and the job's own cost."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import look_at_tables, portal
from bench.timing import Target, best_of, print_table, say

FEW, TIMES = 250, 10
RUNS = 5
SHORT_RUNS = 40


def main() -> int:
    with portal():
        return measure()


def measure() -> int:
    from bench.growing_sides import Grown, load

    small, large = (Grown(authority, size) for authority, size in load(FEW, TIMES))
    look_at_tables()
    for each in (small, large):
        each.straight()
    equal = large.same_from_facts() and large.same_by_queue()
    straight, queued = float("inf"), float("inf")
    # In turns, so that a busy moment meets both.
    for _ in range(RUNS):
        straight = min(straight, best_of(1, large.straight))
        queued = min(queued, best_of(1, large.queued))
    seconds = {
        "scorecard, few": best_of(SHORT_RUNS, small.scorecard),
        "scorecard, ten times": best_of(SHORT_RUNS, large.scorecard),
        "windows, few": best_of(SHORT_RUNS, small.windows),
        "windows, ten times": best_of(SHORT_RUNS, large.windows),
        "a quarter again, ours": best_of(RUNS, large.counted),
        "a quarter again, from kept facts": best_of(RUNS, large.from_facts, before=large.keep_facts),
        "the job's work alone": straight,
        "the same as a job": queued,
    }
    taken = list(seconds.values())
    print_table(
        f"{small.rows:,} and {large.rows:,} rows of two authorities, the fastest of {RUNS} runs",
        seconds,
        [
            Target("scorecard: ten times / few", taken[1] / taken[0], 1.2, at_least=False),
            Target("windows: ten times / few", taken[3] / taken[2], 1.2, at_least=False),
            Target("a quarter: ours / from facts", taken[4] / taken[5], 4, at_least=False),
            Target("queue: job / work alone", taken[7] / taken[6], 1.05, at_least=False),
        ],
    )
    say("", "All sides gave the same figures." if equal else "The figures differ: see above.")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
