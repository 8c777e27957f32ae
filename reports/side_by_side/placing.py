"""Where each authority's figure stands among those of its group that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indicators.calculations.figures import Unit
from indicators.calculations.spread import Spread, by_distance, by_quarter, ranks, spread
from reports.side_by_side.matrix import Entry


def placed(column: Sequence[Entry]) -> tuple[list[Entry], Spread | None]:
    """One measure's entries with rank and standings, and their spread.

    A hidden figure enters nothing. A count grows with the size of an authority, so nobody is ranked or judged
    by one (Indicator.is_count); its spread is given all the same.
    """
    values = [entry.value for entry in column]
    among = spread([value for value in values if value is not None])
    if not column or Unit(column[0].measure.unit) is Unit.NUMBER:
        return list(column), among
    polarity = column[0].measure.polarity
    found = []
    for entry, place in zip(column, ranks(values, polarity), strict=True):
        if entry.value is None:
            found.append(entry)
            continue
        rank, tied = place or (None, False)
        found.append(
            replace(
                entry,
                rank=rank,
                tied=tied,
                by_quarter=by_quarter(entry.value, among, polarity) if among else None,
                by_distance=by_distance(entry.value, among, polarity) if among else None,
            )
        )
    return found, among
