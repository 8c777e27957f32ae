"""A page about a period that there is not shows the newest; an act about one does nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Role
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wanted", ["9999-12-31", "2026-08-31", "garbage"])
def test_what_changes_something_never_acts_on_another_period(wanted: str) -> None:
    region, lead = RegionFactory.create(), Client()
    lead.force_login(MembershipFactory.create(role=Role.REGIONAL_LEAD, region=region).user)
    deadline = reverse("region_deadline", args=[region.code])
    assert lead.get(f"{deadline}?period={wanted}").status_code == 200
    assert lead.post(f"{deadline}?period={wanted}", {"due_on": "2026-10-28"}).status_code == 404
    assert lead.post(reverse("region_remind", args=[region.code]), {"period": wanted}).status_code == 404
