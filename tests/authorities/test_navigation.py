"""The main navigation: what each role finds there, and which item is said to be the current one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve, reverse

from authorities.models import Authority, Membership, Region, Role, User
from authorities.navigation import navigation
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db


def items(user: User, path: str) -> tuple[list[tuple[str, str]], str]:
    """Text and address of each item at a page, and the text of the current one."""
    request = RequestFactory().get(path)
    request.user, request.resolver_match = user, resolve(path)
    found = navigation(request)["navigation"]
    assert isinstance(found, list)
    current = [each["text"] for each in found if each["current"]]
    assert len(current) <= 1
    return [(each["text"], each["href"]) for each in found], (current or [""])[0]


def of_region(name: str, region: Region) -> str:
    return reverse(name, args=[region.code])


def texts(user: User, path: str = "/") -> list[str]:
    return [text for text, _ in items(user, path)[0]]


@pytest.fixture
def own() -> Authority:
    authority: Authority = AuthorityFactory.create()
    return authority


def test_staff_have_one_item_for_their_region_and_it_is_current_on_each_of_its_pages(own: Authority) -> None:
    for role in (Role.ANALYST, Role.APPROVER):
        user = MembershipFactory.create(role=role, authority=own).user
        found, _ = items(user, "/")
        assert [text for text, _ in found].count("Region") == 1
        assert ("Region", of_region("region_matrix", own.region)) in found
        for name in ("region_board", "region_matrix", "region_compare", "region_spine", "region_over_time"):
            assert items(user, of_region(name, own.region))[1] == "Region", name
        assert items(user, of_region("region_sharing", own.region))[1] == "Region"
        assert items(user, reverse("authority_sharing", args=[own.code]))[1] == "Region"
        assert items(user, reverse("neighbours", args=[own.code]))[1] == "Neighbours"


def test_a_lead_has_two_items_and_each_page_lies_under_one_of_them(own: Authority) -> None:
    lead = MembershipFactory.create(role=Role.REGIONAL_LEAD, authority=None, region=own.region).user
    assert texts(lead) == ["Published", "Who has returned", "Side by side"]
    under = {
        "region_board": "Who has returned",
        "region_deadline": "Who has returned",
        "region_sharing": "Who has returned",
        "region_matrix": "Side by side",
        "region_compare": "Side by side",
        "region_spine": "Side by side",
        "region_over_time": "Side by side",
    }
    for name, text in under.items():
        assert items(lead, of_region(name, own.region))[1] == text, name


def test_a_scrutiny_member_and_an_administrator_find_no_region(own: Authority) -> None:
    for role, place in ((Role.SCRUTINY, own), (Role.ADMINISTRATOR, None)):
        user = MembershipFactory.create(role=role, authority=place).user
        assert not {"Region", "Who has returned", "Side by side"} & set(texts(user))


def test_staff_in_several_regions_find_the_one_that_they_are_looking_at(own: Authority) -> None:
    user = MembershipFactory.create(role=Role.ANALYST, authority=own).user
    second = AuthorityFactory.create()
    MembershipFactory.create(user=user, role=Role.ANALYST, authority=second)
    assert "Region" not in texts(user)
    for place in (own, second):
        wanted = ("Region", of_region("region_matrix", place.region))
        assert wanted in items(user, reverse("return_list", args=[place.code]))[0]
        assert wanted in items(user, of_region("region_sharing", place.region))[0]


def test_the_leads_of_two_regions_tell_them_apart() -> None:
    user = UserFactory.create()
    for name in ("North", "South"):
        region = RegionFactory.create(name=name)
        Membership.objects.create(user=user, role=Role.REGIONAL_LEAD, region=region)
    assert texts(user) == [
        *("Who has returned, North", "Side by side, North"),
        *("Who has returned, South", "Side by side, South"),
    ]


def test_a_role_that_has_ended_leaves_nothing_behind(own: Authority) -> None:
    user = MembershipFactory.create(role=Role.ANALYST, authority=own, ended_at="2026-01-01T00:00Z").user
    assert texts(user) == []


def test_nobody_has_no_items() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert navigation(request)["navigation"] == []


def test_more_regions_cost_no_more_queries(own: Authority, django_assert_max_num_queries) -> None:
    user = MembershipFactory.create(role=Role.ANALYST, authority=own).user
    for _ in range(6):
        MembershipFactory.create(user=user, role=Role.ANALYST, authority=AuthorityFactory.create())
        MembershipFactory.create(
            user=user, role=Role.REGIONAL_LEAD, authority=None, region=RegionFactory.create()
        )
    with django_assert_max_num_queries(4):
        assert len(texts(user)) > 12
