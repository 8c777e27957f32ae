from __future__ import annotations

from itertools import product

import pytest

from indicators.calculations.direction import Effect
from indicators.calculations.exceptions import ExceptionClass, suggest
from indicators.calculations.rag import Rag


@pytest.mark.parametrize(
    ("effect", "heading"),
    [
        (Effect.BETTER, ExceptionClass.RED_TO_WATCH),
        (Effect.STEADY, ExceptionClass.RED_TO_WATCH),
        (Effect.WORSE, ExceptionClass.RED_OF_CONCERN),
        (Effect.NONE, ExceptionClass.RED_OF_CONCERN),
    ],
)
def test_a_red_line_is_of_concern_unless_it_is_known_not_to_be_getting_worse(
    effect: Effect, heading: ExceptionClass
) -> None:
    assert suggest(Rag.RED, effect) is heading


@pytest.mark.parametrize("effect", list(Effect))
def test_other_colours_have_one_heading_whatever_their_direction(effect: Effect) -> None:
    assert suggest(Rag.GREEN, effect) is ExceptionClass.GREEN_TO_CELEBRATE
    assert suggest(Rag.AMBER, effect) is ExceptionClass.AMBER_TO_WATCH
    assert suggest(Rag.NONE, effect) is ExceptionClass.NOT_JUDGED


def test_nothing_red_falls_outside_the_red_headings_and_nothing_else_falls_inside() -> None:
    reds = {ExceptionClass.RED_TO_WATCH, ExceptionClass.RED_OF_CONCERN}
    for rag, effect in product(Rag, Effect):
        assert (suggest(rag, effect) in reds) == (rag is Rag.RED)
