"""The demonstration's deadline: somebody is late, whenever it is run, and a second run changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from reports.collection.deadlines import due_on
from reports.demonstration.collection import load_deadline
from reports.models import CollectionDeadline
from tests.factories.region import RegionFactory

QUARTER = date(2025, 6, 30)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2025, 7, 1), date(2025, 7, 1)),  # no earlier day can be set, and nobody is late yet
        (date(2025, 7, 2), date(2025, 7, 1)),
        (date(2025, 7, 10), date(2025, 7, 7)),
        (date(2025, 9, 30), date(2025, 7, 28)),
    ],
)
def test_the_last_quarters_returns_are_due_before_today(today: date, due: date) -> None:
    region = RegionFactory.create()
    assert load_deadline(region, QUARTER, today, by=None) == due
    held = due_on(region, QUARTER)
    assert held.days_late(today) == (today - due).days and held.remind
    assert load_deadline(region, QUARTER, date(2025, 9, 30), by=None) == due
    assert CollectionDeadline.objects.count() == 1
