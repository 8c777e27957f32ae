"""Where each authority's figure stands among those of its group that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.spread import Spread, by_distance, by_quarter, ranks, spread
from reports.side_by_side.matrix import Entry


def placed(column: Sequence[Entry]) -> tuple[list[Entry], Spread | None]:
    """One measure's entries with rank and standings, and their spread.

    Judged on the figures as they are shown, so that two that read alike are alike, and anybody can check the
    median. A hidden figure enters nothing, and where fewer than four can be shown nobody is placed. A count
    grows with the size of an authority, so nobody is ranked or judged by one (Indicator.is_count); its spread
    is given all the same.
    """
    values = [as_shown(entry) for entry in column]
    among = spread([value for value in values if value is not None])
    if among is None or Unit(column[0].measure.unit) is Unit.NUMBER:
        return list(column), among
    polarity = column[0].measure.polarity
    found = []
    for entry, value, place in zip(column, values, ranks(values, polarity), strict=True):
        if value is None:
            found.append(entry)
            continue
        rank, tied = place or (None, False)
        found.append(
            replace(
                entry,
                rank=rank,
                tied=tied,
                by_quarter=by_quarter(value, among, polarity),
                by_distance=by_distance(value, among, polarity),
            )
        )
    return found, among


def as_shown(entry: Entry) -> Decimal | None:
    """The figure as it reads, at its own decimals; None for one that is hidden or missing."""
    return None if entry.value is None else round_half_up(entry.value, entry.line.value.places)
