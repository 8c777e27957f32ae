"""Primary disclosure control: which figures could point at a child, and what may be said beside them.

The Department for Education replaces local authority counts of 1 to 5 by c and shows zeros, so the smallest
non-zero count in its children in need and looked after releases is 6; the same limits are kept here. Hiding
further cells so that totals do not give hidden ones away (secondary suppression) is done over all figures of
an authority at once (`secondary`).
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from indicators.calculations.figures import Unit

SMALLEST_SHOWN = 6
SMALLEST_BASE = 10
# What one part of a ratio is multiplied by.
PER = {Unit.PERCENTAGE: 100, Unit.RATE: 10_000}


class Hidden(StrEnum):
    """Why a figure is hidden: PRIMARY for being small itself, SECONDARY to protect another figure."""

    NO = "no"
    PRIMARY = "primary"
    SECONDARY = "secondary"


def _small(count: Decimal | int) -> bool:
    return 0 < count < SMALLEST_SHOWN


def hides_count(count: Decimal | int, counts_people: bool) -> bool:
    """Whether a count of children is 1 to 5. Zero is shown: it says that nobody is there to be known.

    A mean of counts is hidden up to 6, since 5.4 would be read as 5. Counts of things that point at no child
    (`counts_people` false: audits, workers) are shown.
    """
    return counts_people and _small(count)


def hides_ratio(numerator: Decimal | int, denominator: Decimal | int) -> bool:
    """Whether a percentage or rate gives away a small count, whatever it counts.

    Hidden where the numerator is 1 to 5, since the ratio times its published base gives the count back; where
    the denominator less the numerator is 1 to 5, since that is the count of those outside; and where the base
    is under 10, where every possible ratio names its count. A zero base is shown as not applicable: nobody
    is in it.
    """
    if denominator == 0:
        return False
    return _small(numerator) or _small(denominator - numerator) or denominator < SMALLEST_BASE


def hides_value(
    unit: Unit, numerator: Decimal | int | None, denominator: Decimal | int | None, counts_people: bool
) -> bool:
    """The primary rule for a figure of any unit.

    A part that is not known (None) cannot be judged, and hides nothing. An AVERAGE or DAYS of children is
    hidden on a base under 10, as it describes those few; its total is no count of children, so the total is
    not tested.
    """
    if unit is Unit.NUMBER:
        return numerator is not None and hides_count(numerator, counts_people)
    if unit in (Unit.AVERAGE, Unit.DAYS):
        return counts_people and denominator is not None and 0 < denominator < SMALLEST_BASE
    if numerator is None:
        return denominator is not None and 0 < denominator < SMALLEST_BASE
    if denominator is None:
        return _small(numerator)
    return hides_ratio(numerator, denominator)


def parts_that_follow(
    unit: Unit, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator, one that was not given being that which follows from the value and the
    other."""
    if unit in PER and value:
        if numerator is None and denominator is not None:
            numerator = (value * denominator / PER[unit]).to_integral_value()
        elif denominator is None and numerator is not None:
            denominator = (numerator * PER[unit] / value).to_integral_value()
    return numerator, denominator


def hides_figure(
    unit: Unit,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    counts_people: bool,
) -> bool:
    """The primary rule for a figure as it was given: with both parts, one of them or none."""
    if unit is Unit.NUMBER:
        # A mean of counts is a number to be read like a count, whatever its total.
        return any(hides_value(unit, count, denominator, counts_people) for count in (numerator, value))
    numerator, denominator = parts_that_follow(unit, value, numerator, denominator)
    return hides_value(unit, numerator, denominator, counts_people)


def may_show_direction(current: Hidden, earlier: Hidden) -> bool:
    """Whether an arrow, or its word, between two figures may be shown: never to or from a hidden one.

    Beside a shown figure the way to a count of 1 to 5 is plain already, so its arrow would narrow nothing by
    itself. But a count that is hidden for another's sake can have none, and the arrow would tell the two
    apart: of two hidden parts of 7 the one with an arrow is then the 1.
    """
    return current is Hidden.NO and earlier is Hidden.NO


def may_show_rag(current: Hidden) -> bool:
    """Whether a RAG, or a position among authorities, may be shown: never for a hidden figure.

    The target and the quartiles are shown beside it, so green, amber or red would bound the figure between
    them.
    """
    return current is Hidden.NO
