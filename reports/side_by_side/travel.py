"""Which way a figure went, in the words of the matrix."""

from __future__ import annotations

from indicators.calculations.spread import Shade
from reports.side_by_side.matrix import Entry
from reports.side_by_side.shading import mark_of


def travel_words(entry: Entry) -> str:
    """'Up, worse', 'Down' or 'No change'; '' where there are no two figures to compare."""
    words = mark_of(entry, Shade.DIRECTION).words
    return words[:1].upper() + words[1:]
