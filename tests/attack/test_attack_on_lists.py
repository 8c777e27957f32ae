"""The same attack on an authority that hands in Annex A lists, of which the portal counts every month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from pytest_django.plugin import DjangoDbBlocker

from authorities.models import Authority, Role
from indicators.models import Value
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.workbook import annex_a_workbook
from tests.attack.returned import day_of, month_of
from tests.attack.seeing import QUARTER, YEAR, Onlooker
from tests.attack.solving import FEWEST_VALUES, Attack, Finding, solve
from tests.attack.watched import client_of, load_layouts, undone
from tests.factories.authority import AuthorityFactory
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.region import RegionFactory
from tests.indicators.children.counted_world import approve_lists, load_what_counting_needs
from tests.keeping import kept_for_the_module

pytestmark = pytest.mark.django_db

ENDS = tuple(2024 * 12 + month for month in (2, 5, 8))
MONTHS = range(ENDS[0] - 17, ENDS[-1] + 1)
CHILDREN = 2_600
SMALL = range(1, 6)


@cache
def lives() -> Lives:
    return make_lives(seed=9, children=420, first=day_of(ENDS[0] - 26), last=day_of(ENDS[-1]))


@pytest.fixture(scope="module")
def onlooker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Onlooker]:
    with kept_for_the_module(django_db_blocker):
        load_what_counting_needs()
        load_layouts()
        region = RegionFactory.create(fictional=True)
        authority: Authority = AuthorityFactory.create(region=region, code="T01", fictional=True)
        PopulationEstimateFactory.create(authority=authority, children=CHILDREN, mid_year=2022)
        lead = client_of(Role.REGIONAL_LEAD, region=region)
        found = Onlooker(lead, region.code, turned=0, after=ENDS[-1])
        for last in ENDS:
            approve_lists(authority, day_of(last), annex_a_workbook(lists_at(lives(), day_of(last))))
            look(found)
        yield found


def look(onlooker: Onlooker) -> None:
    """At every month end, which nobody offers but anybody may type into the address."""
    for month in range(ENDS[0] - 6, ENDS[-1] + 1):
        onlooker.look_at_matrix(month, YEAR)
    for month in ENDS:
        onlooker.look_at_matrix(month, QUARTER)


def small_and_pinned(found: list[Finding]) -> tuple[int, list[str]]:
    """How many hidden counts are 1 to 5, and which of them have fewer than three values left."""
    values = {
        (value.indicator.code, value.window, month_of(value.period_end)): value
        for value in Value.objects.select_related("indicator")
    }
    small, pinned = 0, []
    for each in found:
        key = each.hidden.key
        true = _true(values[key.code, key.window, key.last], each.hidden.part)
        if true in SMALL:
            small += 1
            if each.room.values < FEWEST_VALUES:
                pinned.append(f"{key.code} {key.window} {key.last} {each.hidden.part} is {true}: {each.room}")
    return small, pinned


def _true(value: Value, part: str) -> Decimal | None:
    if part == "rest":
        assert value.numerator is not None and value.denominator is not None
        return value.denominator - value.numerator
    found: Decimal | None = getattr(value, part)
    return found


def attack(seen_by: Onlooker) -> list[Finding]:
    return solve(Attack("T01", MONTHS, range(0)), seen_by.seen)


def test_no_count_of_children_from_lists_has_fewer_than_three_values_left(onlooker: Onlooker) -> None:
    small, pinned = small_and_pinned(attack(onlooker))
    assert small > 50
    assert pinned == []


def test_months_between_the_quarters_are_not_told(onlooker: Onlooker) -> None:
    assert {key.last for key in onlooker.seen.shown} <= {last - 3 * n for last in ENDS for n in range(5)}


def test_a_fair_share_of_the_counted_figures_is_shown(onlooker: Onlooker) -> None:
    at_quarters = [key for key in onlooker.seen.never_shown if key.last in ENDS]
    shown = [key for key in onlooker.seen.shown if key.last in ENDS]
    assert len(shown) > 0.4 * (len(shown) + len(at_quarters)) > 40


def test_the_attack_on_lists_finds_counts_where_only_small_figures_are_hidden(onlooker: Onlooker) -> None:
    with undone():
        Value.objects.update(told=True)
        again = Onlooker(onlooker.client, onlooker.region, onlooker.turned, onlooker.after)
        look(again)
        assert len(small_and_pinned(attack(again))[1]) > 5
