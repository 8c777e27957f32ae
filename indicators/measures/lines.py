"""A figure's line: its parts at every month end, before they become the figures that are handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.calculations.periods import Window
from indicators.measures.facts import Table
from indicators.measures.held import Coverage, Months, last_day

DAYS_IN_A_MONTH = Decimal("30.4375")
MILLIONTH = Decimal("0.000001")


class Counted(NamedTuple):
    """One figure at one month end, in its parts.

    `denominator` is None for a count, and for a rate, whose population is not in the lists. `excluded` says
    how many rows were left out and why, `notes` what a reader must know, `held` which returns it came from.
    """

    code: str
    window: Window
    period_end: date
    numerator: int | Decimal | None
    denominator: int | None
    complete: bool
    rebuilt: bool
    excluded: dict[str, int]
    notes: tuple[str, ...]
    held: tuple[int, ...]


@dataclass(slots=True)
class Line:
    """The parts of one figure in one window, an item a month.

    `notes` are sentences with {n}, said where n is not 0; `said` those of one month end alone.
    `sources[i, r]` is above 0 where return r has a part in month end i.
    """

    code: str
    window: Window
    given: NDArray[np.bool_]
    numerator: Months
    denominator: Months | None
    complete: NDArray[np.bool_]
    sources: Table
    rebuilt: NDArray[np.bool_] | None = None
    excluded: Mapping[str, Months] = field(default_factory=dict)
    notes: Mapping[str, Months] = field(default_factory=dict)
    said: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    in_months: bool = False


def in_months(days: int) -> Decimal:
    """Days as months of 30.4375 days, to six decimals."""
    return (days / DAYS_IN_A_MONTH).quantize(MILLIONTH, rounding=ROUND_HALF_EVEN)


class Writer:
    """Turns lines into figures; what many figures have in common is made once."""

    def __init__(self, coverage: Coverage) -> None:
        self._ends = [last_day(coverage.first + place) for place in range(coverage.size)]
        self._returns: dict[bytes, tuple[int, ...]] = {}

    def figures(self, line: Line) -> Iterator[Counted]:
        """The figures of a line, in order of their period ends."""
        places = np.flatnonzero(line.given).tolist()
        numerator = line.numerator.tolist()
        denominator = [None] * len(numerator) if line.denominator is None else line.denominator.tolist()
        complete = line.complete.tolist()
        rebuilt = [False] * len(numerator) if line.rebuilt is None else line.rebuilt.tolist()
        excluded = [(reason, n.tolist()) for reason, n in line.excluded.items() if n.any()]
        notes = [(sentence, n.tolist()) for sentence, n in line.notes.items() if n.any()]
        took_part = line.sources > 0
        for i in places:
            yield Counted(
                line.code,
                line.window,
                self._ends[i],
                in_months(numerator[i]) if line.in_months else numerator[i],
                denominator[i],
                complete[i],
                rebuilt[i],
                {reason: n[i] for reason, n in excluded if n[i]},
                (*(sentence.format(n=n[i]) for sentence, n in notes if n[i]), *line.said.get(i, ())),
                self._numbers(took_part[i]),
            )

    def _numbers(self, took_part: NDArray[np.bool_]) -> tuple[int, ...]:
        key = took_part.tobytes()
        if key not in self._returns:
            self._returns[key] = tuple(np.flatnonzero(took_part).tolist())
        return self._returns[key]
