"""Which months of a window no approved return covers: why a counted figure is not complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from indicators.calculations.periods import Window, months_in
from indicators.measures.held import Coverage, last_day, month_of

# List 9 says how things stand at its period end, and covers no months before it.
NO_MONTHS = frozenset({9})
LOOKS_BACK = "earlier months that it looks back on"


def lacks_in_words(coverage: Coverage, lists: Iterable[int], window: Window, period_end: date) -> str:
    """'list 3 for April 2024 to June 2024; list 4 for June 2024', of a figure that is not complete."""
    parts = [
        f"list {number} for {_spans(months)}"
        for number in sorted(set(lists) - NO_MONTHS)
        if (months := _lacking(coverage, number, window, period_end))
    ]
    return "; ".join(parts) or LOOKS_BACK


def _lacking(coverage: Coverage, number: int, window: Window, period_end: date) -> list[int]:
    """The months of the window for which no return holds the list, oldest first, by their index."""
    last = month_of(period_end)
    wanted = range(last - max(months_in(window, period_end), 1) + 1, last + 1)
    line = coverage.covered(number)
    covered = {coverage.first + place for place in range(coverage.size) if line[place]}
    return [month for month in wanted if month not in covered]


def _spans(months: Sequence[int]) -> str:
    """Months in a row as their first and last."""
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][-1] + 1 == month:
            spans[-1].append(month)
        else:
            spans.append([month])
    named = [(f"{last_day(span[0]):%B %Y}", f"{last_day(span[-1]):%B %Y}") for span in spans]
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in named)
