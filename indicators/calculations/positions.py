"""Where one authority's figure sits among all of them: the "compared to mid-50%" column."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from enum import StrEnum

_EXACT = Context(prec=100)


class Position(StrEnum):
    """Higher and lower are about the number, not about good or bad."""

    LOWER = "lower"
    IN_RANGE = "in range"
    HIGHER = "higher"
    NONE = "none"


def quartiles(values: Iterable[Decimal]) -> tuple[Decimal, Decimal] | None:
    """First and third quartile, by linear interpolation between ranks; None for no values.

    Hyndman and Fan's type 7 (American Statistician, 1996), which spreadsheets call the inclusive quartile:
    the quartile q lies at rank (n - 1) x q counted from 0. Leave suppressed and missing figures out before
    calling.
    """
    ranked = sorted(values)
    if not ranked:
        return None
    return _at_quarters(ranked, 1), _at_quarters(ranked, 3)


def _at_quarters(ranked: list[Decimal], quarters: int) -> Decimal:
    below, remainder = divmod((len(ranked) - 1) * quarters, 4)
    if remainder == 0:
        return ranked[below]
    low = _EXACT.multiply(ranked[below], Decimal(4 - remainder))
    high = _EXACT.multiply(ranked[below + 1], Decimal(remainder))
    return _EXACT.divide(_EXACT.add(low, high), Decimal(4))


def position(value: Decimal | None, q1: Decimal, q3: Decimal) -> Position:
    """The value against the two quartiles, a value on either being in range; NONE for no value."""
    if value is None:
        return Position.NONE
    if value < q1:
        return Position.LOWER
    return Position.HIGHER if value > q3 else Position.IN_RANGE
