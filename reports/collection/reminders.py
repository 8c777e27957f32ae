"""Reminders by e-mail to authorities whose return is awaited: on their days, and when a lead asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, Membership, Region, Role, User
from authorities.refusal import Refused
from indicators.calculations.periods import long_date
from reports.board import BoardRow, board
from reports.collection.deadlines import Deadline, due_on
from reports.collection.letters import letter_about, post
from reports.models import CollectionDeadline, Reminder, ReminderKind

# Days from the deadline to each reminder.
DAYS = {ReminderKind.BEFORE: -7, ReminderKind.DUE: 0, ReminderKind.LATE: 7}
# A schedule that stood still over a weekend makes good what it missed, but not weeks later.
CATCH_UP = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who was written to, and who was not, with the reason as a clause."""

    sent: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def remind_due(today: date) -> int:
    """Send what is due today in every region, each once however often this runs; how many authorities."""
    sent = 0
    for deadline in _deadlines_near(today):
        kind = _kind_on(deadline, today)
        if kind is None:
            continue
        waiting = _not_reminded(deadline, kind, today)
        people = people_to_remind(waiting)
        sent += sum(
            _remind(deadline, row, kind, people[row.authority.pk], today, by=None)
            for row in waiting
            if row.authority.pk in people
        )
    return sent


@transaction.atomic
def remind_now(
    *, region: Region, period_end: date, authorities: Collection[Authority] | None, by: User
) -> Reminded:
    """Remind these authorities of a region, or with None all that are late; each at most once a day.

    Raises Refused where nobody was reminded, with the reason for each.
    """
    # Two leads at once: the second waits here, and then finds whom the first has reminded.
    Region.objects.select_for_update().get(pk=region.pk)
    today, deadline = timezone.localdate(), due_on(region, period_end)
    rows = board(region, period_end, today)
    if authorities is None:
        chosen = [row for row in rows if row.days_late]
    else:
        chosen = [row for row in rows if row.authority in authorities]
    if not chosen:
        raise Refused("No authority is late, so nobody was reminded.")
    people, sent, left = people_to_remind(chosen), [], []
    for row in chosen:
        reason = _why_not(row, today, people.get(row.authority.pk, []))
        if reason:
            left.append((row.authority.name, reason))
        else:
            _remind(deadline, row, ReminderKind.BY_HAND, people[row.authority.pk], today, by=by)
            sent.append(row.authority.name)
    if not sent:
        raise Refused("Nobody was reminded. " + " ".join(f"{name} {reason}." for name, reason in left))
    return Reminded(tuple(sent), tuple(left))


def _deadlines_near(today: date) -> list[Deadline]:
    """The deadlines that remind and have a reminder about now. One that was moved away is not among them."""
    earliest = today - timedelta(days=max(DAYS.values())) - CATCH_UP
    latest = today - timedelta(days=min(DAYS.values()))
    near = CollectionDeadline.objects.filter(remind=True, due_on__range=(earliest, latest))
    pairs = near.order_by("region", "period_end").values_list("region", "period_end").distinct()
    regions = Region.objects.in_bulk([region for region, _ in pairs])
    found = [due_on(regions[region], period_end) for region, period_end in pairs]
    return [deadline for deadline in found if deadline.remind]


def _kind_on(deadline: Deadline, today: date) -> ReminderKind | None:
    """The reminder of that day, or of one just missed; none whose day had passed when the day was set."""
    if deadline.chosen is None:
        return None
    chosen_on = timezone.localdate(deadline.chosen.set_at)
    for kind, days in DAYS.items():
        day = deadline.due_on + timedelta(days=days)
        if chosen_on <= day <= today <= day + CATCH_UP:
            return kind
    return None


def _not_reminded(deadline: Deadline, kind: ReminderKind, today: date) -> list[BoardRow]:
    """Who is awaited and has not had that reminder for that day yet, nor any other today: that is enough."""
    sent = Reminder.objects.filter(
        authority__region=deadline.region, period_end=deadline.period_end, due_on=deadline.due_on, kind=kind
    )
    done = set(sent.values_list("authority", flat=True))
    rows = board(deadline.region, deadline.period_end, today)
    awaited = [row for row in rows if row.awaited and row.authority.pk not in done]
    return [row for row in awaited if not row.was_reminded_on(today)]


def _why_not(row: BoardRow, today: date, people: Sequence[str]) -> str:
    if not row.awaited:
        return "has an approved return"
    if row.was_reminded_on(today):
        return "was reminded today already"
    if not people:
        return "has no analyst or approver to write to"
    return ""


def people_to_remind(rows: Sequence[BoardRow]) -> dict[int, list[str]]:
    """By authority, the addresses of its analysts and approvers, each once. None for those without."""
    held = Membership.objects.current().filter(
        authority__in=[row.authority.pk for row in rows], role__in=(Role.ANALYST, Role.APPROVER)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for authority, email in held.order_by("user__email").values_list("authority", "user__email").distinct():
        found[authority].append(email)
    return dict(found)


def _remind(
    deadline: Deadline,
    row: BoardRow,
    kind: ReminderKind,
    people: Sequence[str],
    today: date,
    *,
    by: User | None,
) -> bool:
    """The row first, so that nobody else sends it too; the letters once it is committed."""
    try:
        with transaction.atomic():
            made = Reminder.objects.create(
                authority=row.authority,
                period_end=deadline.period_end,
                kind=kind,
                due_on=deadline.due_on,
                people=len(people),
                sent_by=by,
            )
            audit.record(
                "remind",
                f"reminded {row.authority} of its returns for {long_date(deadline.period_end)}, due on "
                f"{long_date(deadline.due_on)}: {_how_many(people)} written to",
                by=by,
                authority=row.authority,
                region=deadline.region,
                about=made,
            )
            letter = letter_about(deadline, row, today, by)
            transaction.on_commit(lambda: post(letter, people))
    except IntegrityError:
        return False
    return True


def _how_many(people: Sequence[str]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people)} people"
