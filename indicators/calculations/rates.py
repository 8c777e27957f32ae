"""Ratios from their stored parts, divided last.

Percentages, rates and means are never averaged or added: their numerators and denominators are, and one
division is done at the end, to 28 significant figures. "No denominator" is the value None, never zero.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, months_in

Count = Decimal | int

PER = 10_000
# Products are exact well beyond any count; only the division is rounded, and only at the 28th figure.
_EXACT = Context(prec=100, rounding=ROUND_HALF_EVEN)
_DIVISION = Context(prec=28, rounding=ROUND_HALF_EVEN)


def _part(value: Count, name: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(
            f"The {name} is a {type(value).__name__}: counts are kept as whole numbers or decimals."
        )
    if not Decimal(value).is_finite() or value < 0:
        raise ValueError(f"The {name} is {value}: a count is zero or more.")
    return Decimal(value)


def _divide(numerator: Decimal, factor: int, denominator: Decimal, divisor: int) -> Decimal | None:
    if denominator == 0:
        return None
    return _DIVISION.divide(_EXACT.multiply(numerator, factor), _EXACT.multiply(denominator, divisor))


def share(numerator: Count, denominator: Count) -> Decimal | None:
    """Percentage, 0 to 100; None where the denominator is 0."""
    return _divide(_part(numerator, "numerator"), 100, _part(denominator, "denominator"), 1)


def rate_per_10_000(count: Count, population: Count, months: int | None = None) -> Decimal | None:
    """Count per 10,000 of the population; None where the population is 0.

    `months` is the length of the window that a flow was counted over, and scales it to a year (x 12 /
    months); None for a snapshot, or a flow to be left as it is. ValueError for a window of less than a month.
    """
    if months is not None and months < 1:
        raise ValueError(f"A window of {months} months cannot be scaled to a year: give 1 or more, or none.")
    factor, divisor = (PER, 1) if months is None else (PER * 12, months)
    return _divide(_part(count, "count"), factor, _part(population, "population"), divisor)


def mean(total: Count, n: Count) -> Decimal | None:
    """Total over n, in the total's own unit; None where n is 0."""
    return _divide(_part(total, "total"), 1, _part(n, "number of cases"), 1)


def value_of(
    unit: Unit,
    numerator: Count | None,
    denominator: Count | None,
    window: Window,
    period_end: date,
    annualised: bool,
) -> Decimal | None:
    """The figure that the stored parts give, unrounded; None where a part is missing or the base is 0.

    PERCENTAGE runs 0 to 100; RATE is per 10,000 of the denominator, scaled to a year where `annualised`
    (never a snapshot); AVERAGE and DAYS are the total over the cases. A NUMBER is its numerator, except in
    MEAN12, where it is the twelve months' total over the denominator, or over twelve where none is stored. In
    MEAN12 a ratio pools its twelve months' parts: twelve ratios are not averaged.
    """
    if numerator is None:
        return None
    if unit is Unit.NUMBER:
        if window is Window.MEAN12:
            return mean(numerator, 12 if denominator is None else denominator)
        return _part(numerator, "numerator")
    if denominator is None:
        return None
    if unit is Unit.PERCENTAGE:
        return share(numerator, denominator)
    if unit is Unit.RATE:
        scaled = annualised and window is not Window.S
        return rate_per_10_000(numerator, denominator, months_in(window, period_end) if scaled else None)
    return mean(numerator, denominator)
