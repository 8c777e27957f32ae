"""Signing in, a session that has ended, a forgotten password, and the pages of one's own account."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as given
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from authorities.models import Role, User
from tests.factories.membership import MembershipFactory
from tests.factories.user import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOST = "You were signed out before this was saved. Sign in, go back and save it again."


@pytest.fixture
def person() -> User:
    user: User = MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user
    return user


def test_a_wrong_password_is_said_in_plain_words(client: Client, person: User) -> None:
    page = client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})
    assert "The e-mail address or the password is not right." in page.content.decode()


def test_what_was_sent_after_the_session_ended_is_said_to_be_lost(client: Client) -> None:
    written_at = f"http://testserver{reverse('person_invite')}"
    answer = client.post(
        reverse("person_invite"), {"email": "a@example.org"}, headers={"referer": written_at}, follow=True
    )
    assert LOST in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"{reverse('account_login')}?next={reverse('person_invite')}"


def test_signing_in_again_leads_to_the_page_where_it_was_written_not_to_where_it_was_sent(
    client: Client,
) -> None:
    address = reverse("invitation_withdraw", args=[1])
    people = f"http://testserver{reverse('people')}?q=a"
    answer = client.post(address, headers={"referer": people})
    assert answer.headers["Location"] == f"{reverse('account_login')}?next=/administration/people/%3Fq%3Da"
    for elsewhere in ("https://example.org/administration/people/", ""):
        answer = client.post(address, headers={"referer": elsewhere})
        assert answer.headers["Location"] == f"{reverse('account_login')}?next=/"


def test_asking_for_a_page_without_a_session_loses_nothing_and_says_nothing(client: Client) -> None:
    answer = client.get(reverse("people"), follow=True)
    assert LOST not in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"{reverse('account_login')}?next={reverse('people')}"


def test_the_mail_for_a_new_password_names_the_portal_and_its_public_address(
    client: Client, person: User, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://scorecards.example.gov.uk"
    settings.ALLOWED_HOSTS = ["attacker.example"]
    client.post(
        reverse("account_reset_password"), {"email": person.email}, headers={"host": "attacker.example"}
    )
    (sent,) = mail.outbox
    assert sent.subject == "Like for Like: choose a new password"
    assert "attacker" not in sent.body and "Like for Like" in sent.body
    found = re.search(
        r"https://scorecards\.example\.gov\.uk(/account/password/reset/key/\S+)", str(sent.body)
    )
    assert found is not None, sent.body
    settings.ALLOWED_HOSTS = ["testserver"]
    form = client.get(found[1], follow=True)
    new = "five-other-plain-words"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert User.objects.get(pk=person.pk).check_password(new)


def test_an_address_without_an_account_is_told_so_by_mail_and_offered_no_sign_up(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    (sent,) = mail.outbox
    assert sent.subject == "Like for Like: no account for this address"
    assert "signup" not in sent.body and "http" not in sent.body and "testserver" not in sent.body


def test_the_address_of_a_signed_in_person_leads_to_the_password_and_that_to_the_second_step(
    client: Client, person: User
) -> None:
    client.force_login(person)
    page = client.get(reverse("home")).content.decode()
    link = re.search(rf'<a[^>]*href="{reverse("account_change_password")}"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert link is not None and person.email in link[1]
    page = client.get(reverse("account_change_password")).content.decode()
    assert f'href="{reverse("mfa_index")}"' in page
    assert "/account/email/" not in page


@pytest.mark.parametrize(
    "path",
    [
        *("email/", "confirm-email/", "confirm-email/abc/", "signup/", "login/code/", "login/code/confirm/"),
        *("password/set/", "2fa/webauthn/", "2fa/trust/", "phone/verify/"),
    ],
)
def test_what_the_portal_does_not_offer_is_not_there(client: Client, person: User, path: str) -> None:
    for method in (client.get, client.post):
        assert method(f"/account/{path}").status_code == 404
    client.force_login(person)
    sent = {"email": "other@example.org", "action_add": ""}
    assert client.post(f"/account/{path}", sent).status_code == 404
    assert User.objects.get(pk=person.pk).email == person.email


def test_a_person_confirms_who_they_are_and_comes_to_set_up_the_second_step(
    client: Client, person: User
) -> None:
    client.force_login(person)
    assert client.get(reverse("mfa_index")).status_code == 200
    asked = client.get(reverse("mfa_activate_totp")).headers["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert "The password is not right." in client.post(asked, {"password": "wrong"}).content.decode()
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_behind_the_documented_proxy_each_visitor_has_a_throttle_of_their_own(
    client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    everybody = [UserFactory.create().email for _ in range(12)]
    for email in everybody:
        client.post(
            reverse("account_login"),
            {"login": email, "password": "wrong"},
            headers={"x-forwarded-for": "1.2.3.4, 192.0.2.1"},
        )
    form = {"login": everybody[0], "password": PASSWORD}
    same = client.post(reverse("account_login"), form, headers={"x-forwarded-for": "5.6.7.8, 192.0.2.1"})
    assert "Wait five minutes" in same.content.decode()
    another = client.post(reverse("account_login"), form, headers={"x-forwarded-for": "192.0.2.2"})
    assert another.headers["Location"] == reverse(given.LOGIN_REDIRECT_URL)


def test_a_person_without_any_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(UserFactory.create())
    page = client.get(reverse("home")).content.decode()
    assert "Your account has no role at present. Ask the person who invited you." in page
    assert "Nothing to read yet" not in page
