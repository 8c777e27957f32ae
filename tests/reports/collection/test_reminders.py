"""Who is reminded by the schedule, on which days, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from authorities.models import AuditEvent, Region, Role, User
from config.celery import app
from indicators.models import ReturnState
from reports.collection import reminders
from reports.collection.reminders import remind_due
from reports.models import Reminder, ReminderKind
from reports.tasks import remind_those_who_are_due
from tests.factories.collection_deadline import CollectionDeadlineFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.reminder import ReminderFactory
from tests.reports.collection.places import DUE, QUARTER, SET_AT, Commit, day, place

pytestmark = pytest.mark.django_db


def written_to() -> list[str]:
    assert all(len(letter.recipients()) == 1 for letter in mail.outbox)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_analysts_and_approvers_without_an_approved_return_are_written_to(
    reminding: Region, django_capture_on_commit_callbacks: Commit
) -> None:
    place(reminding, "Ashmere")
    place(reminding, "Birchden", ReturnState.APPROVED, ReturnState.SUBMITTED)
    place(reminding, "Cawdale", ReturnState.SUBMITTED)
    place(RegionFactory.create(), "Elsewhere")
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_due(DUE) == 2
    assert written_to() == [
        *("analyst@ashmere.example", "analyst@cawdale.example"),
        *("approver@ashmere.example", "approver@cawdale.example"),
    ]
    assert [reminder.people for reminder in Reminder.objects.all()] == [2, 2]


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (-8, None),
        (-7, ReminderKind.BEFORE),
        (-4, ReminderKind.BEFORE),  # what was missed over a weekend
        (-3, None),
        (-1, None),
        (0, ReminderKind.DUE),
        (3, ReminderKind.DUE),
        (4, None),
        (6, None),
        (7, ReminderKind.LATE),
        (10, ReminderKind.LATE),
        (11, None),
    ],
)
def test_there_are_three_days_of_reminders(reminding: Region, today: int, kind: ReminderKind | None) -> None:
    place(reminding, "Ashmere")
    assert remind_due(day(today)) == (kind is not None)
    assert [reminder.kind for reminder in Reminder.objects.all()] == ([kind] if kind else [])


def test_each_reminder_is_sent_once_however_often_the_schedule_asks(
    reminding: Region, django_capture_on_commit_callbacks: Commit
) -> None:
    place(reminding, "Ashmere")
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(-10, 20):
            for _ in range(3):
                remind_due(day(number))
    kinds = Reminder.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [ReminderKind.BEFORE, ReminderKind.DUE, ReminderKind.LATE]
    assert len(mail.outbox) == 6


def test_who_was_written_to_today_by_hand_is_written_to_tomorrow(reminding: Region) -> None:
    authority = place(reminding, "Ashmere")
    ReminderFactory.create(
        authority=authority,
        period_end=QUARTER,
        kind=ReminderKind.BY_HAND,
        due_on=DUE,
        sent_at=datetime(DUE.year, DUE.month, DUE.day, 9, tzinfo=UTC),
    )
    assert remind_due(DUE) == 0
    assert remind_due(DUE + timedelta(days=1)) == 1


def test_a_row_that_somebody_else_has_just_written_sends_nothing(
    reminding: Region, django_capture_on_commit_callbacks: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = place(reminding, "Ashmere")
    read = reminders._not_reminded

    def and_then_another_worker_is_first(*args: Any) -> Any:
        rows = read(*args)
        Reminder.objects.create(
            authority=authority, period_end=QUARTER, kind=ReminderKind.DUE, due_on=DUE, people=2
        )
        return rows

    monkeypatch.setattr(reminders, "_not_reminded", and_then_another_worker_is_first)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_due(DUE) == 0
    assert not mail.outbox and not AuditEvent.objects.exists()


def test_a_day_that_had_passed_when_the_deadline_was_set_is_not_made_good(reminding: Region) -> None:
    place(reminding, "Ashmere")
    CollectionDeadlineFactory.create(
        region=reminding, period_end=QUARTER, due_on=DUE, set_at=SET_AT.replace(day=25)
    )
    assert remind_due(day(-5)) == 0
    assert remind_due(DUE) == 1


def test_a_deadline_that_was_moved_or_reminds_nobody_sends_nothing_on_its_old_day(reminding: Region) -> None:
    place(reminding, "Ashmere")
    later = SET_AT + timedelta(days=3)
    CollectionDeadlineFactory.create(region=reminding, period_end=QUARTER, due_on=day(9), set_at=later)
    assert [remind_due(day(number)) for number in (0, 2, 9)] == [0, 1, 1]
    CollectionDeadlineFactory.create(
        region=reminding, period_end=QUARTER, due_on=day(9), remind=False, set_at=later + timedelta(days=1)
    )
    assert remind_due(day(16)) == 0


def test_without_a_deadline_of_its_own_a_region_reminds_nobody() -> None:
    place(RegionFactory.create(), "Ashmere")
    assert [remind_due(day(number)) for number in (-7, 0, 7)] == [0, 0, 0]


def test_an_authority_without_anybody_to_write_to_has_no_reminder(reminding: Region) -> None:
    authority = place(reminding, "Ashmere")
    authority.memberships.filter(role=Role.ANALYST).update(ended_at=SET_AT)
    User.objects.filter(email="approver@ashmere.example").update(is_active=False)
    assert remind_due(DUE) == 0 and not Reminder.objects.exists()


def test_somebody_who_holds_both_roles_is_written_to_once(
    reminding: Region, django_capture_on_commit_callbacks: Commit
) -> None:
    authority = place(reminding, "Ashmere")
    MembershipFactory.create(
        authority=authority, role=Role.APPROVER, user=User.objects.get(email="analyst@ashmere.example")
    )
    with django_capture_on_commit_callbacks(execute=True):
        remind_due(DUE)
    assert written_to() == ["analyst@ashmere.example", "approver@ashmere.example"]


@pytest.mark.django_db(transaction=True)
def test_the_schedule_asks_every_hour_and_sends_what_is_due_today(reminding: Region) -> None:
    entry = app.conf.beat_schedule["remind-due"]
    assert (entry["task"], entry["schedule"]) == (remind_those_who_are_due.name, 60 * 60.0)
    app.loader.import_default_modules()
    assert remind_those_who_are_due.name in app.tasks
    place(reminding, "Ashmere")
    with time_machine.travel(datetime(2025, 7, 29, 23, 30, tzinfo=UTC)):  # half past midnight in London
        remind_those_who_are_due()
        remind_those_who_are_due()
    assert written_to() == ["analyst@ashmere.example", "approver@ashmere.example"]
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL
