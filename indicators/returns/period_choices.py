"""Which period ends an upload is offered. The day is given, never read from a clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from indicators.calculations.periods import is_quarter_end, month_end_before, quarter

OFFERED_MONTHS = 12


def ended_month_ends(today: date, count: int = OFFERED_MONTHS) -> list[date]:
    """The last month ends that lie before today, newest first."""
    newest = today.replace(day=1) - timedelta(days=1)
    return [month_end_before(newest, months) for months in range(count)]


def last_ended_quarter(today: date) -> date:
    """The period end of the newest quarter that is over."""
    return next(day for day in ended_month_ends(today) if is_quarter_end(day))


def offered_periods(today: date, returned: Iterable[date] = ()) -> dict[str, list[date]]:
    """Period ends by the heading they are offered under: quarters first, then months, then older ones
    that already have a return and may need a correction."""
    ended = ended_month_ends(today)
    groups = {
        "Quarter ends": [day for day in ended if is_quarter_end(day)],
        "Other month ends": [day for day in ended if not is_quarter_end(day)],
        "Earlier, to correct a return": sorted(set(returned) - set(ended), reverse=True),
    }
    return {heading: days for heading, days in groups.items() if days}


def period_label(period_end: date) -> str:
    """Like '31 December 2024 (Q3 2024-25)'; the quarter only where the period closes one."""
    named = f"{period_end.day} {period_end:%B %Y}"
    return f"{named} ({quarter(period_end).label})" if is_quarter_end(period_end) else named
