"""A group's spread as files give it: without decimals that say nothing."""

from __future__ import annotations

from dataclasses import replace

from indicators.calculations.display import round_half_up
from indicators.calculations.spread import Spread
from reports.side_by_side.matrix import Matrix, Measure


def quartiles_in_files(matrix: Matrix, measure: Measure) -> Spread | None:
    """The quartiles with one decimal more than the figures that they lie between; None without a spread."""
    spread = matrix.spreads.get(measure.key)
    if spread is None:
        return None
    places = 1 + max(entry.line.value.places for entry in matrix.column(measure) if entry.value is not None)
    return replace(
        spread,
        q1=round_half_up(spread.q1, places),
        median=round_half_up(spread.median, places),
        q3=round_half_up(spread.q3, places),
    )
