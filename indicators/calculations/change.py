"""The change from a baseline to a figure: as a difference, and as a part of the baseline.

Sefton Council's 2017 scorecard printed one column of changes and meant points in some rows and per cent of
the baseline in others. Both are reckoned here, and the one that is shown says which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit

_EXACT = Context(prec=100, rounding=ROUND_HALF_EVEN)
_DIVISION = Context(prec=28, rounding=ROUND_HALF_EVEN)
PERCENT_PLACES = 1


@dataclass(frozen=True, slots=True)
class ChangeFrom:
    """`points` is the figure less the baseline, exactly, in the indicator's own unit; `percent` is that in
    per cent of the baseline, to 28 figures, None where the baseline is 0.
    """

    points: Decimal
    percent: Decimal | None


def change_from(baseline: Decimal | None, current: Decimal | None) -> ChangeFrom | None:
    """The change between two unrounded figures; None where either is missing."""
    if baseline is None or current is None:
        return None
    points = _EXACT.subtract(current, baseline)
    if baseline == 0:
        return ChangeFrom(points, None)
    return ChangeFrom(points, _DIVISION.divide(_EXACT.multiply(points, 100), baseline.copy_abs()))


def change_in_words(change: ChangeFrom, unit: Unit, places: int) -> str:
    """'-3.3 points' for a percentage, '+12.5%' for every other unit; '+4 from 0' where that has no per cent.

    `places` are the decimals of a difference; per cents have one.
    """
    if unit is Unit.PERCENTAGE:
        return f"{_signed(change.points, places)} points"
    if change.percent is None:
        return f"{_signed(change.points, places)} from 0"
    return f"{_signed(change.percent, PERCENT_PLACES)}%"


def _signed(number: Decimal, places: int) -> str:
    rounded = round_half_up(number, places)
    return f"{rounded:+,f}" if rounded else f"{rounded:,f}"
