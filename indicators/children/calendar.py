"""The working days of England, from the dated table of bank holidays."""

from __future__ import annotations

from datetime import date

from authorities.refusal import Refused
from indicators.calculations.working_days import WorkingDays
from indicators.models import BankHoliday


def working_days() -> WorkingDays:
    """The calendar of the years whose bank holidays are loaded. Raises Refused where none are."""
    days = frozenset(BankHoliday.objects.values_list("day", flat=True))
    if not days:
        raise Refused("The bank holidays are not loaded: run manage.py load_reference.")
    return WorkingDays(date(min(days).year, 1, 1), date(max(days).year, 12, 31), days)
