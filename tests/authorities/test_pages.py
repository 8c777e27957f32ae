"""Pages of floor 1: people, authorities, the trail, the invitation, help and health."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from authorities import audit
from authorities.invitations import invite
from authorities.models import Invitation, Membership, Role, User
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    user: User = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    client.force_login(user)
    return user


def test_the_people_page_does_not_ask_the_database_more_for_more_people(
    client: Client, administrator: User, django_assert_max_num_queries
) -> None:
    MembershipFactory.create_batch(20, role=Role.ANALYST)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("people"))
    assert page.status_code == 200


def test_an_invitation_without_its_place_is_sent_back_with_a_sentence(
    client: Client, administrator: User
) -> None:
    page = client.post(reverse("person_invite"), {"email": "a@example.org", "role": Role.ANALYST})
    assert "choose the authority" in page.content.decode()


def test_a_role_is_ended_only_after_it_was_asked_for_twice(client: Client, administrator: User) -> None:
    held = MembershipFactory.create(role=Role.ANALYST)
    address = reverse("membership_end", args=[held.pk])
    assert "End the role of" in client.get(address).content.decode()
    assert Membership.objects.get(pk=held.pk).ended_at is None
    client.post(address)
    assert Membership.objects.get(pk=held.pk).ended_at is not None


def test_the_link_of_an_invitation_lets_a_person_choose_a_password_and_come_in(
    client: Client, administrator: User
) -> None:
    tokens: list[str] = []
    authority = AuthorityFactory.create()

    def keep(token: str) -> str:
        tokens.append(token)
        return token

    invite(
        email="guest@example.org",
        role=Role.SCRUTINY,
        authority=authority,
        link=keep,
        by=administrator,
    )
    guest = Client()
    address = reverse("invitation", args=tokens)
    weak = guest.post(address, {"password": "password1234", "again": "password1234"})
    assert "too common" in weak.content.decode()
    unlike = guest.post(address, {"password": "four-plain-words", "again": "four-plain-word"})
    assert "The two passwords differ" in unlike.content.decode()
    done = guest.post(address, {"password": "four-plain-words", "again": "four-plain-words"})
    assert done.headers["Location"] == reverse("home")
    assert guest.get(reverse("home")).status_code == 200
    assert guest.get(address).status_code == 404


def test_an_authoritys_trail_holds_its_own_acts_alone_and_the_portals_none_of_them(
    client: Client, administrator: User
) -> None:
    analyst = MembershipFactory.create(role=Role.ANALYST)
    other = AuthorityFactory.create()
    audit.record("try", "own act of ours", by=None, authority=analyst.authority)
    audit.record("try", "act of theirs", by=None, authority=other)
    assert analyst.authority is not None
    staff = Client()
    staff.force_login(analyst.user)
    page = staff.get(reverse("authority_audit", args=[analyst.authority.code])).content.decode()
    assert "own act of ours" in page and "act of theirs" not in page


def test_the_portals_trail_holds_the_acts_of_no_authority_but_who_came_and_went_there(
    client: Client, administrator: User
) -> None:
    held = MembershipFactory.create(role=Role.ANALYST)
    indicator = IndicatorFactory.create()
    audit.record("try", "loaded the register", by=None)
    audit.record("try", "made somebody an analyst", by=None, authority=held.authority, about=held)
    audit.record("try", "added a local indicator", by=None, authority=held.authority, about=indicator)
    audit.record("try", "extended the set", by=None, authority=held.authority)
    page = client.get(reverse("portal_audit")).content.decode()
    assert "loaded the register" in page and "made somebody an analyst" in page
    assert "added a local indicator" not in page and "extended the set" not in page


def test_the_register_is_filtered_by_whether_an_authority_exists_today(
    client: Client, administrator: User
) -> None:
    AuthorityFactory.create(name="Standing")
    AuthorityFactory.create(name="Merged", valid_to="2020-03-31")
    shown = {}
    for asked in ("", "today", "former"):
        page = client.get(reverse("authority_list"), {"former": asked}).content.decode()
        shown[asked] = ("Standing" in page, "Merged" in page)
    assert shown == {"": (True, True), "today": (True, False), "former": (False, True)}
    headings = re.findall(r"<th\b[^>]*>.*?(Code|Name|Region)", page, re.DOTALL)
    assert headings[:3] == ["Code", "Name", "Region"]
    options = re.findall(r"<option[^>]*>([^<]+)</option>", page)
    assert {"All", "Today's", "Former"} <= {html.unescape(option) for option in options}
    assert "Unknown" not in options


def test_people_are_listed_and_found_by_name_too(client: Client, administrator: User) -> None:
    MembershipFactory.create(user__name="A name of somebody", user__email="one@example.org")
    MembershipFactory.create(user__name="Another", user__email="two@example.org")
    page = client.get(reverse("people"), {"q": "NAME OF"}).content.decode()
    assert "A name of somebody" in page and "one@example.org" in page and "two@example.org" not in page
    assert "one@example.org" in client.get(reverse("people"), {"q": "one@"}).content.decode()


def test_a_choice_not_made_yet_is_said_in_words(client: Client, administrator: User) -> None:
    page = client.get(reverse("person_invite")).content.decode()
    assert "Choose an authority" in page and "Choose a region" in page and "-----" not in page


def test_an_invitation_sent_twice_is_said_to_be_open_already(client: Client, administrator: User) -> None:
    form = {
        "email": "guest@example.org",
        "role": Role.ANALYST,
        "authority": AuthorityFactory.create().pk,
    }
    assert client.post(reverse("person_invite"), form).status_code == 302
    page = client.post(reverse("person_invite"), form).content.decode()
    assert "is invited already" in page
    assert Invitation.objects.count() == 1


def test_a_former_authority_shows_what_became_of_it(client: Client, administrator: User) -> None:
    from authorities.register.loader import read_register
    from authorities.register.store import store_register

    store_register(read_register())
    page = client.get(reverse("authority_entry", args=["909"])).content.decode()
    assert "Cumberland" in page and "Westmorland and Furness" in page
    found = client.get(reverse("authority_list"), {"q": "kingston upon hull"}).content.decode()
    assert "810" in found


def test_ready_says_what_the_process_stands_on(client: Client) -> None:
    answer = client.get(reverse("health_ready"))
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "faults": []})


def test_not_ready_when_redis_does_not_answer(client: Client, settings: Settings) -> None:
    nobody_there = "redis://127.0.0.1:1/0"
    settings.REDIS_URL = nobody_there
    settings.CACHES = {
        "default": {
            "BACKEND": "config.cache.RedisOrMemoryCache",
            "LOCATION": nobody_there,
        }
    }
    answer = client.get(reverse("health_ready"))
    assert (answer.status_code, answer.json()["faults"]) == (503, ["redis does not answer"])


def test_a_page_carries_the_policy_that_refuses_inline_scripts(client: Client) -> None:
    policy = client.get(reverse("help")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
