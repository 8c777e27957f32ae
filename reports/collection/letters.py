"""The letter of a reminder: what is due, when, how far it is and where to go. It holds no figure."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from authorities.models import User
from indicators.calculations.display import counted
from indicators.calculations.periods import long_date
from indicators.returns.period_choices import period_label
from reports.board import BoardRow
from reports.collection.deadlines import Deadline

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One text for all the people of one authority; `about_what` is for the log."""

    about_what: str
    subject: str
    body: str


def letter_about(deadline: Deadline, row: BoardRow, today: date, by: User | None) -> Letter:
    """`by` is the lead who sent it; None is the schedule."""
    name, period = row.authority.name, long_date(deadline.period_end)
    due = "were due" if deadline.due_on < today else "are due"
    stages = "\n".join(
        f"{kind.kind.label}: {kind.stage.label[0].lower()}{kind.stage.label[1:]}."
        for kind in row.kinds
        if kind.awaited
    )
    address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("return_list", args=[row.authority.code])
    sender = f"by {by}, regional lead of {deadline.region}," if by else f"for {deadline.region}"
    return Letter(
        about_what=f"{row.authority.code} for {deadline.period_end}",
        subject=f"Like for Like: returns for {period} {due} on {long_date(deadline.due_on)}",
        body=f"{name}: the returns for the period ending {period_label(deadline.period_end)} "
        f"{_when(deadline, today)}.\n\n"
        f"What is still to come:\n{stages}\n\n"
        "A return counts once an approver of your authority has approved it. Your returns are here:\n"
        f"{address}\n\n"
        f"Sent {sender} to the analysts and approvers of {name}. "
        "Reminders stop once the return is approved.\n",
    )


def post(letter: Letter, people: Sequence[str]) -> None:
    """Send it to each of them alone. What cannot be sent is logged without the address and stops no other."""
    for person in people:
        try:
            send_mail(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [person])
        except Exception as fault:  # whatever the mail server's client raises
            logger.warning("a reminder of %s was not sent: %s", letter.about_what, type(fault).__name__)


def _when(deadline: Deadline, today: date) -> str:
    day, days = long_date(deadline.due_on), (deadline.due_on - today).days
    if days == 0:
        return f"are due today, {day}"
    if days > 0:
        return f"are due on {day}, in {counted(days, 'day')}"
    return f"were due on {day}, {counted(-days, 'day')} ago"
