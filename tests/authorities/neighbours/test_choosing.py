from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, Neighbour, NeighbourChoice, NeighbourList
from authorities.neighbours.lists import choose_list, list_in_force, make_own_list, neighbours_of
from authorities.refusal import Refused
from tests.authorities.neighbours.files import eleven
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db
FIRST = date(2025, 4, 1)


@pytest.fixture
def places() -> list[Authority]:
    return eleven()


def make(places: list[Authority], **other: Any) -> NeighbourList:
    wanted: dict[str, Any] = {
        "authority": places[0],
        "name": "Our own",
        "neighbours": places[1:4],
        "reason": "We share a border",
        "valid_from": FIRST,
        "by": None,
    }
    return make_own_list(**(wanted | other))


def refused_making(places: list[Authority], **other: Any) -> str:
    before = (NeighbourList.objects.count(), Neighbour.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused) as refused:
        make(places, **other)
    assert (NeighbourList.objects.count(), Neighbour.objects.count(), AuditEvent.objects.count()) == before
    return str(refused.value)


def choose(authority: Authority, chosen: NeighbourList, **other: Any) -> NeighbourChoice:
    wanted: dict[str, Any] = {"valid_from": FIRST, "reason": "It fits us better", "by": None}
    return choose_list(authority=authority, neighbour_list=chosen, **(wanted | other))


def refused_choosing(authority: Authority, chosen: NeighbourList, **other: Any) -> str:
    before = (NeighbourChoice.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused) as refused:
        choose(authority, chosen, **other)
    assert (NeighbourChoice.objects.count(), AuditEvent.objects.count()) == before
    return str(refused.value)


def test_an_own_list_keeps_its_neighbours_in_the_order_given(places: list[Authority]) -> None:
    person = UserFactory.create()
    own = make(places, neighbours=[places[3], places[1], places[2]], by=person, source="A board paper")
    own.refresh_from_db()
    assert [near.neighbour for near in neighbours_of(places[0], own)] == [places[3], places[1], places[2]]
    assert (own.owner, own.reason, own.source, own.made_by) == (
        places[0],
        "We share a border",
        "A board paper",
        person,
    )
    assert own.fictional
    event = AuditEvent.objects.get()
    assert (event.actor, event.authority, event.object_id) == (person, places[0], str(own.pk))
    assert event.details == {"reason": "We share a border", "neighbours": ["N04", "N02", "N03"]}


def test_an_own_list_without_a_source_names_the_authority(places: list[Authority]) -> None:
    assert make(places).source == "Chosen by Testing place 1"


def test_an_own_list_is_not_used_until_it_is_chosen(places: list[Authority]) -> None:
    own = make(places)
    assert list_in_force(places[0], FIRST) is None
    choose(places[0], own)
    assert list_in_force(places[0], FIRST) == own
    assert list_in_force(places[1], FIRST) is None


def test_an_own_list_has_between_one_and_twenty_neighbours(places: list[Authority]) -> None:
    more = [AuthorityFactory.create(code=f"M{n:02}") for n in range(21)]
    assert "this one has 0" in refused_making(places, neighbours=[])
    assert "this one has 21" in refused_making(places, neighbours=more)
    assert make(places, neighbours=more[:20]).neighbours.count() == 20
    assert make(places, neighbours=more[:1], name="One").neighbours.count() == 1


def test_an_own_list_names_each_neighbour_that_does_not_fit(places: list[Authority]) -> None:
    ended = AuthorityFactory.create(name="Ended place", code="M01", valid_to=date(2025, 3, 31))
    real = AuthorityFactory.create(name="Real place", code="M02", fictional=False)
    chosen = [places[0], places[1], places[1], ended, real]
    assert refused_making(places, neighbours=chosen).splitlines() == [
        "Testing place 1 (N01) cannot be its own neighbour.",
        "Testing place 2 (N02) is listed twice.",
        "Ended place (M01) did not exist on 01 April 2025, when the list begins.",
        "Real place (M02) cannot be listed: one of the two authorities is fictional.",
    ]


def test_an_own_list_needs_a_reason_a_name_and_dates_in_order(places: list[Authority]) -> None:
    assert refused_making(places, reason=" ").startswith("Say why")
    assert refused_making(places, reason="a" * 301).startswith("The reason has 301 characters.")
    assert refused_making(places, name="").startswith("The list needs a name")
    assert refused_making(places, source="a" * 201).startswith("The source has 201 characters.")
    assert refused_making(places, valid_to=date(2025, 3, 31)).startswith("The last day is before the first.")


def test_the_name_of_an_own_list_is_taken_by_its_own_and_by_national_lists(places: list[Authority]) -> None:
    make(places)
    NeighbourListFactory.create(name="National")
    assert "There is a list named our OWN already" in refused_making(places, name="our OWN")
    assert "There is a list named National already" in refused_making(places, name="National")
    assert make(places, authority=places[5]).name == "Our own"


def test_a_choice_is_recorded_with_its_reason(places: list[Authority]) -> None:
    person = UserFactory.create()
    national = NeighbourFactory.create(authority=places[0], neighbour=places[1]).neighbour_list
    choice = choose(places[0], national, by=person)
    assert (choice.neighbour_list, choice.valid_from, choice.chosen_by) == (national, FIRST, person)
    event = AuditEvent.objects.get()
    assert (event.actor, event.authority, event.object_id) == (person, places[0], str(choice.pk))
    assert event.details == {"reason": "It fits us better"}
    assert national.name in event.sentence and "01 April 2025" in event.sentence


def test_a_choice_needs_a_reason(places: list[Authority]) -> None:
    assert refused_choosing(places[0], make(places), reason="").startswith("Say why the list is chosen.")


def test_a_list_without_neighbours_for_the_authority_cannot_be_chosen(places: list[Authority]) -> None:
    national = NeighbourFactory.create(authority=places[1], neighbour=places[2]).neighbour_list
    assert "has no neighbours for Testing place 1" in refused_choosing(places[0], national)


def test_the_own_list_of_another_authority_cannot_be_chosen_nor_its_name_learnt(
    places: list[Authority],
) -> None:
    theirs = make(places, authority=places[5], name="A name of theirs")
    assert refused_choosing(places[0], theirs) == "There is no such list for this authority."


def test_a_list_cannot_be_chosen_from_a_day_after_its_end(places: list[Authority]) -> None:
    own = make(places, valid_to=date(2025, 12, 31))
    assert "ended on 31 December 2025" in refused_choosing(places[0], own, valid_from=date(2026, 1, 1))
    assert choose(places[0], own, valid_from=date(2025, 12, 31)).neighbour_list == own


def test_the_choice_already_made_is_refused_and_a_return_to_an_earlier_one_is_not(
    places: list[Authority],
) -> None:
    first, second = make(places), make(places, name="Second")
    choose(places[0], first)
    assert "is already chosen from 01 April 2025." in refused_choosing(places[0], first)
    choose(places[0], second)
    choose(places[0], first)
    assert list_in_force(places[0], FIRST) == first
    assert NeighbourChoice.objects.count() == 3
