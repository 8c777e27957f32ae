"""The uploaded file is there for its days, for its own authority, and then it is gone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from django.utils import timezone

from authorities.models import AuditEvent, Authority
from authorities.refusal import Refused
from config.celery import app
from indicators import tasks
from indicators.children.sealing import destroy_expired, seal_file, unsealed
from indicators.models import Return, SealedFile
from tests.factories.return_version import ChildrenReturnFactory

pytestmark = pytest.mark.django_db
CONTENT = b"PK Child Unique ID, Date of Birth " * 40
# Half past midnight of 1 July in London, still June elsewhere.
AT = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)


def sealed(authority: Authority, at: datetime = AT) -> Return:
    uploaded = ChildrenReturnFactory.create(authority=authority, uploaded_at=at)
    seal_file(uploaded, CONTENT)
    return uploaded


def test_a_file_opens_as_it_came_and_is_not_in_the_database_as_it_came(authority: Authority) -> None:
    uploaded = sealed(authority)
    assert unsealed(uploaded) == CONTENT
    kept = SealedFile.objects.get()
    assert b"Child Unique" not in bytes(kept.content)
    assert (kept.authority, kept.key_version) == (authority, "1")


def test_a_file_put_under_another_return_does_not_open(authority: Authority) -> None:
    first, second = sealed(authority), sealed(authority)
    SealedFile.objects.filter(of_return=second).delete()
    SealedFile.objects.filter(of_return=first).update(of_return=second)
    with pytest.raises(Refused, match="cannot be opened"):
        unsealed(second)
    assert unsealed(first) is None


def test_the_days_are_counted_from_the_day_of_upload_where_the_portal_is(
    authority: Authority, settings: Any
) -> None:
    settings.CHILD_FILE_DAYS = 10
    sealed(authority)
    assert SealedFile.objects.get().destroy_after == date(2025, 7, 11)


def test_a_file_is_there_to_the_end_of_its_last_day_and_gone_the_day_after(authority: Authority) -> None:
    uploaded = sealed(authority)
    last = date(2025, 7, 1) + timedelta(days=portal.CHILD_FILE_DAYS)
    assert destroy_expired(last) == 0
    assert unsealed(uploaded) == CONTENT
    assert destroy_expired(last + timedelta(days=1)) == 1
    assert unsealed(uploaded) is None
    assert not SealedFile.objects.exists()
    assert Return.objects.filter(pk=uploaded.pk).exists()


def test_each_authority_is_told_once_how_many_of_its_files_were_destroyed(
    authority: Authority, other_authority: Authority
) -> None:
    for whose, at in [
        (authority, AT),
        (authority, AT),
        (other_authority, AT),
        (other_authority, AT + timedelta(days=90)),
    ]:
        sealed(whose, at)
    assert destroy_expired(date(2025, 9, 1)) == 3
    told = AuditEvent.objects.filter(act="destroy sealed files").order_by("authority__code")
    assert [(event.authority, event.sentence.split(" of ")[0]) for event in told] == [
        (authority, "destroyed 2 sealed files"),
        (other_authority, "destroyed 1 sealed file"),
    ]
    assert destroy_expired(date(2025, 9, 1)) == 0
    assert told.count() == 2


def test_a_file_is_destroyed_though_its_key_is_lost(authority: Authority, settings: Any) -> None:
    uploaded = sealed(authority)
    settings.CHILD_KEYS = {"2": bytes(32)}
    with pytest.raises(Refused, match="is missing"):
        unsealed(uploaded)
    assert destroy_expired(date(2030, 1, 1)) == 1


def test_the_schedule_and_the_command_destroy_what_is_due_today(
    authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    due = timezone.now() - timedelta(days=portal.CHILD_FILE_DAYS + 1)
    sealed(authority, due)
    kept = sealed(authority, due + timedelta(days=2))
    task = app.conf.beat_schedule["destroy-expired-files"]["task"]
    assert task == tasks.destroy_expired_files.name
    tasks.destroy_expired_files()
    assert SealedFile.objects.get().of_return == kept
    sealed(authority, due)
    call_command("destroy_sealed_files")
    assert json.loads(capsys.readouterr().out) == {"destroyed": 1}
    assert SealedFile.objects.get().of_return == kept
