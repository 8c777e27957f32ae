"""What every bench shares: the clock, and the table that is printed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


def best_of(runs: int, work: Callable[[], object], before: Callable[[], object] | None = None) -> float:
    """Seconds of the fastest of some runs; `before` is not counted."""
    fastest = float("inf")
    for _ in range(runs):
        if before is not None:
            before()
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


@dataclass(frozen=True)
class Target:
    """`ratio` is to be at least (or at most) `wanted`."""

    name: str
    ratio: float
    wanted: float
    at_least: bool = True

    @property
    def met(self) -> bool:
        return self.ratio >= self.wanted if self.at_least else self.ratio <= self.wanted


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def print_table(title: str, seconds: dict[str, float], targets: list[Target]) -> None:
    """Seconds of each side, then each ratio beside its target."""
    wide = max(map(len, [*seconds, *(target.name for target in targets)]))
    say("", title, "")
    say(*(f"  {name:{wide}}  {taken:12.3f} s" for name, taken in seconds.items()), "")
    for target in targets:
        sign = "at least" if target.at_least else "at most"
        met = "met" if target.met else "MISSED"
        say(f"  {target.name:{wide}}  {target.ratio:12.2f}    target {sign} {target.wanted:g}: {met}")
