"""What no rate is made of is refused as a figure too large is, whoever asks."""

from __future__ import annotations

import numpy as np
import pytest

from authorities.populations import reading
from indicators.calculations.fixed_point import ONE, TooLarge
from indicators.calculations.published_rates import MOST_CHILDREN, rates_per_10_000


@pytest.mark.parametrize(("count", "children"), [(-1, 100), (1, MOST_CHILDREN + 1)])
def test_a_negative_count_and_too_many_children_are_refused(count: int, children: int) -> None:
    with pytest.raises(TooLarge, match="a count of 0 or more and at most 1,000,000,000 children"):
        rates_per_10_000(np.array([count * ONE]), np.array([children]), np.array([True]))


def test_the_most_children_that_are_read_are_the_most_that_make_a_rate() -> None:
    assert reading.MOST_CHILDREN == MOST_CHILDREN
    rates, has = rates_per_10_000(np.array([ONE]), np.array([MOST_CHILDREN]), np.array([True]))
    assert has.all() and rates.tolist() == [100_000]
