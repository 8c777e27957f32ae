"""The pages of an authority's statistical neighbours."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, NeighbourChoice, NeighbourList
from authorities.neighbours.lists import neighbours_of
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.neighbour_list import NeighbourListFactory

PAGE = reverse("neighbours", args=["901"])
NEW = reverse("neighbour_list_new", args=["901"])
PREVIEW = reverse("neighbour_preview", args=["901"])
DAY: dict[str, Any] = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2025"}


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def near(authority: Authority) -> list[Authority]:
    return [AuthorityFactory.create(code=f"80{n}", name=f"Near {n}") for n in range(4)]


@pytest.fixture
def older(authority: Authority, near: list[Authority]) -> NeighbourList:
    """The list of 2021: the first two."""
    made = NeighbourListFactory.create(name="Model of 2021", valid_from=date(2021, 4, 1), fictional=True)
    for rank, neighbour in enumerate(near[:2], start=1):
        NeighbourFactory.create(
            neighbour_list=made, authority=authority, neighbour=neighbour, rank=rank, closeness="Very close"
        )
    return made


@pytest.fixture
def newer(authority: Authority, near: list[Authority], older: NeighbourList) -> NeighbourList:
    """The list of 2025: the last two. Nobody has chosen it, and 2021 was chosen."""
    made = NeighbourListFactory.create(name="Model of 2025", valid_from=date(2025, 4, 1), fictional=True)
    for rank, neighbour in enumerate(near[2:], start=1):
        NeighbourFactory.create(neighbour_list=made, authority=authority, neighbour=neighbour, rank=rank)
    NeighbourChoiceFactory.create(
        authority=authority, neighbour_list=older, valid_from=date(2021, 4, 1), reason="Agreed with members"
    )
    return made


# --- the list in use ------------------------------------------------------------------------------


def test_without_lists_the_page_says_who_brings_them(as_approver: Client) -> None:
    page = text_of(as_approver.get(PAGE))
    assert "No lists yet" in page
    assert "administrator imports the national lists" in page


def test_the_list_in_use_is_shown_with_its_choice_its_members_and_the_history(
    as_analyst: Client, newer: NeighbourList
) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert "Model of 2021" in page and "Agreed with members" in page
    assert "1 April 2021" in page
    assert page.index("Near 0") < page.index("Near 1")
    assert "Near 2" not in page
    assert "Very close" in page
    assert "Preview a switch to Model of 2025" in page
    assert "Preview a switch to Model of 2021" not in page
    assert "An approver of your authority chooses the list." in page


def test_without_a_choice_the_newest_national_list_is_said_to_be_used(
    as_analyst: Client, older: NeighbourList
) -> None:
    page = text_of(as_analyst.get(PAGE))
    assert "Model of 2021" in page
    assert "Nobody yet." in page


def test_the_page_costs_the_same_however_long_the_lists_are(
    as_approver: Client, authority: Authority, newer: NeighbourList, django_assert_max_num_queries: Any
) -> None:
    for rank in range(3, 15):
        NeighbourFactory.create(
            neighbour_list=NeighbourList.objects.get(name="Model of 2021"),
            authority=authority,
            neighbour=AuthorityFactory.create(),
            rank=rank,
        )
        NeighbourChoiceFactory.create(authority=authority, neighbour_list=newer, valid_from=date(2030, 4, 1))
    with django_assert_max_num_queries(22):
        assert as_approver.get(PAGE).status_code == 200


def test_a_list_of_anothers_own_is_a_page_that_does_not_exist(
    as_analyst: Client, other_authority: Authority, older: NeighbourList
) -> None:
    others = NeighbourListFactory.create(owner=other_authority, name="Theirs")
    NeighbourFactory.create(neighbour_list=others, authority=other_authority)
    assert as_analyst.get(reverse("neighbour_list", args=["901", older.pk])).status_code == 200
    assert as_analyst.get(reverse("neighbour_list", args=["901", others.pk])).status_code == 404
    assert as_analyst.get(reverse("neighbours", args=["902"])).status_code == 404


# --- a list of one's own --------------------------------------------------------------------------


def own(near: list[Authority], **fields: Any) -> dict[str, Any]:
    codes = [each.code for each in near]
    return {"name": "Coastal towns", "reason": "Alike by the sea", "neighbours": codes, **DAY, **fields}


def test_an_own_list_is_made_and_leads_to_its_preview(
    as_approver: Client, authority: Authority, near: list[Authority]
) -> None:
    page = as_approver.post(NEW, own(near), follow=True)

    made = NeighbourList.objects.get(owner=authority)
    assert [each.neighbour for each in neighbours_of(authority, made)] == near
    assert page.redirect_chain[0][0].startswith(f"{PREVIEW}?list={made.pk}&valid_from_day=1")
    assert "Coastal towns was made." in text_of(page)
    assert not NeighbourChoice.objects.exists()


def test_the_form_begins_with_the_neighbours_in_use(
    as_approver: Client, older: NeighbourList, near: list[Authority]
) -> None:
    page = as_approver.get(NEW).content.decode()
    ticked = re.findall(r'value="(\d+)"\s+checked', page)
    # In the order of their regions, which the numbers of the factory decide.
    assert sorted(ticked) == ["800", "801"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Give the list a name."),
        ({"reason": ""}, "Say why: readers will ask."),
        ({"neighbours": []}, "Tick at least one authority."),
        ({"neighbours": ["901"]}, "901 is not one of the authorities offered."),
        ({"valid_from_year": "20"}, "The year must lie between"),
    ],
)
def test_an_own_list_that_is_not_whole_comes_back_with_what_was_typed(
    as_approver: Client, near: list[Authority], fields: dict[str, Any], words: str
) -> None:
    page = as_approver.post(NEW, own(near, **fields))
    assert words in text_of(page)
    assert "Coastal towns" in page.content.decode() or "name" in fields
    assert not NeighbourList.objects.exists()


def test_more_than_twenty_are_refused_with_how_many_to_untick(
    as_approver: Client, authority: Authority
) -> None:
    many = AuthorityFactory.create_batch(23)
    page = text_of(as_approver.post(NEW, own(many)))
    assert "23 authorities are ticked, and a list has at most 20. Untick 3 of them." in page
    assert "(23 ticked)" in page or page.count("ticked)") > 1


def test_a_name_that_is_taken_is_said_to_be(
    as_approver: Client, older: NeighbourList, near: list[Authority]
) -> None:
    page = text_of(as_approver.post(NEW, own(near, name="Model of 2021")))
    assert "There is a list named Model of 2021 already." in page


def test_real_and_fictional_authorities_are_not_offered_to_each_other(
    as_approver: Client, authority: Authority
) -> None:
    AuthorityFactory.create(code="343", name="Realshire", fictional=False)
    AuthorityFactory.create(code="D77", name="Madeupshire", fictional=True)
    page = text_of(as_approver.get(NEW))
    assert "Madeupshire" in page
    assert "Realshire" not in page


def test_only_an_approver_makes_a_list(
    as_analyst: Client, as_stranger: Client, near: list[Authority]
) -> None:
    assert as_analyst.get(NEW).status_code == 403
    assert as_stranger.post(NEW, own(near)).status_code == 404
    assert not NeighbourList.objects.exists()
