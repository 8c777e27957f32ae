"""What truly happened, for judging an attack: the attack itself never looks here."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.calculations.periods import Window
from tests.attack.catalogue import DISTINCT, FLOWS
from tests.attack.returned import Counts
from tests.attack.solving import Attack, Finding, Hidden

SMALL = range(1, 6)


def true_counts(attack: Attack, lives: Counts) -> dict[int, int]:
    """The true count of every unknown of the attack."""
    return {place: _true(name, lives) for name, place in attack.system.places.items()}  # type: ignore[arg-type]


def _true(name: tuple[str, ...], lives: Counts) -> int:
    if name[0] in DISTINCT:
        return lives.count(*name)  # type: ignore[arg-type]
    series, month, corrected = name
    window = Window.M if series in FLOWS else Window.S
    return lives.count(series, window, month, corrected)  # type: ignore[arg-type]


def true_of(hidden: Hidden, counts: dict[int, int]) -> float:
    return sum(weight * counts[place] for place, weight in hidden.of)


def small_ones(found: list[Finding], counts: dict[int, int]) -> Iterator[Finding]:
    """The findings about counts of children of 1 to 5, which is what hiding is for.

    The other hidden figures are hidden for the sake of these. That one of them can be worked out (a base of
    134, or a nought) tells of nobody, as long as these stay open.
    """
    return (each for each in found if true_of(each.hidden, counts) in SMALL)
