"""Exact chances of counts: binomial and Poisson tails, in whole numbers.

Each count's weight is reckoned from its neighbour's, outwards from the likeliest, so neither factorials nor
floating point are needed, and the work grows with the spread of the counts and not with their size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

# The likeliest count's weight; counts that weigh under a billion-billionth of it are left out.
_HEAVIEST = 10**36
_LIGHTEST = 10**18


@dataclass(frozen=True, slots=True)
class Chances:
    """`weights` of the counts from `first` up; their sum is `total`."""

    first: int
    weights: tuple[int, ...]
    total: int

    def low(self, tail: Fraction) -> Fraction:
        """The count, interpolated, that has `tail` (a part of 1) at or below it.

        A whole count is at or below it exactly where the chance of so few, itself included, is at most
        `tail`. Below 0 where even nought is likelier than that.
        """
        wanted, below = self._part(tail), 0
        for place, weight in enumerate(self.weights):
            if below + weight > wanted:
                return self.first + place - Fraction(below + weight - wanted, weight)
            below += weight
        raise AssertionError("A tail is less than the whole.")

    def high(self, tail: Fraction) -> Fraction:
        """The count, interpolated, that has `tail` at or above it: the mirror image of `low`."""
        wanted, above = self._part(tail), 0
        for place in reversed(range(len(self.weights))):
            weight = self.weights[place]
            if above + weight > wanted:
                return self.first + place + Fraction(above + weight - wanted, weight)
            above += weight
        raise AssertionError("A tail is less than the whole.")

    def _part(self, tail: Fraction) -> int:
        return self.total * tail.numerator // tail.denominator


def of_parts(cases: int, share: Fraction) -> Chances:
    """Of how many among so many independent cases are of a kind that makes up `share` (0 to 1) of all."""
    part, whole = share.numerator, share.denominator
    if part in (0, whole):
        return Chances(cases if part else 0, (1,), 1)
    rest = whole - part

    def up(count: int) -> tuple[int, int]:
        return (cases - count) * part, (count + 1) * rest

    return _outwards((cases + 1) * part // whole, up)


def of_events(expected: Fraction) -> Chances:
    """Of how many events happen where so many are expected."""
    if not expected:
        return Chances(0, (1,), 1)
    part, whole = expected.numerator, expected.denominator

    def up(count: int) -> tuple[int, int]:
        return part, (count + 1) * whole

    return _outwards(part // whole, up)


def _outwards(likeliest: int, up: Callable[[int], tuple[int, int]]) -> Chances:
    """`up` gives the ratio of the weight of a count's successor to its own, as numerator and denominator.

    The ratio is 0 past the last count that can be.
    """
    weight, above, count = _HEAVIEST, [], likeliest
    while weight > _LIGHTEST:
        times, over = up(count)
        weight = weight * times // over
        above.append(weight)
        count += 1
    weight, below, count = _HEAVIEST, [], likeliest
    while weight > _LIGHTEST and count > 0:
        times, over = up(count - 1)
        weight = weight * over // times
        below.append(weight)
        count -= 1
    weights = (*reversed(below), _HEAVIEST, *above)
    return Chances(count, weights, sum(weights))
