"""Reminders that a regional lead sends: whom, when, and at most once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from authorities.models import AuditEvent, Region, User
from authorities.refusal import Refused
from indicators.models import ReturnState
from reports.collection.reminders import Reminded, remind_due, remind_now
from reports.models import Reminder, ReminderKind
from tests.factories.region import RegionFactory
from tests.reports.collection.places import DUE, QUARTER, Commit, place

pytestmark = pytest.mark.django_db


def test_a_reminder_is_in_the_authoritys_trail(reminding: Region, lead: User) -> None:
    authority = place(reminding, "Ashmere")
    remind_due(DUE)
    with time_machine.travel(datetime(2025, 8, 2, 9, tzinfo=UTC)):
        remind_now(region=reminding, period_end=QUARTER, authorities=[authority], by=lead)
    first, second = AuditEvent.objects.order_by("id")
    assert first.sentence == second.sentence
    assert first.sentence == (
        "reminded Ashmere of its returns for 30 June 2025, due on 30 July 2025: 2 people written to"
    )
    assert (first.authority, first.region, first.actor) == (authority, reminding, None)
    assert second.actor == lead


def test_a_lead_reminds_one_or_all_that_are_late_and_each_once_a_day(
    reminding: Region, lead: User, django_capture_on_commit_callbacks: Commit
) -> None:
    first, done = place(reminding, "Ashmere"), place(reminding, "Birchden", ReturnState.APPROVED)
    place(reminding, "Cawdale", ReturnState.PROBLEMS)
    wanted: dict[str, Any] = {"region": reminding, "period_end": QUARTER, "by": lead}
    with (
        time_machine.travel(datetime(2025, 8, 4, 9, tzinfo=UTC)) as clock,
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert remind_now(**wanted, authorities=[first]) == Reminded(("Ashmere",), ())
        again = remind_now(**wanted, authorities=None)
        assert again == Reminded(("Cawdale",), (("Ashmere", "was reminded today already"),))
        with pytest.raises(Refused, match="Birchden has an approved return"):
            remind_now(**wanted, authorities=[done])
        with pytest.raises(Refused, match="Cawdale was reminded today already"):
            remind_now(**wanted, authorities=None)
        clock.shift(timedelta(days=1))
        assert remind_now(**wanted, authorities=None).sent == ("Ashmere", "Cawdale")
    assert len(mail.outbox) == 8
    assert "Sent by A lead, regional lead of Test region, to" in mail.outbox[0].body
    assert set(Reminder.objects.values_list("kind", "sent_by")) == {(ReminderKind.BY_HAND, lead.pk)}


def test_by_hand_before_the_day_too_but_then_nobody_is_late(reminding: Region, lead: User) -> None:
    authority = place(reminding, "Ashmere")
    with time_machine.travel(datetime(2025, 7, 30, 22, tzinfo=UTC)):  # still the day itself in London
        with pytest.raises(Refused, match="No authority is late"):
            remind_now(region=reminding, period_end=QUARTER, authorities=None, by=lead)
        assert remind_now(region=reminding, period_end=QUARTER, authorities=[authority], by=lead).sent


def test_an_authority_of_another_region_is_never_reminded(reminding: Region, lead: User) -> None:
    stranger = place(RegionFactory.create(), "Elsewhere")
    with pytest.raises(Refused):
        remind_now(region=reminding, period_end=QUARTER, authorities=[stranger], by=lead)
    assert not Reminder.objects.exists()


def test_a_reminder_of_the_schedule_counts_as_that_days(reminding: Region, lead: User) -> None:
    authority = place(reminding, "Ashmere")
    with time_machine.travel(datetime(2025, 7, 30, 9, tzinfo=UTC)):
        assert remind_due(DUE) == 1
        with pytest.raises(Refused, match="was reminded today already"):
            remind_now(region=reminding, period_end=QUARTER, authorities=[authority], by=lead)
