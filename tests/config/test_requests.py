"""What is refused before a page is asked, and what every answer to a signed-in person carries."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from authorities.models import Role
from tests.factories.membership import MembershipFactory

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user)
    return client


@pytest.mark.parametrize("character", ["%00", "%01", "%0A", "%1F", "%7F"])
def test_a_control_character_in_an_address_is_a_page_that_does_not_exist(
    administrator: Client, character: str
) -> None:
    for address in (f"/authorities/{character}/returns/", f"/administration/authorities/{character}/"):
        answer = administrator.get(address)
        assert answer.status_code == 404
        assert "Page not found" in answer.content.decode()


@pytest.mark.parametrize("field", ["q", "role", "nothing of ours"])
def test_a_null_character_in_a_question_is_a_request_that_cannot_be_read(
    administrator: Client, field: str
) -> None:
    answer = administrator.get(reverse("people"), {field: "a\0b"})
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()


def test_a_null_character_in_a_form_is_refused_before_the_page_sees_it(client: Client) -> None:
    for form in ({"login": "a\0@example.org", "password": "x"}, {"lo\0gin": "a"}):
        assert client.post(reverse("account_login"), form).status_code == 400


def test_a_null_character_in_the_session_cookie_does_no_harm(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefghijkl\0mnop"
    assert client.get(reverse("help")).status_code == 400


@pytest.mark.parametrize("length", [22 * MEGABYTE, 10**12])
def test_a_body_far_above_the_limit_is_refused_unread_for_anybody(client: Client, length: int) -> None:
    for address in (reverse("account_login"), "/authorities/T01/returns/upload/"):
        answer = client.generic("POST", address, b"a few bytes", CONTENT_LENGTH=str(length))
        assert answer.status_code == 413
        assert "larger than 20 MB" in answer.content.decode()


def test_a_body_a_little_above_the_limit_still_reaches_its_page(client: Client) -> None:
    size = str(settings.RETURN_MAX_BYTES + MEGABYTE)
    answer = client.generic("POST", reverse("return_upload", args=["T01"]), b"", CONTENT_LENGTH=size)
    assert answer.status_code == 302


def test_nothing_that_a_signed_in_person_gets_is_kept_by_their_browser(administrator: Client) -> None:
    for address in ("/", reverse("people"), reverse("help"), "/nowhere/", reverse("account_change_password")):
        said = set(administrator.get(address).headers["Cache-Control"].split(", "))
        assert said >= {"private", "no-store"} and "public" not in said, address


def test_what_anybody_may_read_carries_no_such_order(client: Client) -> None:
    assert "Cache-Control" not in client.get(reverse("help")).headers


def test_static_files_may_be_kept(administrator: Client) -> None:
    answer = administrator.get("/static/like-for-like.css")
    assert answer.status_code == 200 and b"".join(answer)
    answer.close()
    assert "no-store" not in answer.headers["Cache-Control"]
