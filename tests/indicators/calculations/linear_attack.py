"""Somebody outside with a linear programme: all that can be told of hidden counts from what is told.

A second implementation that shares nothing with the first but the shape of a figure: one unknown a series and
month, the month the finest there is, whatever windows are told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from scipy.optimize import linprog

from indicators.calculations.protected import Known, Secret, Summed
from indicators.calculations.worlds import Relation

Row = dict[int, int]


@dataclass
class Attack:
    """Everything that is told of some figures, as one polytope."""

    figures: Sequence[Known]
    relations: Sequence[Relation]
    _columns: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = [count for each in self.figures for count in each.all_counts]
        starts = [count.end if count.start is None else count.start for count in counts]
        self.first, self.last = min(starts), max(count.end for count in counts)
        self.equal: list[tuple[Row, int]] = []
        self.below: list[tuple[Row, int]] = []
        for relation in self.relations:
            self._relate(relation)
        for figure in self.figures:
            for count in figure.counts if figure.told else ():
                assert count.value is not None
                self.equal.append((self._row(count), count.value))
            for secret in figure.secrets:
                row = self._row(secret.count)
                self.below.append((row, secret.most))
                self.below.append(({column: -weight for column, weight in row.items()}, -secret.least))
        for secret in self.secrets():
            self._row(secret.count)

    def secrets(self) -> list[Secret]:
        return [secret for figure in self.figures for secret in figure.secrets]

    def possible(self, secret: Secret) -> tuple[int, int] | None:
        """The least and greatest whole number that the count can be; None where nothing can be so."""
        row = self._row(secret.count)
        ends = []
        for sign in (1, -1):
            found = linprog(
                [sign * row.get(column, 0) for column in range(len(self._columns))],
                A_eq=[self._dense(one) for one, _ in self.equal] or None,
                b_eq=[value for _, value in self.equal] or None,
                A_ub=[self._dense(one) for one, _ in self.below] or None,
                b_ub=[value for _, value in self.below] or None,
                bounds=(0, None),
                method="highs",
            )
            if found.status == 2:
                return None
            ends.append(math.inf * -sign if found.status == 3 else found.fun * sign)
        least, most = ends
        return math.ceil(least - 1e-6), 10**9 if most == math.inf else math.floor(most + 1e-6)

    def _column(self, series: str, month: int) -> int:
        return self._columns.setdefault((series, month), len(self._columns))

    def _row(self, count: Summed) -> Row:
        if count.start is None:
            return {self._column(f"{count.series} at", count.end): 1}
        return {self._column(count.series, month): 1 for month in range(count.start + 1, count.end + 1)}

    def _relate(self, each: Relation) -> None:
        flat = any(
            one.start is None and one.series in (each.total, each.part)
            for figure in self.figures
            for one in figure.all_counts
        )
        for month in range(self.first if flat else self.first + 1, self.last + 1):
            if each.level:
                row = {self._column(each.total, month): 1, self._column(each.part, month): -1}
                row |= {self._column(f"{each.others} at", month): -1}
                row |= {self._column(f"{each.others} at", month - 1): 1}
            else:
                mark = " at" if flat else ""
                row = {self._column(each.total + mark, month): 1, self._column(each.part + mark, month): -1}
                row |= {self._column(each.others + mark, month): -1}
            self.equal.append((row, 0))

    def _dense(self, row: Row) -> list[int]:
        return [row.get(column, 0) for column in range(len(self._columns))]
