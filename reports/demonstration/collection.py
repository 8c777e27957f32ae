"""The deadline of the demonstration's last quarter, so that its collection board has somebody who is late."""

from __future__ import annotations

from datetime import date, timedelta

from authorities.models import Region, User
from reports.collection.deadlines import due_on, set_deadline

DAYS_AFTER, DAYS_AGO = 28, 3


def load_deadline(region: Region, period_end: date, today: date, *, by: User | None) -> date:
    """Four weeks after the period, or a few days ago where that is to come. A day that is set stays."""
    held = due_on(region, period_end)
    if held.chosen is not None:
        return held.due_on
    wanted = min(period_end + timedelta(days=DAYS_AFTER), today - timedelta(days=DAYS_AGO))
    day = max(wanted, period_end + timedelta(days=1))
    return set_deadline(region=region, period_end=period_end, due_on=day, remind=True, by=by).due_on
