"""Windows as sums of monthly facts, at every month end at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indicators.calculations.periods import Window
from indicators.measures.facts import Marked, Table
from indicators.measures.held import Months

_MONTHS = {
    Window.S: 1, Window.M: 1, Window.Q: 3, Window.R3: 3, Window.R6: 6, Window.R12: 12, Window.FY: 12,
    Window.MEAN12: 12,
}  # fmt: skip


class Spans:
    """One window at each of the month ends from `first`, which is month 0.

    `starts` is the first month of each, below 0 where it lies before any that is covered; `lengths` its
    months; `given` whether the window closes there at all.
    """

    def __init__(self, window: Window, first: int, size: int) -> None:
        places: Months = np.arange(size, dtype=np.int64)
        # 1 for January.
        months = (first + places - 1) % 12 + 1
        self.lengths: Months = (
            (months - 4) % 12 + 1 if window is Window.YTD else np.full(size, _MONTHS[window], dtype=np.int64)
        )
        self.starts: Months = places - self.lengths + 1
        closing = {Window.Q: months % 3 == 0, Window.FY: months == 3}
        self.given: NDArray[np.bool_] = closing.get(window, np.ones(size, dtype=np.bool_))

    def total(self, facts: Table, back: int = 0) -> Table:
        """The sum of each fact over each window, and over `back` months before it."""
        running = np.zeros((len(facts) + 1, *facts.shape[1:]), dtype=np.int64)
        np.cumsum(facts, axis=0, out=running[1:])
        return running[1:] - running[np.maximum(self.starts - back, 0)]

    def distinct(self, rows: Marked) -> Months:
        """How many different children have a row in each window.

        A child is counted by its last row: from the month of a row up to the last window that reaches back to
        it, but not from the month of the child's next row.
        """
        size = len(self.starts)
        following = np.full(len(rows.months), size, dtype=np.int64)
        same = rows.children[1:] == rows.children[:-1]
        following[:-1][same] = rows.months[1:][same]
        reach = np.searchsorted(self.starts, rows.months, side="right")
        changes = np.zeros(size + 1, dtype=np.int64)
        np.add.at(changes, rows.months, 1)
        np.add.at(changes, np.minimum(reach, following), -1)
        return np.cumsum(changes[:-1])
