"""The engine against the slow, obvious answers: each figure, window and month end of small random worlds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.indicators.measures.small_worlds import SmallWorld, small_world, smallest
from tests.indicators.measures.worlds import differences, figures_of, slow_figures


def differ(world: SmallWorld) -> list[str]:
    return differences(figures_of(world.returns, world.choices), slow_figures(world.returns, world.choices))


def told(world: SmallWorld) -> str:
    """The smallest world that still shows the difference, for whoever must find the fault."""
    least = smallest(world, lambda less: bool(differ(less)))
    lists = [
        f"{each.period_end} {each.layout} List {number}: "
        + str([{name: value for name, value in row.items() if value is not None} for row in rows])
        for each in least.returns
        for number, rows in each.lists.items()
    ]
    return "\n".join([*differ(least), *lists, str(least.choices)])


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1))
def test_every_figure_of_a_small_world_is_the_slow_one(seed: int) -> None:
    world = small_world(seed)
    assert not differ(world), told(world)
