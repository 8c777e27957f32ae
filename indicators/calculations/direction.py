"""Direction of travel: which way a figure moved between two named periods, and whether that is good."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.display import round_half_up
from indicators.calculations.polarity import Polarity


class Direction(StrEnum):
    """NONE means not comparable: one of the two periods has no figure."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NONE = "none"


class Effect(StrEnum):
    """NONE means that better or worse cannot be said, for want of a polarity or of a direction."""

    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """The words printed for a direction, which a scorecard template may rename.

    The first three are for lines with a target, the next three for lines without.
    """

    better: str = "POSITIVE"
    steady: str = "STABLE"
    worse: str = "NEGATIVE"
    up: str = "INCREASE"
    same: str = "STABLE"
    down: str = "DECREASE"
    none: str = "NOT COMPARABLE"


def direction(current: Decimal | None, earlier: Decimal | None, places: int) -> Direction:
    """Sign of the change between unrounded values; SAME where both read alike at `places` decimals.

    A missing value gives NONE: the caller names both periods, and never offers the nearest one instead.
    """
    if current is None or earlier is None:
        return Direction.NONE
    if round_half_up(current, places) == round_half_up(earlier, places):
        return Direction.SAME
    return Direction.UP if current > earlier else Direction.DOWN


def effect(direction: Direction, polarity: Polarity) -> Effect:
    """Whether the move is in the good direction; NONE where the indicator has none."""
    if direction is Direction.NONE or polarity is Polarity.NEUTRAL:
        return Effect.NONE
    if direction is Direction.SAME:
        return Effect.STEADY
    good = Direction.UP if polarity is Polarity.HIGH else Direction.DOWN
    return Effect.BETTER if direction is good else Effect.WORSE


def word(direction: Direction, effect: Effect, targeted: bool, words: DirectionWords | None = None) -> str:
    """The printed word: how good the move is, on a targeted line where that is known; else which way it
    went.
    """
    chosen = words or DirectionWords()
    if direction is Direction.NONE:
        return chosen.none
    if targeted and effect is not Effect.NONE:
        return {Effect.BETTER: chosen.better, Effect.WORSE: chosen.worse, Effect.STEADY: chosen.steady}[
            effect
        ]
    return {Direction.UP: chosen.up, Direction.DOWN: chosen.down, Direction.SAME: chosen.same}[direction]
