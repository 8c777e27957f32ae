"""When the returns of a region are due, and whether those who have not returned are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from authorities import audit
from authorities.models import Region, User
from authorities.refusal import Refused
from indicators.calculations.periods import is_month_end, long_date
from reports.models import CollectionDeadline

# A day further off than that is a slip of the year.
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Deadline:
    """What holds for a region and a period end. `chosen` is None where the region has set no day."""

    region: Region
    period_end: date
    due_on: date
    remind: bool
    chosen: CollectionDeadline | None = None

    def days_late(self, today: date) -> int:
        """Whole days past the day; 0 up to the end of it."""
        return max(0, (today - self.due_on).days)


def due_on(region: Region, period_end: date) -> Deadline:
    """The deadline that speaks: the newest that was set, else LFL_RETURN_DUE_DAYS after the period end."""
    found = CollectionDeadline.objects.filter(region=region, period_end=period_end)
    chosen = found.select_related("set_by").first()
    if chosen is None:
        return Deadline(region, period_end, period_end + timedelta(days=settings.RETURN_DUE_DAYS), False)
    return Deadline(region, period_end, chosen.due_on, chosen.remind, chosen)


@transaction.atomic
def set_deadline(
    *, region: Region, period_end: date, due_on: date, remind: bool, by: User | None
) -> CollectionDeadline:
    """Say when the returns for a period end are due. Refused for a day that cannot be, or for no change."""
    # Two leads at once: the second waits here, and then finds what the first has set.
    Region.objects.select_for_update().get(pk=region.pk)
    _refuse(region, period_end, due_on, remind)
    made = CollectionDeadline.objects.create(
        region=region, period_end=period_end, due_on=due_on, remind=remind, set_by=by
    )
    reminders = "with" if remind else "without"
    audit.record(
        "set a deadline",
        f"set {long_date(due_on)} as the day on which returns for {long_date(period_end)} are due, "
        f"{reminders} reminders by e-mail",
        by=by,
        region=region,
        about=made,
    )
    return made


def _refuse(region: Region, period_end: date, day: date, remind: bool) -> None:
    if not is_month_end(period_end):
        raise Refused(f"{long_date(period_end)} is not a month end, so no period ends on it.")
    if day <= period_end:
        raise Refused(
            f"{long_date(day)} is not after the period, which ends on {long_date(period_end)}. "
            "Give a later day."
        )
    if day > period_end + timedelta(days=LONGEST_DAYS):
        raise Refused(
            f"{long_date(day)} is more than a year after {long_date(period_end)}. Check the year, "
            "or give an earlier day."
        )
    held = due_on(region, period_end)
    if (held.due_on, held.remind) == (day, remind):
        raise Refused("That is the deadline already. Change the day or the reminders, or leave the page.")
