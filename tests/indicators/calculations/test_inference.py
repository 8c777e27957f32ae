"""Bounds from known sums, against all worlds of a few months."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculations.inference import (
    close,
    consistent,
    learnt,
    limited,
    spread_out,
    tied,
    tightened,
    unbounded,
)

# Four months of 0 to 3 each, as running totals.
WORLDS = np.array([[0, *np.cumsum(months)] for months in product(range(4), repeat=4)])
SPANS = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda span: span[0] < span[1])


def from_nought_to_three() -> np.ndarray:
    bounds = unbounded(5)
    for month in range(4):
        bounds[month, month + 1], bounds[month + 1, month] = 3, 0
    return close(bounds)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(WORLDS))), st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=2))
def test_bounds_are_those_of_all_worlds(
    world: int, told: list[tuple[int, int]], ranged: list[tuple[int, int]]
) -> None:
    truth, bounds, fits = WORLDS[world], from_nought_to_three(), np.ones(len(WORLDS), dtype=bool)
    for start, end in told:
        value = int(truth[end] - truth[start])
        bounds = learnt(bounds, start, end, value, value)
        fits &= WORLDS[:, end] - WORLDS[:, start] == value
    for start, end in ranged:
        value = int(truth[end] - truth[start])
        bounds = learnt(bounds, start, end, value - 1, value + 2)
        over = WORLDS[:, end] - WORLDS[:, start]
        fits &= (over >= value - 1) & (over <= value + 2)
    left = WORLDS[fits]
    for start, end in product(range(5), repeat=2):
        assert bounds[start, end] == (left[:, end] - left[:, start]).max()
    assert (left == spread_out(bounds, 0)).all(axis=1).any()


def test_what_contradicts_is_not_learnt() -> None:
    bounds = learnt(from_nought_to_three(), 0, 2, 6, 6)
    assert learnt(bounds, 0, 1, 2, 2) is bounds
    further = unbounded(5)
    further[0, 2] = 5
    assert tightened(bounds, further) is bounds
    assert not consistent(close(np.minimum(bounds, further)))
    assert not consistent(limited(bounds, 0, 2, 5))


def test_tied_places_move_together_in_every_world_of_a_stack() -> None:
    stack = np.stack([from_nought_to_three(), learnt(from_nought_to_three(), 1, 3, 3, 3)])
    found = tied(stack, 0, 2)
    assert (found[:, 0, 2] == 0).all() and (found[:, 2, 0] == 0).all()
    # Months two and three have three together; with none in month two the third has them all.
    assert found[1][2, 3] == 3 == -found[1][3, 2]


def test_a_world_leaves_as_few_months_empty_as_it_can() -> None:
    bounds = unbounded(13)
    bounds[np.arange(1, 13), np.arange(12)] = 0
    bounds = learnt(close(bounds), 0, 12, 24, 24)
    assert np.diff(spread_out(bounds, 0)).min() >= 1
