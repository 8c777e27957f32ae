from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority, Neighbour, NeighbourChoice, NeighbourList
from authorities.neighbours.lists import list_in_force, lists_for, lists_in_force, neighbours_of
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 30)


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory.create()


def listing(authority: Authority, valid_from: date, **other: Any) -> NeighbourList:
    """A list with one neighbour for the authority."""
    made = NeighbourListFactory.create(valid_from=valid_from, **other)
    NeighbourFactory.create(neighbour_list=made, authority=authority)
    return made


def choose(authority: Authority, chosen: NeighbourList, valid_from: date, ago: int = 0) -> None:
    NeighbourChoice.objects.create(
        authority=authority,
        neighbour_list=chosen,
        valid_from=valid_from,
        reason="A test",
        chosen_at=timezone.now() - timedelta(days=ago),
    )


def test_the_lists_of_an_authority_are_its_own_and_the_national_ones_that_cover_it(
    authority: Authority,
) -> None:
    other = AuthorityFactory.create()
    older = listing(authority, date(2021, 4, 1))
    newer = listing(authority, date(2025, 5, 1))
    own = listing(authority, date(2023, 4, 1), owner=authority)
    listing(other, date(2025, 5, 1))
    listing(other, date(2025, 5, 1), owner=other)
    assert lists_for(authority) == [newer, own, older]


def test_without_a_choice_the_newest_national_list_of_the_day_holds(authority: Authority) -> None:
    older = listing(authority, date(2021, 4, 1))
    newer = listing(authority, date(2025, 5, 1))
    listing(authority, date(2024, 4, 1), owner=authority)
    assert list_in_force(authority, date(2025, 5, 1)) == newer
    assert list_in_force(authority, date(2025, 4, 30)) == older
    assert list_in_force(authority, date(2021, 3, 31)) is None


def test_a_list_that_does_not_cover_the_authority_or_has_ended_is_passed_over(authority: Authority) -> None:
    older = listing(authority, date(2021, 4, 1))
    listing(authority, date(2024, 4, 1), valid_to=date(2025, 3, 31))
    listing(AuthorityFactory.create(), date(2025, 5, 1))
    assert list_in_force(authority, DAY) == older
    assert list_in_force(AuthorityFactory.create(), DAY) is None


def test_a_choice_speaks_from_its_first_day(authority: Authority) -> None:
    older = listing(authority, date(2021, 4, 1))
    newer = listing(authority, date(2025, 5, 1))
    choose(authority, older, date(2025, 7, 1))
    assert list_in_force(authority, date(2025, 6, 30)) == newer
    assert list_in_force(authority, date(2025, 7, 1)) == older


def test_of_the_choices_that_hold_the_one_made_last_speaks(authority: Authority) -> None:
    older = listing(authority, date(2021, 4, 1))
    own = listing(authority, date(2023, 4, 1), owner=authority)
    newer = listing(authority, date(2025, 5, 1))
    choose(authority, own, date(2024, 4, 1), ago=1)
    choose(authority, older, date(2025, 4, 1), ago=2)
    choose(authority, newer, date(2026, 4, 1))
    assert list_in_force(authority, DAY) == own
    assert list_in_force(authority, date(2026, 4, 1)) == newer


def test_a_chosen_list_that_has_ended_gives_way_to_the_national_one(authority: Authority) -> None:
    national = listing(authority, date(2021, 4, 1))
    own = listing(authority, date(2023, 4, 1), owner=authority, valid_to=date(2025, 3, 31))
    choose(authority, own, date(2023, 4, 1))
    assert list_in_force(authority, date(2025, 3, 31)) == own
    assert list_in_force(authority, date(2025, 4, 1)) == national


def test_the_lists_of_all_are_those_of_each_in_three_queries(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    national = listing(authority, date(2021, 4, 1))
    others = [AuthorityFactory.create() for _ in range(5)]
    for other in others:
        NeighbourFactory.create(neighbour_list=national, authority=other)
    own = listing(others[0], date(2023, 4, 1), owner=others[0])
    choose(others[0], own, date(2023, 4, 1))
    with django_assert_num_queries(3):
        held = lists_in_force(DAY)
    assert held == {one.pk: list_in_force(one, DAY) for one in [authority, *others]}
    assert held[others[0].pk] == own and held[others[1].pk] == national


def test_neighbours_come_in_rank_order_with_the_authority_loaded(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = NeighbourListFactory.create()
    for rank in (3, 1, 2):
        NeighbourFactory.create(neighbour_list=made, authority=authority, rank=rank)
    NeighbourFactory.create(neighbour_list=made)
    with django_assert_num_queries(1):
        found = neighbours_of(authority, made)
        assert all(one.neighbour.name for one in found)
    assert [one.rank for one in found] == [1, 2, 3]
    assert Neighbour.objects.count() == 4
