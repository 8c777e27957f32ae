"""Make an Annex A file of synthetic children, to try the portal with."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.management.operator import period_of
from indicators.synthetic.dirt import ALL, KINDS, Dirt
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import FIRST, make_lives
from indicators.synthetic.sheets import sheets_of
from indicators.synthetic.workbook import annex_a_csvs, annex_a_workbook

# Part of each name in the archive, which would else carry the moment it was made.
MADE_AT = (2024, 1, 1, 0, 0, 0)


class Command(BaseCommand):
    help = (
        "Writes the eleven lists of Annex A about synthetic children: nobody in them exists. The same seed "
        "gives the same children at every period, so that one return follows another. Prints the path, the "
        "open cases and the rows as JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, metavar="YYYY-MM", help="the month of the period end")
        parser.add_argument("--children", type=int, default=400, help="open cases at any time, about")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--layout", choices=("2019", "2024"), default="2019")
        parser.add_argument("--months", type=int, default=6, help="how far back lists 1 to 8 reach")
        parser.add_argument(
            "--dirt",
            nargs="*",
            metavar="KIND",
            help=f"untidy as real files are; without a kind, all of them: {', '.join(KINDS)}",
        )
        parser.add_argument(
            "--csv", action="store_true", help="one csv a list, into a folder or an archive named .zip"
        )
        parser.add_argument("--output", required=True, type=Path, metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["csv"] and options["dirt"] is not None:
            raise CommandError("Dirt is of workbooks: leave out --csv or --dirt.")
        path: Path = options["output"]
        period_end = period_of(options["period"])
        if period_end < FIRST:
            raise CommandError(f"The synthetic children begin in {FIRST:%B %Y}: choose a later period.")
        layout = options["layout"]
        try:
            dirt = _dirt(options["dirt"], options["seed"])
            lives = make_lives(options["seed"], options["children"], FIRST, period_end)
            lists = lists_at(lives, period_end, options["months"])
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            if options["csv"]:
                _write_csvs(path, annex_a_csvs(lists, layout))
            else:
                path.write_bytes(annex_a_workbook(lists, layout, dirt))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stderr.write("The children in this file are synthetic: nobody in it exists.")
        rows = sum(len(sheet.rows) for sheet in sheets_of(lists, layout))
        self.stdout.write(json.dumps({"path": str(path), "children": options["children"], "rows": rows}))


def _dirt(kinds: list[str] | None, seed: int) -> Dirt | None:
    """None where no untidiness was asked for; every kind where none was named."""
    if kinds is None:
        return None
    return Dirt(seed, frozenset(kinds) or ALL)


def _write_csvs(path: Path, files: dict[str, bytes]) -> None:
    if path.suffix != ".zip":
        path.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (path / name).write_bytes(content)
        return
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MADE_AT), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(out.getvalue())
