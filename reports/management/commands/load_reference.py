"""Load what every installation needs: the register of authorities, the catalogue, the scorecard templates."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from authorities import audit
from authorities.register.loader import RegisterError, read_demonstration, read_register
from authorities.register.store import store_register
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.store import store_catalogue
from indicators.children.queueing import read_bank_holidays, store_bank_holidays, store_definitions
from indicators.published.mapping import store_datasets
from reports.layouts.schema import LayoutError, read_layouts
from reports.layouts.store import read_raw, store_layouts


class Command(BaseCommand):
    help = (
        "Loads the register of authorities, the indicator catalogue and the scorecard templates from the "
        "project's own files. All or nothing; running it again changes only what the files changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demonstration", action="store_true", help="the fictional region and authorities as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_reference(demonstration=options["demonstration"])
        except (RegisterError, CatalogueError, LayoutError) as refusal:
            raise CommandError("\n".join(str(problem) for problem in refusal.problems)) from refusal
        self.stdout.write(json.dumps(report))


@transaction.atomic
def load_reference(*, demonstration: bool) -> dict[str, str]:
    """What each part's report says."""
    register = read_register()
    entries = read_catalogue()
    layouts = read_layouts(codes={entry.code for entry in entries})
    stored = {
        "authorities": str(store_register(register)),
        "indicators": str(store_catalogue(entries)),
        "bank holidays": store_bank_holidays(read_bank_holidays()),
        "definitions of counted figures": store_definitions(),
        "published statistics": store_datasets(),
    }
    if demonstration:
        stored["fictional authorities"] = str(store_register(read_demonstration(register)))
    stored["scorecard templates"] = str(store_layouts(layouts, read_raw()))
    audit.record("load the reference data", f"loaded the reference data: {stored}", by=None)
    return stored
