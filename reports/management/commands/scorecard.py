"""Print the living scorecard of an authority and period, as its own staff see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from authorities import audit
from indicators.management.operator import PlaceCommand
from reports.building import templates_for
from reports.disclosure import Audience
from reports.exports import header_of, scorecard_as_csv, scorecard_as_json
from reports.models import Scorecard
from reports.reading import read_scorecard
from reports.status import status_of


class Command(PlaceCommand):
    help = (
        "Prints the scorecard of one authority and period as JSON or CSV. Without --template it is the "
        "authority's own for that period. The operator's view: nothing is suppressed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--template", metavar="NAME")
        parser.add_argument("--format", choices=("json", "csv"), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        authority, period_end = self.place(options)
        found = Scorecard.objects.filter(authority=authority, period_end=period_end).select_related(
            "authority", "template"
        )
        name = options["template"] or next((t.name for t in templates_for(authority, period_end)), None)
        scorecard = found.filter(template__name=name).first()
        if scorecard is None:
            held = ", ".join(found.values_list("template__name", flat=True)) or "none"
            raise CommandError(
                f"{authority} has no scorecard for {period_end:%B %Y}"
                f"{f' with the template {name}' if name else ''}; it has: {held}."
            )
        reading = read_scorecard(scorecard, Audience.OWN)
        audit.record(
            "read a scorecard", f"read {scorecard} at the command line", by=None, authority=authority
        )
        if options["format"] == "csv":
            text = scorecard_as_csv(reading.lines)
        else:
            header = header_of(reading, status_of(scorecard).code)
            text = json.dumps(scorecard_as_json(reading.lines, header), indent=1, ensure_ascii=False) + "\n"
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8", newline="")
        else:
            self.stdout.write(text, ending="")
