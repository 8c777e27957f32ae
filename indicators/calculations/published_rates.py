"""Rates made from published counts, for a whole matrix at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indicators.calculations.fixed_point import BOUND, ONE, Figures, TooLarge
from indicators.calculations.rates import PER

# Of a whole country and more; beyond it a remainder times ten thousand no longer fits. What reads
# populations (authorities/populations/reading.py) takes no more either.
MOST_CHILDREN = 10**9


def rates_per_10_000(
    counts: Figures, children: NDArray[np.int64], has: NDArray[np.bool_]
) -> tuple[Figures, NDArray[np.bool_]]:
    """Count per 10,000 children, in units of 10 to the power of -10, halves up, and where there is one.

    All three of one shape. `counts` in units, 0 or more; `children` in children, 0 where no estimate is
    known; `has` where there is a count. Exact: whole children and the remainder are scaled apart, so that
    nothing overflows. TooLarge for a rate of 10,000,000 or more, and for parts that cannot be.
    """
    rated = has & (children > 0)
    count, base = np.where(rated, counts, 0), np.where(rated, children, 1)
    if (count < 0).any() or (base > MOST_CHILDREN).any():
        raise TooLarge(
            f"A rate needs a count of 0 or more and at most {MOST_CHILDREN:,} children: check both."
        )
    whole, rest = np.divmod(count, base)
    if (whole >= BOUND * ONE // PER).any():
        raise TooLarge(
            f"A count is {BOUND // PER:,} times its children or more: the population or the count is wrong."
        )
    return whole * PER + (2 * rest * PER + base) // (2 * base), rated
