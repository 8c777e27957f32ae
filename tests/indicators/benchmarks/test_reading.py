from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.benchmarks.building import build_for_release
from indicators.benchmarks.reading import neighbour_figures_of, newest_releases
from tests.factories.neighbour import NeighbourFactory
from tests.factories.release import ReleaseFactory
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World.make()


def test_without_a_list_there_are_region_and_england_and_no_neighbours(world: World) -> None:
    series = world.series()
    world.publish(series, A="10", B="20", england="15")
    world.neighbours(A="B")
    build_for_release(world.release)
    row = world.benchmark("A", series)
    assert (row.england_value, row.neighbours, row.neighbour_mean) == (Decimal(15), 0, None)
    assert neighbour_figures_of([row]) == [[]]


def test_every_neighbour_is_named_with_its_figure_or_the_reason_it_has_none(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.add("F", valid_to=date(2019, 3, 31))
    series = world.series()
    world.publish(series, A="10", B="20.5", C="c", D="k")
    model = world.neighbours(A="BCD")
    for rank, letter in ((4, "E"), (5, "F")):
        NeighbourFactory.create(
            neighbour_list=model,
            authority=world.authorities["A"],
            neighbour=world.authorities[letter],
            rank=rank,
            closeness="Not close",
        )
    build_for_release(world.release)
    row = world.benchmark("A", series, model)
    with django_assert_num_queries(4):  # members, figures, and the release with its dataset, not yet loaded
        [found] = neighbour_figures_of([row])
    assert [(each.rank, each.neighbour.name, each.value, each.symbol, each.reason) for each in found] == [
        (1, "B", Decimal("20.5"), "", ""),
        (2, "C", None, "c", "suppressed, so that no child can be identified"),
        (3, "D", None, "k", "more than zero, but too small to be published"),
        (4, "E", None, "x", "not published"),
        (5, "F", None, "x", "did not exist in that year"),
    ]
    assert found[4].closeness == "Not close"
    values = [each.value for each in found if each.value is not None]
    assert (sum(values) / len(values), len(values)) == (row.neighbour_mean, row.neighbours_used)


def test_a_neighbours_rate_is_made_by_the_benchmarks_own_vintage(world: World) -> None:
    rate = world.series("REF_RATE", per_children=True)
    world.publish(rate, A="586", B="100", C="7", D="c")
    world.vintage(A=54_412, B=30_000, D=5)
    model = world.neighbours(A="BCD")
    build_for_release(world.release)
    row = world.benchmark("A", rate, model)
    [figures] = neighbour_figures_of([row])
    found = {each.neighbour.name: (each.value, each.symbol, each.reason) for each in figures}
    assert found["B"] == (Decimal("33.3333333333"), "", "")
    assert found["B"][0] == world.benchmark("B", rate).authority_value == row.neighbour_mean
    assert found["C"] == (None, "x", "no estimate of its children")
    assert found["D"] == (None, "c", "suppressed, so that no child can be identified")


def test_the_newest_release_is_the_one_published_last_and_then_imported_last(world: World) -> None:
    earlier = ReleaseFactory.create(dataset=world.dataset, released_on=date(2024, 10, 1))
    same_day = ReleaseFactory.create(dataset=world.dataset, released_on=world.release.released_on)
    ReleaseFactory.create(dataset=world.dataset, released_on=date(2026, 1, 1), fictional=True)
    assert earlier.released_on < world.release.released_on
    assert newest_releases(fictional=False) == {"referrals": same_day}
