from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.direction import Direction, DirectionWords, Effect, direction, effect, word
from indicators.calculations.polarity import Polarity
from tests.indicators.calculations import slow_answers

UP, DOWN, SAME, NONE = Direction.UP, Direction.DOWN, Direction.SAME, Direction.NONE
figures = st.decimals(min_value=0, max_value=1000, places=4)


@pytest.mark.parametrize(
    ("current", "earlier", "places", "way"),
    [
        ("670.0", "690.0", 1, DOWN),
        ("320", "307", 0, UP),
        ("88.0", "88.0", 1, SAME),
        # Both read 24.3, though one is larger.
        ("24.34", "24.26", 1, SAME),
        # A smaller change across the rounding boundary is a change as shown, and goes the way of the real
        # one.
        ("24.25", "24.2499", 1, UP),
        ("24.2499", "24.25", 1, DOWN),
        ("24.34", "24.26", 2, UP),
        ("0", "0.04", 1, SAME),
        ("0", "0.05", 1, DOWN),
    ],
)
def test_direction_is_the_sign_of_a_change_that_can_be_seen(
    current: str, earlier: str, places: int, way: Direction
) -> None:
    assert direction(Decimal(current), Decimal(earlier), places) is way


@pytest.mark.parametrize(("current", "earlier"), [(None, "1"), ("1", None), (None, None)])
def test_a_gap_is_not_comparable(current: str | None, earlier: str | None) -> None:
    values = [None if value is None else Decimal(value) for value in (current, earlier)]
    assert direction(values[0], values[1], 1) is NONE


@given(figures, figures, st.integers(0, 3))
def test_direction_agrees_with_reading_the_two_figures_as_shown(
    current: Decimal, earlier: Decimal, places: int
) -> None:
    now, then = slow_answers.rounded(current, places), slow_answers.rounded(earlier, places)
    expected = SAME if now == then else UP if now > then else DOWN
    assert direction(current, earlier, places) is expected


@given(figures, figures, st.integers(0, 3))
def test_swapping_the_periods_turns_the_arrow_round(current: Decimal, earlier: Decimal, places: int) -> None:
    turned = {UP: DOWN, DOWN: UP, SAME: SAME}
    assert direction(earlier, current, places) is turned[direction(current, earlier, places)]


@pytest.mark.parametrize(
    ("way", "polarity", "what"),
    [
        (UP, Polarity.HIGH, Effect.BETTER),
        (DOWN, Polarity.HIGH, Effect.WORSE),
        (UP, Polarity.LOW, Effect.WORSE),
        (DOWN, Polarity.LOW, Effect.BETTER),
        (SAME, Polarity.HIGH, Effect.STEADY),
        (SAME, Polarity.LOW, Effect.STEADY),
        (UP, Polarity.NEUTRAL, Effect.NONE),
        (DOWN, Polarity.NEUTRAL, Effect.NONE),
        (SAME, Polarity.NEUTRAL, Effect.NONE),
        (NONE, Polarity.HIGH, Effect.NONE),
        (NONE, Polarity.LOW, Effect.NONE),
        (NONE, Polarity.NEUTRAL, Effect.NONE),
    ],
)
def test_a_move_is_good_or_bad_only_where_polarity_is_stated(
    way: Direction, polarity: Polarity, what: Effect
) -> None:
    assert effect(way, polarity) is what


@pytest.mark.parametrize(
    ("way", "what", "targeted", "printed"),
    [
        (UP, Effect.BETTER, True, "POSITIVE"),
        (DOWN, Effect.WORSE, True, "NEGATIVE"),
        (SAME, Effect.STEADY, True, "STABLE"),
        (UP, Effect.BETTER, False, "INCREASE"),
        (DOWN, Effect.WORSE, False, "DECREASE"),
        (SAME, Effect.STEADY, False, "STABLE"),
        # A target without a polarity cannot say good or bad.
        (UP, Effect.NONE, True, "INCREASE"),
        (DOWN, Effect.NONE, True, "DECREASE"),
        (SAME, Effect.NONE, True, "STABLE"),
        (NONE, Effect.NONE, True, "NOT COMPARABLE"),
        (NONE, Effect.NONE, False, "NOT COMPARABLE"),
    ],
)
def test_the_printed_word_says_good_or_bad_only_on_targeted_lines(
    way: Direction, what: Effect, targeted: bool, printed: str
) -> None:
    assert word(way, what, targeted) == printed


def test_a_template_may_use_its_own_words() -> None:
    own = DirectionWords("improving", "level", "worsening", "rising", "flat", "falling", "no comparison")
    assert word(UP, Effect.BETTER, True, own) == "improving"
    assert word(SAME, Effect.STEADY, True, own) == "level"
    assert word(UP, Effect.WORSE, True, own) == "worsening"
    assert word(UP, Effect.BETTER, False, own) == "rising"
    assert word(SAME, Effect.STEADY, False, own) == "flat"
    assert word(DOWN, Effect.NONE, True, own) == "falling"
    assert word(NONE, Effect.NONE, True, own) == "no comparison"
