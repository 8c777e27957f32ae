from __future__ import annotations

import statistics
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread, Standing, by_distance, by_quarter, ranks, spread

FIGURES = st.lists(st.decimals(0, 500, places=2), min_size=4, max_size=40)
AMONG = Spread(9, *map(Decimal, (1, 20, 30, 40, 90, 33)))


@given(FIGURES)
def test_the_spread_equals_numpys_and_the_standard_librarys(values: list[Decimal]) -> None:
    found = spread(values)
    assert found is not None
    floats = [float(value) for value in values]
    q1, q3 = np.percentile(floats, [25, 75])
    assert float(found.q1) == pytest.approx(q1) and float(found.q3) == pytest.approx(q3)
    assert found.median == statistics.median(values)
    assert float(found.mean) == pytest.approx(statistics.fmean(floats))
    assert (found.low, found.high, found.of) == (min(values), max(values), len(values))


@pytest.mark.parametrize("values", [[], [1], [1, 2], [1, 2, 3]])
def test_fewer_than_four_have_no_spread(values: list[int]) -> None:
    assert spread([Decimal(value) for value in values]) is None


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        (41, Polarity.HIGH, Standing(2, True, "best quarter")),
        (41, Polarity.LOW, Standing(-2, True, "worst quarter")),
        (41, Polarity.NEUTRAL, Standing(2, False, "highest quarter")),
        (19, Polarity.HIGH, Standing(-2, True, "worst quarter")),
        (19, Polarity.NEUTRAL, Standing(-2, False, "lowest quarter")),
        (40, Polarity.HIGH, Standing(0, True, "middle half")),
        (20, Polarity.LOW, Standing(0, True, "middle half")),
    ],
)
def test_outside_the_middle_half_is_the_best_or_worst_quarter(
    value: int, polarity: Polarity, expected: Standing
) -> None:
    assert by_quarter(Decimal(value), AMONG, polarity) == expected


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        (40, Polarity.HIGH, Standing(0, True, "near the median")),
        (41, Polarity.HIGH, Standing(1, True, "better than the median")),
        (50, Polarity.LOW, Standing(-1, True, "worse than the median")),
        (51, Polarity.LOW, Standing(-2, True, "far worse than the median")),
        (9, Polarity.LOW, Standing(2, True, "far better than the median")),
        (9, Polarity.NEUTRAL, Standing(-2, False, "far below the median")),
        (20, Polarity.NEUTRAL, Standing(0, False, "near the median")),
    ],
)
def test_distance_is_in_widths_of_the_middle_half(value: int, polarity: Polarity, expected: Standing) -> None:
    assert by_distance(Decimal(value), AMONG, polarity) == expected


def test_where_the_middle_half_has_no_width_any_other_figure_is_far() -> None:
    flat = Spread(5, *map(Decimal, (10, 20, 20, 20, 30, 20)))
    assert by_distance(Decimal("20.1"), flat, Polarity.HIGH).step == 2
    assert by_distance(Decimal(20), flat, Polarity.HIGH).step == 0


@given(st.lists(st.none() | st.integers(0, 9).map(Decimal), max_size=20), st.sampled_from(Polarity))
def test_a_rank_is_one_more_than_the_number_that_are_better(
    values: list[Decimal | None], polarity: Polarity
) -> None:
    known = [value for value in values if value is not None]
    for value, place in zip(values, ranks(values, polarity), strict=True):
        if value is None or polarity is Polarity.NEUTRAL:
            assert place is None
        else:
            better = sum(v > value if polarity is Polarity.HIGH else v < value for v in known)
            assert place == (better + 1, known.count(value) > 1)
