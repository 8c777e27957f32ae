"""Import the estimates of children aged 0 to 17 from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.refusal import Refused
from indicators.benchmarks.taking import take_population
from indicators.management.administering import administrator_of, content_of


class Command(BaseCommand):
    help = (
        "Imports an edition of the mid-year estimates of children aged 0 to 17 (tidy CSV as published), all "
        "or nothing, makes rates of the published counts by it, and prints the report as JSON. The same file "
        "again changes nothing. Problems go to stderr, one a line, and exit with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--name", default="", metavar="NAME", help="of the edition; after its file without it"
        )
        parser.add_argument("--by", metavar="EMAIL", help="in whose name; the operator's without it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = administrator_of(options["by"], "import population estimates")
        path: Path = options["file"]
        content = content_of(path)
        try:
            report = take_population(content=content, file_name=path.name, name=options["name"], by=person)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        said = {
            "vintage": report.vintage.name,
            "created": report.created,
            "rows": report.rows,
            "stored": report.stored,
            "mid_years": report.mid_years,
            "unknown": report.unknown,
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False))
