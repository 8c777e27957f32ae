"""When returns are due: by default, by the region's word, and what it refuses to set."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Region, User
from authorities.refusal import Refused
from reports.collection.deadlines import due_on, set_deadline
from reports.models import CollectionDeadline
from tests.factories.region import RegionFactory

pytestmark = pytest.mark.django_db

QUARTER = date(2025, 6, 30)


@pytest.fixture
def region() -> Region:
    made: Region = RegionFactory.create()
    return made


def test_without_a_word_returns_are_due_some_days_after_the_period_and_nobody_is_reminded(
    region: Region, settings: Any
) -> None:
    settings.RETURN_DUE_DAYS = 21
    held = due_on(region, QUARTER)
    assert (held.due_on, held.remind, held.chosen) == (date(2025, 7, 21), False, None)


def test_the_newest_deadline_speaks_and_the_earlier_ones_are_kept(region: Region, lead: User) -> None:
    for day, remind in ((date(2025, 7, 25), True), (date(2025, 8, 1), True), (date(2025, 8, 1), False)):
        set_deadline(region=region, period_end=QUARTER, due_on=day, remind=remind, by=lead)
    held = due_on(region, QUARTER)
    assert (held.due_on, held.remind) == (date(2025, 8, 1), False)
    assert held.chosen is not None and held.chosen.set_by == lead
    assert CollectionDeadline.objects.count() == 3
    assert due_on(region, date(2025, 3, 31)).chosen is None
    assert due_on(RegionFactory.create(), QUARTER).chosen is None


def test_setting_a_deadline_is_in_the_audit_trail(region: Region, lead: User) -> None:
    set_deadline(region=region, period_end=QUARTER, due_on=date(2025, 7, 25), remind=True, by=lead)
    event = AuditEvent.objects.get()
    assert (event.region, event.authority, event.actor) == (region, None, lead)
    assert event.sentence == (
        "set 25 July 2025 as the day on which returns for 30 June 2025 are due, with reminders by e-mail"
    )


@pytest.mark.parametrize(
    ("period_end", "day", "remind", "sentence"),
    [
        (QUARTER, date(2025, 6, 29), True, "is not after the period"),
        (QUARTER, QUARTER, True, "is not after the period"),
        (QUARTER, date(2026, 7, 2), True, "more than a year after"),
        (date(2025, 6, 29), date(2025, 7, 25), True, "is not a month end"),
        (QUARTER, date(2025, 7, 30), False, "is the deadline already"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(
    region: Region, lead: User, period_end: date, day: date, remind: bool, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        set_deadline(region=region, period_end=period_end, due_on=day, remind=remind, by=lead)
    assert not CollectionDeadline.objects.exists() and not AuditEvent.objects.exists()


def test_the_same_deadline_twice_is_refused(region: Region, lead: User) -> None:
    wanted: dict[str, Any] = {"region": region, "period_end": QUARTER, "due_on": date(2025, 7, 1), "by": lead}
    set_deadline(**wanted, remind=True)
    with pytest.raises(Refused, match="is the deadline already"):
        set_deadline(**wanted, remind=True)
    set_deadline(**wanted, remind=False)
    assert CollectionDeadline.objects.count() == 2
