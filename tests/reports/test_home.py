"""What each person finds when they come in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, Role, User
from indicators.models import ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.return_version import ReturnFactory
from tests.reports.html_tree import main, tree, words

pytestmark = pytest.mark.django_db


def home(role: str, authority: Authority) -> str:
    client = Client()
    client.force_login(MembershipFactory.create(role=role, authority=authority).user)
    return words(main(tree(client.get(reverse("home")).content)))


def test_each_sees_what_waits_for_them_and_not_what_waits_for_another() -> None:
    authority = AuthorityFactory.create()
    ReturnFactory.create(authority=authority, period_end="2025-03-31", state=ReturnState.SUBMITTED)
    ReturnFactory.create(authority=authority, period_end="2025-06-30", state=ReturnState.PROBLEMS)
    assert "waits for approval" in home(Role.APPROVER, authority)
    analyst = home(Role.ANALYST, authority)
    assert "has problems to mend" in analyst and "waits for approval" not in analyst


def test_a_quarter_that_has_ended_without_a_return_is_due_from_the_analyst() -> None:
    authority = AuthorityFactory.create()
    assert "No return has been uploaded yet." in home(Role.ANALYST, authority)
    assert "Nothing waits for you." in home(Role.APPROVER, authority)


def test_more_authorities_cost_no_more_queries(django_assert_max_num_queries) -> None:
    user = MembershipFactory.create(role=Role.ANALYST).user
    for _ in range(8):
        MembershipFactory.create(user=user, role=Role.ANALYST, authority=AuthorityFactory.create())
    client = Client()
    client.force_login(user)
    with django_assert_max_num_queries(14):
        client.get(reverse("home"))


def links(user: User) -> set[str]:
    client = Client()
    client.force_login(user)
    page = main(tree(client.get(reverse("home")).content))
    return {link.get("href", "") for link in page.iter("a")}


def test_staff_find_their_region_under_their_authority_and_a_lead_under_its_name() -> None:
    staff = MembershipFactory.create(role=Role.ANALYST)
    assert staff.authority is not None
    region = staff.authority.region
    lead = MembershipFactory.create(role=Role.REGIONAL_LEAD, authority=None, region=region)
    scrutiny = MembershipFactory.create(role=Role.SCRUTINY, authority=staff.authority)
    matrix, board, sharing = (
        reverse(name, args=[region.code]) for name in ("region_matrix", "region_board", "region_sharing")
    )
    among = f"{reverse('region_spine', args=[region.code])}?authority={staff.authority.code}"
    assert among in links(staff.user) and board not in links(staff.user)
    assert {matrix, board, sharing} <= links(lead.user)
    assert not {matrix, board, sharing, among} & links(scrutiny.user)
    assert "regional lead" not in home(Role.ANALYST, staff.authority)
