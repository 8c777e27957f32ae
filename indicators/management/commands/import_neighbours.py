"""Import a list of statistical neighbours from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from authorities.refusal import Refused
from indicators.benchmarks.taking import take_neighbours
from indicators.management.administering import administrator_of, content_of, day_of


class Command(BaseCommand):
    help = (
        "Imports a list of statistical neighbours as published (xlsx or csv), all or nothing, compares "
        "everybody in it by it, and prints the report as JSON. The same file under the same name again "
        "changes nothing. Problems go to stderr, one a line, and exit with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--name", required=True, metavar="NAME", help="by which the list is chosen")
        parser.add_argument(
            "--valid-from", required=True, metavar="DATE", help="its first day, e.g. 2025-05-01"
        )
        parser.add_argument("--valid-to", metavar="DATE", help="its last day; open without it")
        parser.add_argument(
            "--source", default="", metavar="TEXT", help="where it is from; the file without it"
        )
        parser.add_argument("--by", metavar="EMAIL", help="in whose name; the operator's without it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = administrator_of(options["by"], "import neighbour lists")
        path: Path = options["file"]
        valid_to = options["valid_to"]
        content = content_of(path)
        try:
            report = take_neighbours(
                content=content,
                file_name=path.name,
                name=options["name"],
                valid_from=day_of(options["valid_from"]),
                valid_to=day_of(valid_to) if valid_to else None,
                source=options["source"],
                by=person,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        said = {
            "list": report.neighbour_list.name,
            "created": report.created,
            "authorities": report.authorities,
            "neighbours": report.neighbours,
            "unknown": report.unknown,
            "left_out": report.left_out,
            "missing": report.missing,
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False))
