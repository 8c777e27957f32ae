"""Long lists in pages, whatever is asked of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Role
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(MembershipFactory.create(role=Role.ADMINISTRATOR, authority=None).user)
    return client


ASKED = ["-5", "0", "1", "1000000", "9" * 30, "9" * 5000, "x", ""]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", ["people", "authority_list", "portal_audit", "catalogue"])
def test_no_number_of_rows_or_of_a_page_breaks_a_list(administrator: Client, name: str, asked: str) -> None:
    for field in ("per_page", "page"):
        assert administrator.get(reverse(name), {field: asked}).status_code == 200


def test_a_page_holds_fifty_rows_whatever_is_asked(administrator: Client) -> None:
    for number in range(60):
        AuthorityFactory.create(code=f"Q{number:02}", name=f"Place {number:02}")
    first = administrator.get(reverse("authority_list"), {"per_page": "1000"})
    assert len(first.context["table"].page.object_list) == 50
    last = administrator.get(reverse("authority_list"), {"page": "1000", "sort": "-name"})
    assert [row.record.code for row in last.context["table"].page.object_list][-1] == "Q00"
