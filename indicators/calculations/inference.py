"""What known sums over months say of other sums: exact bounds on differences of whole numbers.

A series of monthly counts has a running total at each month end; a count over a window is the difference of
two running totals, and a count at a period end is a difference from nought, the ground. So each thing known
is a difference constraint, and the exact whole-number bounds of every other difference are shortest paths
(Cormen and others, Introduction to Algorithms, chapter on shortest paths). Bounds are arrays of 64-bit whole
numbers, [a, b] being the most by which place b can exceed place a; leading axes are worlds of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Bounds = NDArray[np.int64]
Totals = NDArray[np.int64]
# More than any count; three of them add up within 64 bits.
FAR = 10**12
# What stands in a world for months of which nothing at all is known.
AMPLE = 100


def unbounded(places: int) -> Bounds:
    """Nothing known between so many places."""
    bounds = np.full((places, places), FAR, dtype=np.int64)
    np.fill_diagonal(bounds, 0)
    return bounds


def close(bounds: Bounds) -> Bounds:
    """The bounds that follow from these, in place (Floyd and Warshall)."""
    for place in range(bounds.shape[-1]):
        np.minimum(bounds, bounds[..., :, place, None] + bounds[..., None, place, :], out=bounds)
    return bounds


def consistent(bounds: Bounds) -> bool:
    """Whether closed bounds leave any world at all."""
    return bool((np.diagonal(bounds, axis1=-2, axis2=-1) >= 0).all())


def limited(bounds: Bounds, start: int, end: int, most: int) -> Bounds:
    """Closed bounds after learning that `end` exceeds `start` by at most so much."""
    through = bounds[..., :, start, None] + most + bounds[..., None, end, :]
    return np.minimum(bounds, through)


def tied(bounds: Bounds, start: int, end: int) -> Bounds:
    """Closed bounds after learning that two places move together."""
    return limited(limited(bounds, start, end, 0), end, start, 0)


def learnt(bounds: Bounds, start: int, end: int, least: int, most: int) -> Bounds:
    """Closed bounds after learning that a count is from least to most; the same where that contradicts."""
    if least > bounds[start, end] or most < -bounds[end, start] or least > most:
        return bounds
    return limited(limited(bounds, start, end, most), end, start, -least)


def tightened(bounds: Bounds, further: Bounds) -> Bounds:
    """Both sets of bounds together, closed; the first alone where they contradict each other."""
    both = close(np.minimum(bounds, further))
    return both if consistent(both) else bounds


def differences(totals: Totals) -> Bounds:
    """How much each place exceeds each other in one world."""
    return totals[None, :] - totals[:, None]


def spread_out(bounds: Bounds, first: int) -> Totals:
    """One world within closed bounds, from place `first` on, as even as they let it be.

    Ends are set before middles, and each in the middle of what is left to it, so that as few months as can be
    are left empty. Closed bounds let every such choice be continued. Places before `first` are nought.
    """
    places = bounds.shape[0]
    totals = np.zeros(places, dtype=np.int64)
    held = [first]
    for place in _ends_before_middles(first, places - 1):
        most = int((totals[held] + bounds[held, place]).min())
        least = int((totals[held] - bounds[place, held]).max())
        totals[place] = _middle(least, most)
        held.append(place)
    return totals


def _middle(least: int, most: int) -> int:
    if most < FAR // 2:
        return (least + most) // 2 if least > -FAR // 2 else most
    return max(least, 0) + AMPLE


def _ends_before_middles(first: int, last: int) -> Iterator[int]:
    if last > first:
        yield last
    spans = [(first, last)]
    while spans:
        low, high = spans.pop(0)
        if high - low > 1:
            middle = (low + high) // 2
            yield middle
            spans += [(low, middle), (middle, high)]
