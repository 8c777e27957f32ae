"""The only way in, and the only way roles come and go."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from authorities.invitations import (
    accept_invitation,
    end_membership,
    grant,
    invite,
    open_invitation,
    withdraw_invitation,
)
from authorities.models import AuditEvent, Authority, Invitation, Membership, Role, User
from authorities.refusal import Refused
from tests.factories.authority import AuthorityFactory
from tests.factories.invitation import InvitationFactory
from tests.factories.membership import MembershipFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "four-plain-words-together"


@pytest.fixture
def administrator() -> User:
    user: User = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    return user


@pytest.fixture
def authority() -> Authority:
    made: Authority = AuthorityFactory.create()
    return made


def invited(
    authority: Authority, by: User, email: str = "guest@example.org", role: Role = Role.ANALYST
) -> tuple[Invitation, str]:
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"https://portal.example/invitations/{token}/"

    made = invite(email=email, role=role, authority=authority, link=link, by=by)
    assert isinstance(made, Invitation)
    return made, tokens[0]


def test_an_invitation_is_mailed_and_its_link_makes_the_account(
    authority: Authority, administrator: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _, token = invited(authority, administrator, "Guest@Example.org")
    assert token in mail.outbox[0].body and mail.outbox[0].to == ["guest@example.org"]
    user = accept_invitation(token=token, name="", password=PASSWORD)
    assert user.email == "guest@example.org" and user.check_password(PASSWORD)
    assert [str(m) for m in user.memberships.all()] == [f"Analyst, {authority.name}"]


def test_every_open_invitation_of_an_address_is_accepted_with_the_first(
    authority: Authority, administrator: User
) -> None:
    _, token = invited(authority, administrator)
    invited(authority, administrator, "GUEST@example.org", Role.SCRUTINY)
    withdrawn, _ = invited(authority, administrator, role=Role.APPROVER)
    withdraw_invitation(invitation=withdrawn, by=administrator)
    other, _ = invited(authority, administrator, "somebody.else@example.org")
    with time_machine.travel(timezone.now() - timedelta(days=8)):
        invited(AuthorityFactory.create(), administrator)
    user = accept_invitation(token=token, name="", password=PASSWORD)
    assert sorted(user.memberships.values_list("role", flat=True)) == [Role.ANALYST, Role.SCRUTINY]
    assert not Invitation.objects.filter(email=user.email, accepted_at=None, role=Role.SCRUTINY).exists()
    other.refresh_from_db()
    assert other.accepted_at is None
    accepted = AuditEvent.objects.filter(act="accept an invitation")
    assert sorted(event.sentence for event in accepted) == [
        f"accepted an invitation as Analyst, {authority.name}",
        f"accepted an invitation as Scrutiny member, {authority.name}",
    ]


def test_an_equal_open_invitation_is_refused_and_one_that_ended_is_no_hindrance(
    authority: Authority, administrator: User
) -> None:
    first, _ = invited(authority, administrator)
    with pytest.raises(Refused, match="invited already"):
        invited(authority, administrator, " Guest@example.org")
    withdraw_invitation(invitation=first, by=administrator)
    invited(authority, administrator)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        invited(authority, administrator)
    assert Invitation.objects.count() == 3


def test_invitations_that_were_doubled_before_they_were_refused_give_one_role(
    authority: Authority, administrator: User
) -> None:
    _, token = invited(authority, administrator)
    InvitationFactory.create(email="guest@example.org", role=Role.ANALYST, authority=authority)
    user = accept_invitation(token=token, name="", password=PASSWORD)
    assert user.memberships.count() == 1
    assert not Invitation.objects.filter(accepted_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_invitation() -> None:
    administrator = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    authority = AuthorityFactory.create()
    together, said = threading.Barrier(2), []

    def click() -> None:
        together.wait(timeout=20)
        try:
            invited(authority, administrator)
            said.append("invited")
        except Refused:
            said.append("refused")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=30)
    assert sorted(said) == ["invited", "refused"]
    assert Invitation.objects.count() == 1


def test_only_the_hash_of_the_link_is_kept(authority: Authority, administrator: User) -> None:
    invitation, token = invited(authority, administrator)
    kept = {str(value) for value in vars(invitation).values()}
    assert not any(token in value for value in kept)


def test_a_link_works_once(authority: Authority, administrator: User) -> None:
    _, token = invited(authority, administrator)
    accept_invitation(token=token, name="", password=PASSWORD)
    with pytest.raises(Refused, match="used, withdrawn or has run out"):
        accept_invitation(token=token, name="", password=PASSWORD)
    assert User.objects.filter(email="guest@example.org").count() == 1


def test_a_link_runs_out_after_seven_days(authority: Authority, administrator: User) -> None:
    _, token = invited(authority, administrator)
    assert open_invitation(token) is not None
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert open_invitation(token) is None


def test_a_withdrawn_link_opens_nothing(authority: Authority, administrator: User) -> None:
    invitation, token = invited(authority, administrator)
    withdraw_invitation(invitation=invitation, by=administrator)
    assert open_invitation(token) is None
    with pytest.raises(Refused):
        withdraw_invitation(invitation=invitation, by=administrator)


def test_somebody_with_an_account_is_given_the_role_at_once(
    authority: Authority, administrator: User
) -> None:
    known = UserFactory.create(email="known@example.org")
    made = invite(
        email="KNOWN@example.org", role=Role.SCRUTINY, authority=authority, link=str, by=administrator
    )
    assert isinstance(made, Membership) and made.user == known
    assert "Scrutiny member" in mail.outbox[0].body


@pytest.mark.parametrize("role", list(Role))
def test_a_role_takes_its_own_kind_of_place_alone(role: Role, authority: Authority) -> None:
    user = UserFactory.create()
    places: dict[str, dict[str, Any]] = {
        "none": {},
        "authority": {"authority": authority},
        "region": {"region": authority.region},
        "both": {"authority": authority, "region": authority.region},
    }
    right = {Role.REGIONAL_LEAD: "region", Role.ADMINISTRATOR: "none"}.get(role, "authority")
    for name, place in places.items():
        if name == right:
            continue
        with pytest.raises(Refused, match="choose"):
            grant(user=user, role=role, by=None, **place)
    assert grant(user=user, role=role, by=None, **places[right]).role == role
    with pytest.raises(Refused, match="already"):
        grant(user=user, role=role, by=None, **places[right])


def test_the_last_administrator_cannot_be_ended(administrator: User) -> None:
    held = administrator.memberships.get()
    with pytest.raises(Refused, match="last portal administrator"):
        end_membership(membership=held, by=administrator)
    MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None)
    end_membership(membership=held, by=administrator)
    assert not administrator.memberships.current().exists()
    with pytest.raises(Refused, match="ended already"):
        end_membership(membership=held, by=administrator)


def test_each_act_leaves_a_line_in_the_trail(authority: Authority, administrator: User) -> None:
    _, token = invited(authority, administrator)
    user = accept_invitation(token=token, name="", password=PASSWORD)
    end_membership(membership=user.memberships.get(), by=administrator)
    said = list(AuditEvent.objects.order_by("pk").values_list("actor_name", "act"))
    assert said == [
        (administrator.email, "invite"),
        ("guest@example.org", "accept an invitation"),
        (administrator.email, "end a role"),
    ]


def test_the_first_administrator_comes_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_administrator", "first@example.org")
    token = capsys.readouterr().out.strip().rstrip("/").rpartition("/")[2]
    user = accept_invitation(token=token, name="", password=PASSWORD)
    assert [m.role for m in user.memberships.all()] == [Role.ADMINISTRATOR]
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("make_administrator", "not an address")
