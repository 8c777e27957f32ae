from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.benchmarks.building import build_for_release
from indicators.benchmarks.preview import Side, preview_switch
from indicators.calculations.figures import Unit
from indicators.models import Indicator
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Pins:
    releases: Mapping[str, int]
    vintage: int | None = None


@pytest.fixture
def world() -> World:
    world = World.make("ABCDEF")
    reref, cla = world.series(), world.series("CLA_RATE")
    nfa, hidden = world.series("REF_NFA_PCT"), world.series("REREF_CHILD_PCT", headline=False)
    world.publish(reref, 2023, A="99", B="1")
    for series in (reref, hidden):
        world.publish(series, A="20", B="10", C="15", D="30", E="c", F="25")
    # On either list the mean is 60, which is A's own.
    world.publish(cla, A="60", B="60", C="60", D="50", F="70")
    world.publish(nfa, A="c", B="10", D="20")
    return world


def test_it_says_beforehand_which_comparisons_change_side(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now, then = world.neighbours("2021", A="BCE"), world.neighbours("2025", A="DEF")
    build_for_release(world.release)
    pins = Pins({"referrals": world.release.pk})
    with django_assert_num_queries(3):
        found = preview_switch(authority=world.authorities["A"], now=now, then=then, basis=pins)
    by_code = {each.benchmark.series.indicator.code: each for each in found}
    assert list(by_code) == ["CLA_RATE", "REF_NFA_PCT", "REREF_PCT"]
    reref = by_code["REREF_PCT"]
    # 10 and 15 of three; then 30 and 25 of three.
    assert (reref.benchmark.year, reref.value) == (2024, Decimal(20))
    assert (reref.before.mean, reref.before.used, reref.before.listed) == (Decimal("12.5"), 2, 3)
    assert (reref.after.mean, reref.after.used, reref.after.listed) == (Decimal("27.5"), 2, 3)
    assert (reref.before.side, reref.after.side, reref.changes_side) == (Side.ABOVE, Side.BELOW, True)
    assert (reref.before.higher, reref.before.lower) == (0, 2)
    assert (reref.after.higher, reref.after.lower) == (2, 0)
    cla = by_code["CLA_RATE"]
    assert (cla.before.side, cla.after.side, cla.changes_side) == (Side.EQUAL, Side.EQUAL, False)
    assert (cla.changes_place, cla.changes) == (True, True)
    nfa = by_code["REF_NFA_PCT"]
    assert (nfa.value, nfa.symbol, nfa.before.side, nfa.changes) == (None, "c", Side.NONE, False)
    assert (nfa.before.mean, nfa.after.mean) == (Decimal(10), Decimal(20))


def test_what_it_says_is_what_the_other_list_then_gives(world: World) -> None:
    now, then = world.neighbours("2021", A="BCE"), world.neighbours("2025", A="DEF")
    build_for_release(world.release)
    pins = Pins({"referrals": world.release.pk})
    for each in preview_switch(authority=world.authorities["A"], now=now, then=then, basis=pins):
        after = world.benchmark("A", each.benchmark.series, then)
        assert (each.after.mean, each.after.used) == (after.neighbour_mean, after.neighbours_used)


def test_from_no_list_every_comparison_with_neighbours_is_new(world: World) -> None:
    then = world.neighbours("2025", A="DEF")
    build_for_release(world.release)
    pins = Pins({"referrals": world.release.pk})
    found = preview_switch(authority=world.authorities["A"], now=None, then=then, basis=pins)
    assert [(each.before.side, each.before.listed) for each in found] == [(Side.NONE, 0)] * 3
    # Of REF_NFA_PCT the authority has no figure to compare.
    assert [each.begins for each in found] == [True, False, True]
    assert not any(each.changes_side or each.changes_place for each in found)


def test_neighbours_without_a_figure_are_no_comparison_and_no_change_of_side(world: World) -> None:
    now, silent = world.neighbours("2021", A="BCE"), world.neighbours("Silent", A="E")
    build_for_release(world.release)
    pins = Pins({"referrals": world.release.pk})
    by_code = {}
    for before, after in ((now, silent), (silent, now)):
        found = preview_switch(authority=world.authorities["A"], now=before, then=after, basis=pins)
        by_code[before.name] = {each.benchmark.series.indicator.code: each for each in found}["REREF_PCT"]
    ending, beginning = by_code["2021"], by_code["Silent"]
    assert (ending.after.mean, ending.after.side) == (None, Side.NONE)
    assert (ending.ends, ending.begins, beginning.ends, beginning.begins) == (True, False, False, True)
    for each in (ending, beginning):
        assert (each.changes_side, each.changes_place, each.changes) == (False, False, True)


def test_a_release_that_is_not_pinned_is_not_looked_at(world: World) -> None:
    then = world.neighbours("2025", A="DEF")
    build_for_release(world.release)
    assert preview_switch(authority=world.authorities["A"], now=None, then=then, basis=Pins({})) == []


def test_counts_are_left_out_since_they_say_how_large_an_authority_is(world: World) -> None:
    now, then = world.neighbours("2021", A="BCE"), world.neighbours("2025", A="DEF")
    series = world.series("CLA_N")
    Indicator.objects.filter(pk=series.indicator_id).update(unit=Unit.NUMBER)
    world.publish(series, A="60", B="10", D="90")
    build_for_release(world.release)
    pins = Pins({"referrals": world.release.pk})
    found = preview_switch(authority=world.authorities["A"], now=now, then=then, basis=pins)
    assert "CLA_N" not in {each.benchmark.series.indicator.code for each in found}
