"""Import a file of published statistics from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.models import User
from authorities.refusal import Refused
from indicators.benchmarks.taking import take_population
from indicators.management.administering import administrator_of, content_of, day_of
from indicators.published.importing import PopulationFile, import_published


class Command(BaseCommand):
    help = (
        "Imports a tidy CSV file of published statistics as a release, all or nothing, and prints the report "
        "as JSON. The same file again changes nothing. A file of population estimates is imported as such. "
        "Problems go to stderr, one a line, and exit with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--release", default="", metavar="NAME", help="after its newest year without it")
        parser.add_argument(
            "--released-on", metavar="YYYY-MM-DD", help="the day of publication; today without it"
        )
        parser.add_argument("--by", metavar="EMAIL", help="in whose name; the operator's without it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = administrator_of(options["by"], "import published statistics")
        path: Path = options["file"]
        content = content_of(path)
        try:
            said = _take(content, path.name, options, person)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def _take(content: bytes, file_name: str, options: dict[str, Any], person: User | None) -> dict[str, Any]:
    name, day = options["release"], options["released_on"]
    released_on = day_of(day) if day else None
    try:
        return import_published(
            content=content,
            file_name=file_name,
            name=name,
            released_on=released_on,
            by=person,
        ).as_json()
    except PopulationFile:
        report = take_population(content=content, file_name=file_name, name=name, by=person)
        return asdict(report) | {"vintage": report.vintage.name}
