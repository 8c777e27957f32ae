"""How a mark of the matrix looks in a workbook: the colours of its kinds, and the marks to be explained."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.calculations.spread import Shade
from reports.side_by_side.matrix import Entry
from reports.side_by_side.shading import Mark, key_of, mark_of

# The colours of the page (frontend/scss/_matrix.scss).
FILLS = {
    "lfl-far-better": "#8cc0e6",
    "lfl-better": "#d3e7f6",
    "lfl-worse": "#fde3c8",
    "lfl-far-worse": "#f4ae6b",
    "lfl-far-above": "#cbb9f0",
    "lfl-above": "#e3daf5",
    "lfl-below": "#e6e3d8",
    "lfl-far-below": "#c9c4ac",
    "lfl-green": "#dff1e7",
    "lfl-amber": "#fdeecb",
    "lfl-red": "#fbe3e0",
}


def legend(entries: Iterable[Entry], shade: Shade) -> list[tuple[str, str, str]]:
    """Kind, sign and words of the marks that explain those in use; a scale that nothing uses is left out."""
    used = {mark_of(entry, shade).kind for entry in entries}
    found = [
        (scale, mark.sign or "no mark", mark.words)
        for scale, marks in key_of(shade)
        if any(_marks(mark, used) for mark in marks)
        for mark in marks
    ]
    return list(dict.fromkeys(found))


def _marks(mark: Mark, used: set[str]) -> bool:
    return bool(mark.sign) and mark.kind in used
