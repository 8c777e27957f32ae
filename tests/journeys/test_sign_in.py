from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.membership import MembershipFactory
from tests.factories.user import PASSWORD
from tests.journeys.conftest import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_who_is_not_signed_in_is_asked_to_and_arrives_where_they_wanted(
    live_server: LiveServer, page: Page
) -> None:
    member = MembershipFactory.create()
    page.goto(live_server.url)
    expect(page).to_have_url(f"{live_server.url}/account/login/?next=/")
    assert_accessible(page)
    page.get_by_label("E-mail address").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_server.url}/")


def test_a_wrong_password_is_refused_in_words_that_give_no_address_away(
    live_server: LiveServer, page: Page
) -> None:
    member = MembershipFactory.create()
    said = []
    for email in (member.user.email, "nobody@example.org"):
        page.goto(f"{live_server.url}/account/login/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        summary = page.get_by_role("alert")
        expect(summary).to_be_visible()
        assert_accessible(page)
        said.append(summary.inner_text())
    assert said[0] == said[1]
