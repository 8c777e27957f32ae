"""Figures as whole numbers of ten-thousand-millionths, so that arrays of them are reckoned exactly.

A unit is 10 to the power of -10, the last decimal that a stored figure keeps.
"""

from __future__ import annotations

from decimal import Context, Decimal

import numpy as np
from numpy.typing import NDArray

PLACES = 10
ONE = 10**PLACES
# Below it, forty figures add up, doubled, within 64 bits.
BOUND = 10**7
# Below it, one figure fits in 64 bits.
LARGEST = 9 * 10**8
_EXACT = Context(prec=60)

Figures = NDArray[np.int64]


class TooLarge(ValueError):
    """A figure that the array arithmetic cannot hold; the message is a sentence."""


def to_units(value: Decimal, below: int = BOUND) -> int:
    """The figure in units of 10 to the power of -10.

    TooLarge for one that is not below `below`, either way; ValueError where it has more than ten decimals.
    """
    units = value.scaleb(PLACES, context=_EXACT)
    whole = int(units)
    if not -below * ONE < whole < below * ONE:
        raise TooLarge(
            f"The figure {value:f} is too large to be compared: only figures below {below:,} can be."
        )
    if whole != units:
        raise ValueError(f"The figure {value:f} has more than {PLACES} decimals: round it to {PLACES} first.")
    return whole


def to_decimal(units: int) -> Decimal:
    """The figure that so many units are, with ten decimals."""
    return Decimal(units).scaleb(-PLACES, context=_EXACT)


def divided_half_up(total: Figures, by: Figures | int) -> Figures:
    """`total` over `by` to the nearest whole unit, halves away from zero; shapes as numpy broadcasts them.

    `by` is 1 or more. Twice the total must fit in 64 bits.
    """
    rounded = (2 * np.abs(total) + by) // (2 * np.asarray(by, dtype=np.int64))
    return np.where(total < 0, -rounded, rounded)
