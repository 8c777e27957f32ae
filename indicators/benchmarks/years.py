"""The day that a year of published statistics ends on, and the mid-year whose children it is divided by."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(r"(\d{1,2}) (" + "|".join(filter(None, calendar.month_name)) + r")", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
# What children's social care statistics mean by a year where a dataset does not say.
_USUAL = (3, 31)
_MID_YEAR = (6, 30)


def period_end_of(year_means: str, year: int) -> date:
    """The last day of a dataset's year: 'year to 31 March' and 2024 give 31 March 2024."""
    found = _DAY.findall(year_means)
    month, day = (_MONTHS[found[-1][1].casefold()], int(found[-1][0])) if found else _USUAL
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def mid_year_before(period_end: date) -> int:
    """The year of the last 30 June that is not after the day: its children are those of a published rate."""
    return period_end.year - ((period_end.month, period_end.day) < _MID_YEAR)
