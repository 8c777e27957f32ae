"""Every authority's figure among its neighbours' and among all, a whole table in one array pass.

Figures are whole numbers of 10 to the power of -10 (`fixed_point`), so every sum, comparison and rounding is
exact. `positions` says the same of one figure, slowly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from indicators.calculations.fixed_point import BOUND, ONE, Figures, divided_half_up
from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import Position

# So many figures, each below the bound, add up within 64 bits, twice over.
MOST_NEIGHBOURS = 40
# Columns that are worked on together: what they need stays within a processor's cache.
BLOCK = 64
_MISSING = np.iinfo(np.int64).max

Mask = NDArray[np.bool_]
Small = NDArray[np.int16]

# How `Comparisons.position` writes a position.
POSITIONS = (Position.NONE, Position.LOWER, Position.IN_RANGE, Position.HIGHER)
# Which way `compare` takes to be good.
GOOD: Mapping[Polarity, int] = {Polarity.HIGH: 1, Polarity.LOW: -1, Polarity.NEUTRAL: 0}


@dataclass(frozen=True, slots=True)
class Comparisons:
    """What `compare` found, for A authorities and C columns. Figures are in units; 0 where there is none.

    Where `used` is 0 there is no neighbour figure, and where `of` is 0 no quartile.
    """

    neighbour_mean: Figures  # A x C, plain mean of the neighbours with a figure, halves away from zero
    neighbour_median: Figures  # A x C, the mean of the middle two where they are even in number
    used: Small  # A x C, neighbours with a figure
    listed: Small  # A, neighbours in the list
    q1: Figures  # C, first quartile by linear interpolation (type 7), to the nearest unit
    q3: Figures  # C, the third
    of: Small  # C, figures that the quartiles are of
    position: Small  # A x C, an index into POSITIONS; judged before the quartiles are rounded
    rank: Small  # A x C, 1 is best, equal figures share; 0 for none
    tied: Mask  # A x C, whether the rank is shared


def compare(
    figures: Figures, has: Mask, neighbours: NDArray[np.intp], counts: Mask, good: NDArray[np.int8]
) -> Comparisons:
    """Compare a table of A authorities (rows) and C columns, each column a series in a year.

    figures     A x C, in units of 10 to the power of -10
    has         A x C, where there is a figure: suppressed and missing ones are False
    neighbours  A x K, rows of `figures`, -1 where there is none; any figure of a neighbour counts
    counts      A x C, whose figures make the quartiles and ranks (an authority that existed in that year)
    good        C, 1 where high is good, -1 where low is, 0 where neither: nothing is ranked there

    ValueError for shapes that do not fit, a figure of 10,000,000 or more, or more than 40 neighbours.
    """
    _check(figures, has, neighbours, counts, good)
    rows, columns = figures.shape
    found = _empty(rows, columns, neighbours)
    for start in range(0, columns if rows else 0, BLOCK):
        part = slice(start, start + BLOCK)
        # Turned, so that the figures of one column, which are sorted, lie side by side.
        there = np.ascontiguousarray(has[:, part].T)
        figure = np.where(there, figures[:, part].T, 0)
        _among_neighbours(found, part, figure, there, neighbours)
        _among_all(found, part, figure, there, counts[:, part].T & there, good[part, None])
    return found


def _check(
    figures: Figures, has: Mask, neighbours: NDArray[np.intp], counts: Mask, good: NDArray[np.int8]
) -> None:
    rows, columns = figures.shape
    if has.shape != figures.shape or counts.shape != figures.shape or good.shape != (columns,):
        raise ValueError(
            f"The table is {rows} x {columns}: the masks must be as large, and a polarity be given a column."
        )
    if neighbours.ndim != 2 or len(neighbours) != rows or neighbours.shape[1] > MOST_NEIGHBOURS:
        raise ValueError(f"Neighbours are {rows} rows of at most {MOST_NEIGHBOURS}.")
    if neighbours.size and not -1 <= neighbours.min() <= neighbours.max() < rows:
        raise ValueError(f"A neighbour is a row from 0 to {rows - 1}, or -1 for none.")
    limit = BOUND * ONE
    if ((figures >= limit) | (figures <= -limit))[has].any():
        raise ValueError(f"A figure is {BOUND:,} or more, too large to be compared: check its unit.")


def _empty(rows: int, columns: int, neighbours: NDArray[np.intp]) -> Comparisons:
    def table(kind: type[np.generic]) -> NDArray[np.generic]:
        return np.empty((columns, rows), dtype=kind).T

    made = {
        "listed": (neighbours >= 0).sum(axis=1, dtype=np.int16),
        "q1": np.zeros(columns, dtype=np.int64),
        "q3": np.zeros(columns, dtype=np.int64),
        "of": np.zeros(columns, dtype=np.int16),
        "tied": table(np.bool_),
    }
    for name in ("neighbour_mean", "neighbour_median"):
        made[name] = table(np.int64)
    for name in ("used", "position", "rank"):
        made[name] = table(np.int16)
    assert set(made) == {field.name for field in fields(Comparisons)}
    return Comparisons(**made)


def _among_neighbours(
    found: Comparisons, part: slice, figure: Figures, there: Mask, neighbours: NDArray[np.intp]
) -> None:
    """Mean and median of the neighbours' figures; `figure` and `there` are columns x authorities."""
    columns, rows = figure.shape
    # One authority more, that never has a figure: -1 finds it.
    padded = np.full((rows + 1, columns), _MISSING)
    padded[:rows] = np.where(there, figure, _MISSING).T
    # Columns innermost: the neighbours of all columns are sorted by whole rows.
    ranked = np.sort(padded[neighbours.T], axis=0)
    present = ranked != _MISSING
    used = present.sum(axis=0, dtype=np.int64)
    total = np.where(present, ranked, 0).sum(axis=0, dtype=np.int64)
    n = np.maximum(used, 1)
    found.neighbour_mean[:, part] = divided_half_up(total, n)
    found.used[:, part] = used
    if len(ranked) == 0:
        found.neighbour_median[:, part] = 0
        return
    middle = [np.take_along_axis(ranked, at[None], axis=0)[0] for at in ((n - 1) // 2, n // 2)]
    halves = divided_half_up(np.where(used > 0, middle[0], 0) + np.where(used > 0, middle[1], 0), 2)
    found.neighbour_median[:, part] = halves


def _among_all(
    found: Comparisons, part: slice, figure: Figures, there: Mask, counted: Mask, good: NDArray[np.int8]
) -> None:
    """Quartiles, positions and ranks; the tables are columns x authorities, `good` is columns x 1."""
    # Best first where low is good, and where high is: those are negated. Who does not count comes last.
    sign = np.where(good > 0, -1, 1)
    keys = np.where(counted, figure * sign, _MISSING)
    order = np.argsort(keys, axis=1)
    ranked = np.take_along_axis(keys, order, axis=1)
    of = counted.sum(axis=1, keepdims=True)
    q1, q3 = _quarters(ranked, of, sign)
    found.of[part] = of[:, 0]
    found.q1[part], found.q3[part] = (divided_half_up(q, 4)[:, 0] for q in (q1, q3))
    fourfold = 4 * figure
    place = 2 + (fourfold > q3) - (fourfold < q1).astype(np.int16)
    found.position[:, part] = np.where(there & (of > 0), place, 0).T
    rank, tied = _ranks(ranked, order)
    held = counted & (good != 0)
    found.rank[:, part] = np.where(held, rank, 0).T
    found.tied[:, part] = (tied & held).T


def _quarters(ranked: Figures, of: NDArray[np.intp], sign: NDArray[np.int64]) -> tuple[Figures, Figures]:
    """Four times each quartile, exactly, columns x 1; 0 for a column without figures."""
    both = []
    for quarters in (1, 3):
        below, rest = np.divmod(np.maximum(of - 1, 0) * quarters, 4)
        above = np.minimum(below + 1, np.maximum(of - 1, 0))
        low, high = (
            # Where the order is turned about, the lowest figure is the last of those that count.
            np.take_along_axis(ranked, np.where(sign > 0, at, np.maximum(of - 1 - at, 0)), axis=1) * sign
            for at in (below, above)
        )
        low, high = np.where(of > 0, low, 0), np.where(of > 0, high, 0)
        both.append(low * (4 - rest) + high * rest)
    return both[0], both[1]


def _ranks(ranked: Figures, order: NDArray[np.intp]) -> tuple[Small, Mask]:
    """Each authority's place in its column, equal figures sharing the best; columns x authorities."""
    columns, rows = ranked.shape
    first = np.ones((columns, rows + 1), dtype=np.bool_)
    np.not_equal(ranked[:, 1:], ranked[:, :-1], out=first[:, 1:-1])
    places = np.where(first[:, :-1], np.arange(1, rows + 1, dtype=np.int16), np.int16(0))
    places = np.maximum.accumulate(places, axis=1)
    rank, tied = np.empty((columns, rows), dtype=np.int16), np.empty((columns, rows), dtype=np.bool_)
    np.put_along_axis(rank, order, places, axis=1)
    np.put_along_axis(tied, order, ~(first[:, :-1] & first[:, 1:]), axis=1)
    return rank, tied
