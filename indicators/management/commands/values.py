"""Print an authority's values for a period: the operator's view, unsuppressed."""

from __future__ import annotations

import csv
import json
from typing import Any

from django.core.management.base import CommandParser

from authorities import audit
from indicators.calculations.display import exact
from indicators.management.operator import PlaceCommand
from indicators.models import Value

COLUMNS = (
    *("authority", "indicator", "window", "period_end", "numerator"),
    *("denominator", "value", "symbol", "complete"),
)


class Command(PlaceCommand):
    help = "Prints the values of one authority and period. The operator's view: nothing is suppressed."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--format", choices=("csv", "json"), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        authority, period_end = self.place(options)
        values = Value.objects.filter(authority=authority, period_end=period_end).select_related("indicator")
        rows = [_row(authority.code, value) for value in values]
        audit.record(
            "read values",
            f"read the values of {authority} for {period_end:%B %Y} at the command line",
            by=None,
            authority=authority,
        )
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, indent=1))
            return
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: "" if v is None else v for k, v in row.items()} for row in rows)


def _row(code: str, value: Value) -> dict[str, Any]:
    return {
        "authority": code,
        "indicator": value.indicator.code,
        "window": value.window,
        "period_end": value.period_end.isoformat(),
        "numerator": exact(value.numerator) if value.numerator is not None else None,
        "denominator": exact(value.denominator) if value.denominator is not None else None,
        "value": exact(value.value) if value.value is not None else None,
        "symbol": value.symbol,
        "complete": "yes" if value.complete else "no",
    }
