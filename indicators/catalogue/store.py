"""Write the catalogue into the database. Running it twice equals running it once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from authorities.audit import record
from authorities.models import User
from indicators.catalogue.entries import IndicatorEntry
from indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class Report:
    """How many rows of reference data were added, changed, left as they were and newly retired."""

    added: int
    changed: int
    unchanged: int
    retired: int

    def __str__(self) -> str:
        return (
            f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged, {self.retired} retired"
        )


def store_catalogue(entries: Iterable[IndicatorEntry], *, by: User | None = None) -> Report:
    """Make the national indicators equal the entries, in one transaction.

    An indicator that is no longer among them is retired, never deleted, because figures hang on it; one that
    returns is brought back. Local indicators (those with an owner authority) are never touched. Without
    entries it raises ValueError: that would retire the whole catalogue. `by=None` is the operator.
    """
    wanted = {entry.code: _stored_fields(entry) for entry in entries}
    if not wanted:
        raise ValueError("There is no indicator to store; the catalogue was left as it was.")
    with transaction.atomic():
        stored = {row.code: row for row in Indicator.objects.select_for_update().filter(owner_authority=None)}
        added = [Indicator(**values) for code, values in wanted.items() if code not in stored]
        changed = [
            stored[code]
            for code, values in wanted.items()
            if code in stored and _update(stored[code], values)
        ]
        retired = [
            row for code, row in stored.items() if code not in wanted and _update(row, {"retired": True})
        ]
        Indicator.objects.bulk_create(added)
        Indicator.objects.bulk_update([*changed, *retired], fields=list(next(iter(wanted.values()))))
        report = Report(len(added), len(changed), len(wanted) - len(added) - len(changed), len(retired))
        if added or changed or retired:
            _record(report, added, changed, retired, by=by)
    return report


def _stored_fields(entry: IndicatorEntry) -> dict[str, Any]:
    """The entry's fields as the columns hold them: codes as text, tuples as lists, and not retired."""
    values = {field.name: getattr(entry, field.name) for field in fields(entry)}
    for name in ("unit", "polarity"):
        values[name] = values[name].value
    for name in ("windows", "annualised"):
        values[name] = [window.value for window in values[name]]
    values["annex_a_class"] = {window.value: kind.value for window, kind in entry.annex_a_class.items()}
    values["annex_a_lists"] = list(entry.annex_a_lists)
    return values | {"retired": False}


def _update(row: Indicator, values: dict[str, Any]) -> bool:
    """Set the values on the row; whether any of them was different."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _record(
    report: Report,
    added: list[Indicator],
    changed: list[Indicator],
    retired: list[Indicator],
    *,
    by: User | None,
) -> None:
    record(
        "store_catalogue",
        f"loaded the indicator catalogue: {report}",
        by=by,
        added=[row.code for row in added],
        changed=[row.code for row in changed],
        retired=[row.code for row in retired],
    )
