"""Write the scorecard layouts into the database. Running it twice equals running it once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from authorities.audit import record
from authorities.models import Authority, User
from indicators.catalogue.store import Report
from reports.layouts.layout import Layout
from reports.layouts.schema import DEFINITIONS, LayoutError
from reports.models import ScorecardTemplate

FIELDS = ("title", "authority_id", "valid_from", "valid_to", "definition", "sha256", "retired")


def read_raw(folder: Path = DEFINITIONS) -> dict[str, Any]:
    """The JSON objects of a folder's layouts by name: what is stored, and parsed again when read."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def store_layouts(layouts: Iterable[Layout], raw: Mapping[str, Any], *, by: User | None = None) -> Report:
    """Make the templates equal the layouts, in one transaction. `raw` holds each one's JSON object by name.

    One that is no longer among them is retired, never deleted, because scorecards hang on it; one that
    returns is brought back. LayoutError where an authority is not in the register, or a JSON object is
    missing. Without layouts it raises ValueError. `by=None` is the operator.
    """
    layouts = list(layouts)
    if not layouts:
        raise ValueError("There is no scorecard layout to store; the templates were left as they were.")
    wanted = _wanted(layouts, raw)
    with transaction.atomic():
        held = {row.name: row for row in ScorecardTemplate.objects.select_for_update()}
        added = [
            ScorecardTemplate(name=name, **values) for name, values in wanted.items() if name not in held
        ]
        changed = [row for name, row in held.items() if name in wanted and _update(row, wanted[name])]
        retired = [
            row for name, row in held.items() if name not in wanted and _update(row, {"retired": True})
        ]
        ScorecardTemplate.objects.bulk_create(added)
        ScorecardTemplate.objects.bulk_update([*changed, *retired], fields=FIELDS)
        report = Report(len(added), len(changed), len(wanted) - len(added) - len(changed), len(retired))
        if added or changed or retired:
            record("store_layouts", f"loaded the scorecard templates: {report}", by=by)
    return report


def _wanted(layouts: list[Layout], raw: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    authorities = dict(Authority.objects.values_list("code", "pk"))
    problems, wanted = [], {}
    for layout in layouts:
        if layout.authority is not None and layout.authority not in authorities:
            problems.append(
                f"{layout.name}: authority {layout.authority} is not registered; load the register first."
            )
        elif layout.name not in raw:
            problems.append(f"{layout.name}: its JSON object was not given beside it.")
        else:
            wanted[layout.name] = _fields(layout, raw[layout.name], authorities)
    if problems:
        raise LayoutError(problems)
    return wanted


def _fields(layout: Layout, definition: Any, authorities: Mapping[str, int]) -> dict[str, Any]:
    canonical = json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {
        "title": layout.title,
        "authority_id": authorities[layout.authority] if layout.authority else None,
        "valid_from": layout.valid_from,
        "valid_to": layout.valid_to,
        "definition": definition,
        "sha256": hashlib.sha256(canonical.encode()).hexdigest(),
        "retired": False,
    }


def _update(row: ScorecardTemplate, values: Mapping[str, Any]) -> bool:
    """Set the values on the row; whether any of them was different."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
