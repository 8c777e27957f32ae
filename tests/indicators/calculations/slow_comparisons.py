"""The second, slow implementation: one figure at a time, in fractions, with nothing of the portal's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

Number = Fraction | None


def half_up(number: Fraction) -> Decimal:
    """To ten decimals, halves away from zero."""
    units = floor(abs(number) * 10**10 + Fraction(1, 2))
    return Decimal(units if number >= 0 else -units).scaleb(-10)


def mean(figures: Sequence[Fraction]) -> Number:
    return sum(figures, Fraction(0)) / len(figures) if figures else None


def median(figures: Sequence[Fraction]) -> Number:
    ranked = sorted(figures)
    if not ranked:
        return None
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def quartile(figures: Sequence[Fraction], quarters: int) -> Number:
    """Type 7: at (n - 1) times the quarter, counted from 0, between the two ranks that lie around it."""
    ranked = sorted(figures)
    if not ranked:
        return None
    at = Fraction((len(ranked) - 1) * quarters, 4)
    below = floor(at)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (at - below) * (ranked[above] - ranked[below])


@dataclass(frozen=True)
class Compared:
    """What there is to say of one authority in one column; figures to ten decimals."""

    neighbour_mean: Decimal | None
    neighbour_median: Decimal | None
    used: int
    listed: int
    q1: Decimal | None
    q3: Decimal | None
    of: int
    position: str
    rank: int | None
    tied: bool


def compared(
    own: str,
    figures: Mapping[str, Fraction],
    neighbours: Sequence[str],
    counting: set[str],
    polarity: str,
) -> Compared:
    """`figures` of the authorities that have one; `counting` are those whose figures make the quartiles."""
    near = [figures[code] for code in neighbours if code in figures]
    everybody = [figure for code, figure in figures.items() if code in counting]
    q1, q3 = quartile(everybody, 1), quartile(everybody, 3)
    value = figures.get(own)
    position, rank, tied = "none", None, False
    if value is not None and q1 is not None and q3 is not None:
        position = "lower" if value < q1 else "higher" if value > q3 else "in range"
    if value is not None and own in counting and polarity != "neutral":
        better = [f for f in everybody if (f > value if polarity == "high" else f < value)]
        rank, tied = len(better) + 1, everybody.count(value) > 1
    rounded = [None if n is None else half_up(n) for n in (mean(near), median(near), q1, q3)]
    return Compared(
        neighbour_mean=rounded[0],
        neighbour_median=rounded[1],
        used=len(near),
        listed=len(neighbours),
        q1=rounded[2],
        q3=rounded[3],
        of=len(everybody),
        position=position,
        rank=rank,
        tied=tied,
    )
