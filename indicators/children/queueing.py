"""What a deployment or a new bank holiday makes stale, found when the reference data is loaded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from authorities.models import Authority
from indicators import jobs
from indicators.calculations.display import counted
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.staleness import codes_of_the_calendar, fingerprint
from indicators.models import BankHoliday, MeasureDefinition, Return, ReturnKind, ReturnState

TABLE = Path(__file__).resolve().parent.parent / "catalogue" / "bank_holidays.csv"


def read_bank_holidays() -> dict[date, str]:
    """The project's dated table: day to name."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["day"]): row["name"] for row in csv.DictReader(file)}


@transaction.atomic
def store_bank_holidays(wanted: dict[date, str]) -> str:
    """Make the stored table equal the wanted one; figures that count working days are counted again."""
    held = dict(BankHoliday.objects.values_list("day", "name"))
    if held == wanted:
        return "0 changed"
    BankHoliday.objects.exclude(day__in=wanted).delete()
    BankHoliday.objects.bulk_create(
        (BankHoliday(day=day, name=name) for day, name in wanted.items()),
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["name"],
    )
    if held.keys() != wanted.keys() and held:
        queue_counting(codes_of_the_calendar(), because="The bank holidays were changed")
    return f"{len(held.items() ^ wanted.items())} changed"


@transaction.atomic
def store_definitions() -> str:
    """Note each definition as it is now; those that are new or changed are counted again everywhere."""
    held = dict(MeasureDefinition.objects.values_list("code", "fingerprint"))
    now = {code: fingerprint(code) for code in DEFINITIONS}
    stale = sorted(code for code, mark in now.items() if held.get(code) != mark)
    MeasureDefinition.objects.exclude(code__in=now).delete()
    MeasureDefinition.objects.bulk_create(
        (MeasureDefinition(code=code, fingerprint=mark) for code, mark in now.items()),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["fingerprint"],
    )
    if stale:
        queue_counting(stale, because=f"{counted(len(stale), 'definition')} of figures changed")
    return f"{len(stale)} new or changed"


def queue_counting(codes: Sequence[str], *, because: str) -> int:
    """A job for each authority with approved lists that counts these codes again. How many."""
    approved = Return.objects.filter(kind=ReturnKind.CHILDREN, state=ReturnState.APPROVED)
    authorities = list(Authority.objects.filter(pk__in=approved.values("authority")))
    for authority in authorities:
        jobs.enqueue("recalculate", authority=authority, reason=because, codes=codes, by=None)
    return len(authorities)
