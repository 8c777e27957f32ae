"""The letter of a reminder: what stands in it, and what happens when it cannot be sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail

from authorities.models import Region
from indicators.models import ReturnKind, ReturnState
from reports.collection.reminders import remind_due
from tests.factories.return_version import ReturnFactory
from tests.reports.collection.places import DUE, Commit, day, place

pytestmark = pytest.mark.django_db


def test_a_mail_server_that_fails_stops_nobody_else_and_no_address_is_logged(
    reminding: Region,
    django_capture_on_commit_callbacks: Commit,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
    tmp_path: Any,
) -> None:
    for name in ("Ashmere", "Birchden"):
        place(reminding, name)
    # A real backend that cannot deliver: its folder is a file.
    (tmp_path / "mail").write_text("in the way")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_due(DUE) == 2
    assert caplog.text.count("was not sent: ImproperlyConfigured") == 4
    assert ".example" not in caplog.text
    assert remind_due(DUE) == 0


@pytest.mark.parametrize(
    ("today", "subject", "sentence"),
    [
        (-7, "are due on 30 July 2025", "are due on 30 July 2025, in 7 days."),
        (0, "are due on 30 July 2025", "are due today, 30 July 2025."),
        (7, "were due on 30 July 2025", "were due on 30 July 2025, 7 days ago."),
    ],
)
def test_the_letter_says_what_is_due_when_and_where(
    reminding: Region,
    django_capture_on_commit_callbacks: Commit,
    settings: Any,
    today: int,
    subject: str,
    sentence: str,
) -> None:
    settings.PUBLIC_ADDRESS = "https://portal.example/"
    authority = place(reminding, "Ashmere", ReturnState.SENT_BACK)
    ReturnFactory.create(
        authority=authority,
        period_end=date(2025, 3, 31),
        kind=ReturnKind.FIGURES,
        state=ReturnState.APPROVED,
    )
    with django_capture_on_commit_callbacks(execute=True):
        remind_due(day(today))
    letter = mail.outbox[0]
    assert letter.subject == f"Like for Like: returns for 30 June 2025 {subject}"
    assert f"Ashmere: the returns for the period ending 30 June 2025 (Q1 2025-26) {sentence}" in letter.body
    assert "What is still to come:\nFigures: sent back.\n" in letter.body
    assert f"https://portal.example/authorities/{authority.code}/returns/\n" in letter.body
    assert "Sent for Test region to the analysts and approvers of Ashmere." in letter.body
