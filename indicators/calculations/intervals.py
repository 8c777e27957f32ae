"""How far chance alone could move a figure: confidence intervals for shares and for rates.

Decimal arithmetic throughout (28 figures), rounded nowhere: whoever shows a bound rounds it. The events are
taken to be independent; brothers and sisters are not, so an interval is if anything too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, months_in
from indicators.calculations.rates import PER, Count, rate_per_10_000, share


class Level(Enum):
    """How sure an interval or a limit is, in per cent of two tails together."""

    USUAL = "95"
    STRICT = "99.8"

    @property
    def z(self) -> Decimal:
        """The point of the normal distribution with half of the remainder above it."""
        return _Z[self]

    @property
    def tail(self) -> Decimal:
        """The part of 1 left in each tail: 0.025 or 0.001."""
        return _TAILS[self]


_Z = {Level.USUAL: Decimal("1.959963984540054"), Level.STRICT: Decimal("3.090232306167813")}
_TAILS = {Level.USUAL: Decimal("0.025"), Level.STRICT: Decimal("0.001")}


@dataclass(frozen=True, slots=True)
class Counted:
    """The events behind a figure and what they were counted out of.

    `months` is the length of the window whose count is scaled to a year, for a rate that is; else None.
    """

    numerator: Decimal
    denominator: Decimal
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds in the figure's own unit: per cent, 0 to 100, or per 10,000 (a year, where it is scaled)."""

    low: Decimal
    high: Decimal


def counts_behind(
    unit: Unit,
    numerator: Count | None,
    denominator: Count | None,
    window: Window,
    period_end: date,
    annualised: bool,
) -> Counted | None:
    """The parts of a share or a rate, scaled as `value_of` scales it; None for another unit or no base."""
    if unit not in (Unit.PERCENTAGE, Unit.RATE) or numerator is None or not denominator:
        return None
    scaled = unit is Unit.RATE and annualised and window is not Window.S
    return Counted(
        Decimal(numerator), Decimal(denominator), months_in(window, period_end) if scaled else None
    )


def pooled(parts: Sequence[Counted]) -> Counted:
    """Several authorities' parts as one; ValueError for none, or for windows of different lengths."""
    lengths = {each.months for each in parts}
    if len(lengths) != 1:
        raise ValueError("Only counts over windows of one length can be pooled, and at least one is needed.")
    numerator = sum((each.numerator for each in parts), Decimal(0))
    denominator = sum((each.denominator for each in parts), Decimal(0))
    return Counted(numerator, denominator, lengths.pop())


def figure_of(unit: Unit, parts: Counted) -> Decimal | None:
    """The share (per cent) or the rate (per 10,000); None for other units, or where the parts make none."""
    if unit is Unit.PERCENTAGE and parts.numerator <= parts.denominator:
        return share(parts.numerator, parts.denominator)
    if unit is Unit.RATE:
        return rate_per_10_000(parts.numerator, parts.denominator, parts.months)
    return None


def interval_of(unit: Unit, parts: Counted, level: Level = Level.USUAL) -> Interval | None:
    """The interval of a share or a rate; None for other units, or where the parts make none."""
    if unit is Unit.PERCENTAGE:
        return share_interval(parts.numerator, parts.denominator, level)
    if unit is Unit.RATE:
        return rate_interval(parts.numerator, parts.denominator, parts.months, level)
    return None


def share_interval(numerator: Count, denominator: Count, level: Level = Level.USUAL) -> Interval | None:
    """Wilson's score interval, in per cent; None for no base, or for a part larger than its whole.

    Wilson EB, Journal of the American Statistical Association 22 (1927) 209-212, without continuity
    correction: (2k + z² ± z √(z² + 4k(1 - k/n))) / 2(n + z²).
    """
    percent = share(numerator, denominator)
    if percent is None or percent > 100:
        return None
    k, n, z = Decimal(numerator), Decimal(denominator), level.z
    middle, below = 2 * k + z * z, 2 * (n + z * z)
    reach = z * (z * z + 4 * k * (1 - k / n)).sqrt()
    # At either end the algebra gives the end itself; the 28th figure need not.
    low = Decimal(0) if k == 0 else 100 * (middle - reach) / below
    high = Decimal(100) if k == n else 100 * (middle + reach) / below
    return Interval(low, high)


def rate_interval(
    count: Count, population: Count, months: int | None = None, level: Level = Level.USUAL
) -> Interval | None:
    """Byar's interval of a rate per 10,000, scaled to a year as `rate_per_10_000` does; None for no base."""
    if rate_per_10_000(count, population, months) is None:
        return None
    events = _count_interval(Decimal(count), level)
    scale = PER / Decimal(population) * (1 if months is None else Decimal(12) / months)
    return Interval(events.low * scale, events.high * scale)


def _count_interval(count: Decimal, level: Level) -> Interval:
    """Of a count of events: Byar's approximation to the exact Poisson limits.

    Breslow NE and Day NE, Statistical Methods in Cancer Research II (1987) 69: O (1 - 1/9O - z/3√O)³, and
    the same with O + 1 and + z. It is a whole event or more that it approximates: nought has the exact limits
    0 and -ln(tail). Near nought the lower one would pass below it (one event at 99.8%) and is held there.
    """
    if count == 0:
        return Interval(Decimal(0), -level.tail.ln())
    return Interval(max(Decimal(0), _byar(count, -level.z)), _byar(count + 1, level.z))


def _byar(count: Decimal, z: Decimal) -> Decimal:
    return count * (1 - 1 / (9 * count) + z / (3 * count.sqrt())) ** 3
