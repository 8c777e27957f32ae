"""Reckon every benchmark anew from the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.refusal import Refused
from indicators.benchmarks.taking import rebuild_benchmarks
from indicators.management.administering import administrator_of


class Command(BaseCommand):
    help = (
        "Reckons the benchmarks of every release anew, with every neighbour list and every population that "
        "is held, asks for the recalculations, and prints how many rows each release has as JSON. Running it "
        "again changes nothing. A release that cannot be compared is named on stderr, with exit 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", metavar="EMAIL", help="in whose name; the operator's without it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = administrator_of(options["by"], "rebuild benchmarks")
        try:
            built = rebuild_benchmarks(by=person)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        releases = [
            {"dataset": release.dataset.key, "release": release.name, "benchmarks": rows}
            for release, rows in built
        ]
        said = {"releases": releases, "benchmarks": sum(rows for _, rows in built)}
        self.stdout.write(json.dumps(said, ensure_ascii=False))
