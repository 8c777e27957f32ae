"""The one access policy, against a slow second reading of the roles."""

from __future__ import annotations

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from authorities import access
from authorities.access import Act
from authorities.models import Membership, Region, Role
from authorities.sharing import Reader
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db


def test_every_role_may_something_and_every_act_is_held_by_some_role() -> None:
    assert set(access.ROLE_ACTS) == set(Role)
    assert set().union(*access.ROLE_ACTS.values()) == set(Act)


def test_no_role_both_uploads_and_approves() -> None:
    for acts in access.ROLE_ACTS.values():
        assert not {Act.UPLOAD, Act.APPROVE} <= acts


def test_the_portal_administrator_may_see_nothing_of_any_authority() -> None:
    assert access.ROLE_ACTS[Role.ADMINISTRATOR] == {Act.ADMINISTER}


def test_scrutiny_and_the_region_never_see_what_is_not_published() -> None:
    for role in (Role.SCRUTINY, Role.REGIONAL_LEAD):
        assert Act.SEE_DRAFTS not in access.ROLE_ACTS[role]


def test_may_equals_a_walk_over_every_membership() -> None:
    regions = [RegionFactory.create(), RegionFactory.create()]
    authorities = [AuthorityFactory.create(region=region) for region in regions for _ in range(2)]
    user = UserFactory.create()
    Membership.objects.create(user=user, role=Role.ANALYST, authority=authorities[0])
    Membership.objects.create(user=user, role=Role.SCRUTINY, authority=authorities[1])
    Membership.objects.create(user=user, role=Role.REGIONAL_LEAD, region=regions[1])
    Membership.objects.create(
        user=user, role=Role.APPROVER, authority=authorities[0], ended_at=timezone.now()
    )
    for act, authority in itertools.product(Act, authorities):
        allowed = False
        for membership in Membership.objects.filter(user=user):
            if membership.ended_at is not None or act not in access.ROLE_ACTS[membership.role]:
                continue
            if authority in (
                membership.authority,
                *(membership.region.authorities.all() if membership.region else ()),
            ):
                allowed = True
        assert access.may(user, act, authority) is allowed, (act, authority)
        assert access.authorities_for(user, act).filter(pk=authority.pk).exists() is allowed


def test_an_authority_of_somebody_else_is_as_absent_as_one_that_does_not_exist() -> None:
    own, other = MembershipFactory.create(role=Role.ANALYST), AuthorityFactory.create()
    for code in (other.code, "???"):
        with pytest.raises(Http404):
            access.authority_for(own.user, code, Act.SEE_DRAFTS)


def test_an_own_authority_without_the_act_says_what_the_role_lacks() -> None:
    own = MembershipFactory.create(role=Role.ANALYST)
    assert own.authority is not None
    with pytest.raises(PermissionDenied, match="approve or send back returns"):
        access.authority_for(own.user, own.authority.code, Act.APPROVE)


def test_nobody_and_a_closed_account_may_nothing() -> None:
    closed = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None)
    closed.user.is_active = False
    closed.user.save()
    for user in (AnonymousUser(), closed.user):
        assert not any(access.may(user, act) for act in Act)
        assert not access.places_of(user).exists()


def test_the_memberships_are_read_once_a_request(django_assert_num_queries) -> None:
    member = MembershipFactory.create(role=Role.ANALYST)
    with django_assert_num_queries(1):
        for act in Act:
            access.may(member.user, act, member.authority)


def region_of(membership: Membership) -> Region:
    region = membership.authority.region if membership.authority else membership.region
    assert region is not None
    return region


def test_staff_and_leads_come_into_their_region_and_each_is_told_apart_there() -> None:
    region = RegionFactory.create()
    own = AuthorityFactory.create(region=region)
    lead = MembershipFactory.create(role=Role.REGIONAL_LEAD, authority=None, region=region)
    for role in (Role.ANALYST, Role.APPROVER):
        member = MembershipFactory.create(role=role, authority=own)
        assert access.region_for(member.user, region.code) == region
        assert access.regions_for(member.user) == [region]
        assert access.reader_in(member.user, region) == Reader(lead=False, own=frozenset({own.code}))
    assert access.region_for(lead.user, region.code, Act.COLLECT) == region
    assert access.reader_in(lead.user, region) == Reader(lead=True)


def test_another_region_and_one_of_which_only_the_published_is_read_are_absent() -> None:
    analyst = MembershipFactory.create(role=Role.ANALYST)
    scrutiny = MembershipFactory.create(role=Role.SCRUTINY, authority=analyst.authority)
    administrator = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None)
    region = region_of(analyst)
    for user, code in (
        (analyst.user, RegionFactory.create().code),
        (analyst.user, "???"),
        (scrutiny.user, region.code),
        (administrator.user, region.code),
        (AnonymousUser(), region.code),
    ):
        for act in (Act.COMPARE, Act.COLLECT):
            with pytest.raises(Http404):
                access.region_for(user, code, act)
        assert access.reader_in(user, RegionFactory.create()) == Reader(lead=False)
    assert access.regions_for(scrutiny.user) == access.regions_for(administrator.user) == []


def test_staff_may_not_do_in_their_region_what_is_its_leads_to_do() -> None:
    analyst = MembershipFactory.create(role=Role.ANALYST)
    with pytest.raises(PermissionDenied, match="set deadlines"):
        access.region_for(analyst.user, region_of(analyst).code, Act.COLLECT)


def test_a_role_that_has_ended_opens_no_region() -> None:
    ended = MembershipFactory.create(role=Role.APPROVER, ended_at=timezone.now())
    region = region_of(ended)
    with pytest.raises(Http404):
        access.region_for(ended.user, region.code)
    assert access.reader_in(ended.user, region) == Reader(lead=False)


def test_in_two_regions_a_person_is_in_each_what_they_are_there() -> None:
    led, other = RegionFactory.create(name="Led"), RegionFactory.create(name="Another")
    own = AuthorityFactory.create(region=other)
    user = UserFactory.create()
    Membership.objects.create(user=user, role=Role.REGIONAL_LEAD, region=led)
    Membership.objects.create(user=user, role=Role.ANALYST, authority=own)
    # Reading what is published elsewhere in the led region makes nobody its staff.
    Membership.objects.create(user=user, role=Role.SCRUTINY, authority=AuthorityFactory.create(region=led))
    assert access.regions_for(user) == [other, led]
    assert access.regions_for(user, Act.COLLECT) == [led]
    assert access.reader_in(user, led) == Reader(lead=True)
    assert access.reader_in(user, other) == Reader(lead=False, own=frozenset({own.code}))
    with pytest.raises(PermissionDenied):
        access.region_for(user, other.code, Act.COLLECT)
