"""Print what a published figure is compared with: the operator's view, unsuppressed."""

from __future__ import annotations

import csv
import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from authorities.refusal import Refused
from indicators.benchmarks.picking import every_benchmark, one_benchmark
from indicators.benchmarks.printing import COLUMNS, as_cells, as_json, as_object, as_row
from indicators.management.operator import authority_of


class Command(BaseCommand):
    help = (
        "Prints an authority's published figure for an indicator and year with its comparators: neighbours, "
        "region, England, quartiles, position, rank. With --all, every authority, series and year as csv. "
        "Only published figures, as published: nothing more is hidden."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--authority", metavar="CODE", help="three-digit DfE code, e.g. 343")
        parser.add_argument("--indicator", metavar="CODE", help="e.g. REREF_PCT")
        parser.add_argument("--year", help="in which the period ends: 2024, or 2023-24")
        parser.add_argument(
            "--neighbours", default="", metavar="NAME", help="the list in force today without it"
        )
        parser.add_argument("--release", default="", metavar="NAME", help="the newest without it")
        parser.add_argument(
            "--vintage", default="", metavar="NAME", help="of the population; the newest without it"
        )
        parser.add_argument("--average", choices=("mean", "median"), default="mean", help="of the neighbours")
        parser.add_argument("--format", choices=("json", "csv"), default="json")
        parser.add_argument("--all", action="store_true", help="every authority, series and year, as csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["all"]:
                self._all(options)
            else:
                self._one(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _one(self, options: dict[str, Any]) -> None:
        missing = [name for name in ("authority", "indicator", "year") if not options[name]]
        if missing:
            raise CommandError(f"Say --{' and --'.join(missing)}, or --all for everything.")
        authority = authority_of(options["authority"])
        year = _year(options["year"])
        found = one_benchmark(authority=authority, code=options["indicator"], year=year, **_names(options))
        if options["format"] == "csv":
            self._write([as_row(found)])
            return
        self.stdout.write(as_json(as_object(found, options["average"])))

    def _all(self, options: dict[str, Any]) -> None:
        self._write(as_row(found) for found in every_benchmark(**_names(options)))

    def _write(self, rows: Any) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(as_cells(row) for row in rows)


def _year(text: str | int) -> int:
    """2024 from '2024' or from '2023-24'."""
    found = re.fullmatch(r"(\d{4})(?:[-/](\d{2}))?", str(text))
    if found is None or (found[2] and (int(found[1]) + 1) % 100 != int(found[2])):
        raise CommandError(f"{text!r} is not a year: write 2024, or 2023-24.")
    return int(found[1]) + (1 if found[2] else 0)


def _names(options: dict[str, Any]) -> dict[str, Any]:
    names = {name: options[name] for name in ("neighbours", "release", "vintage")}
    return names | {"day": timezone.localdate()}
