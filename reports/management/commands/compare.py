"""Print the authorities of a region, or an authority's neighbours, side by side."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from authorities import audit
from authorities.models import Authority, Region
from authorities.sharing import Reader
from indicators.calculations.spread import Shade
from indicators.management.operator import authority_of, period_of
from reports.models import ScorecardTemplate
from reports.side_by_side.columns import ALL, STANDARD
from reports.side_by_side.exports.comparison import matrix_as_json
from reports.side_by_side.exports.long_form import matrix_csv
from reports.side_by_side.exports.workbook import matrix_workbook
from reports.side_by_side.groups import NEIGHBOURS, REGION, Basis
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import periods_offered, read_matrix
from reports.side_by_side.views import View


class Command(BaseCommand):
    help = (
        "Prints the figures of a region's authorities, or of an authority and its statistical neighbours, "
        "side by side, as a regional lead sees them: approved, within the region's agreement, small numbers "
        "suppressed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--region", metavar="NAME", help="name or code of the region")
        who.add_argument("--neighbours-of", metavar="CODE", help="three-digit DfE code, e.g. 343")
        parser.add_argument(
            "--template", metavar="NAME", default=STANDARD, help=f"whose indicators; {ALL}: every indicator"
        )
        parser.add_argument("--period", required=True, metavar="YYYY-MM", help="the month of the period end")
        parser.add_argument("--basis", choices=[each.value for each in Basis], default=Basis.IN_YEAR.value)
        parser.add_argument("--shade", choices=[each.value for each in Shade], default=Shade.QUARTILE.value)
        parser.add_argument("--format", choices=("csv", "json", "xlsx"), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        about = authority_of(options["neighbours_of"]) if options["neighbours_of"] else None
        region = about.region if about else _region(options["region"])
        view = View(
            basis=Basis(options["basis"]),
            period_end=period_of(options["period"]),
            group=f"{NEIGHBOURS}{about.code}" if about else REGION,
            template=_template(options["template"]),
            shade=Shade(options["shade"]),
        )
        matrix = read_matrix(region, view, Reader(lead=True))
        _check(matrix, region, about)
        what = f"read {matrix.group.name} side by side, {matrix.period_end:%B %Y}, at the command line"
        audit.record("compare authorities", what, by=None, authority=about, region=region)
        content = _content(matrix, view.shade, options["format"])
        if options["output"]:
            try:
                options["output"].write_bytes(content)
            except OSError as fault:
                raise CommandError(f"{options['output']} cannot be written: {fault.strerror}.") from fault
        elif options["format"] == "xlsx":
            sys.stdout.buffer.write(content)
        else:
            self.stdout.write(content.decode(), ending="")


def _region(name: str) -> Region:
    found = Region.objects.filter(Q(name__iexact=name) | Q(code=name)).first()
    if found is None:
        held = ", ".join(Region.objects.values_list("name", flat=True)) or "none; run load_reference"
        raise CommandError(f"There is no region {name!r}. There are: {held}.")
    return found


def _template(name: str) -> str:
    held = ScorecardTemplate.objects.filter(authority=None, retired=False)
    names = [ALL, *held.order_by("name").values_list("name", flat=True).distinct()]
    if name not in names:
        raise CommandError(f"There is no template {name!r}. There are: {', '.join(names)}.")
    return name


def _check(matrix: Matrix, region: Region, about: Authority | None) -> None:
    """What a page would show as an empty one is a fault here: a script must not go on with it."""
    if about is not None and matrix.group.about is None:
        left = next((each.why for each in matrix.group.left_out if each.authority == about), "")
        why = left or "has no list of neighbours for that period"
        raise CommandError(f"{about} {why}.")
    if any(entry.line.value.display for entry in matrix.entries.values()):
        return
    held = ", ".join(f"{end:%Y-%m}" for end in periods_offered(region)) or "none"
    raise CommandError(
        f"{matrix.group.name} has no figure to show for {matrix.period_end:%B %Y}. "
        f"Periods with approved returns in {region.name}: {held}."
    )


def _content(matrix: Matrix, shade: Shade, kind: str) -> bytes:
    if kind == "xlsx":
        return matrix_workbook(matrix, shade, timezone.localdate())
    if kind == "csv":
        return matrix_csv([matrix]).encode()
    return (json.dumps(matrix_as_json(matrix), indent=1, ensure_ascii=False) + "\n").encode()
