"""The demonstration: three published papers and a fictional region, put through the real flow."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from authorities.models import Authority, Region, Role
from reports.demonstration.accounts import SignIn, make_sign_ins, person
from reports.demonstration.published import Loaded, load_paper
from reports.demonstration.region import TEMPLATE, load_region, quarter_ends, write_sample
from reports.demonstration.statistics import load_real, load_synthetic
from reports.management.commands.load_reference import load_reference
from reports.models import ScorecardTemplate
from reports.papers.papers import read_papers

QUARTERS = 8
# As in authorities/register/demonstration.csv.
REGION = "D12000001"


class Command(BaseCommand):
    help = (
        "Migrates, loads the reference data, hands in the figures of three published papers and of a "
        "fictional region of twelve authorities, approves, recalculates and publishes them, and prints what "
        "it did and one sign-in a role. Never for production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--serve", action="store_true", help="serve the portal afterwards")
        parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
        parser.add_argument("--authorities", type=int, default=12, help="of the fictional region, 1 to 12")
        parser.add_argument("--quarters", type=int, default=QUARTERS)
        parser.add_argument("--papers", type=Path, help="folder of the published papers, for their text")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(
                "The demonstration makes accounts and figures that do not belong in production."
            )
        self._began = time.monotonic()
        call_command("migrate", verbosity=0, interactive=False)
        self._say("database ready")
        report = load_reference(demonstration=True)
        self._say("; ".join(f"{what}: {said}" for what, said in report.items()))
        sign_ins = self._load(options)
        self._finish(sign_ins, options["address"])
        if options["serve"]:
            self._serve(options["address"])

    def _load(self, options: dict[str, Any]) -> list[SignIn]:
        papers = read_papers()
        region = Region.objects.get(code=REGION)
        fictional = list(region.authorities.order_by("code"))[: options["authorities"]]
        own = list(Authority.objects.filter(code__in={paper.authority for paper in papers}).order_by("name"))
        load_synthetic(region, timezone.localdate(), self._say)
        load_real(settings.PUBLISHED_DIR, self._say)
        sign_ins = make_sign_ins([*own, *fictional[:3]], region)
        analyst, approver = person(Role.ANALYST), person(Role.APPROVER)
        folder = options["papers"] or settings.PUBLISHED_DIR / "scorecards"
        for paper in papers:
            self._say(_about(load_paper(paper, analyst=analyst, approver=approver, folder=folder)))
        quarters = quarter_ends(timezone.localdate(), options["quarters"])
        done = load_region(fictional, quarters, analyst=analyst, approver=approver, say=self._say)
        self._say(
            f"{done.returns} returns of {done.authorities} fictional authorities, {done.published} published"
        )
        layout = ScorecardTemplate.objects.get(name=TEMPLATE).layout
        wanted = [(code, window) for code, window, back in layout.needs() if back == 0]
        sample = write_sample(fictional[0], quarters[-1], wanted, settings.DATA_DIR / "demonstration")
        self._say(f"a corrected workbook of {fictional[0]} to upload yourself: {os.path.relpath(sample)}")
        return sign_ins

    def _say(self, sentence: str) -> None:
        """Progress goes to stderr: stdout is for what scripts read."""
        self.stderr.write(f"{time.monotonic() - self._began:6.1f} s  {sentence}")

    def _finish(self, sign_ins: list[SignIn], address: str) -> None:
        self.stderr.write(
            "\nOne sign-in a role. The passwords were made just now and are kept nowhere else:\n"
        )
        for sign_in in sign_ins:
            self.stderr.write(f"  {sign_in.role:22} {sign_in.email:42} {sign_in.password}")
            self.stderr.write(f"  {'':22} for {sign_in.places}")
        self.stdout.write(
            json.dumps(
                {
                    "address": f"http://{address}/",
                    "seconds": round(time.monotonic() - self._began, 1),
                    "sign_ins": [
                        {"role": s.role, "email": s.email, "password": s.password, "places": s.places}
                        for s in sign_ins
                    ],
                }
            )
        )
        self.stdout.flush()

    def _serve(self, address: str) -> None:
        self.stderr.write(f"\nServing on http://{address}/ (end with Ctrl-C)\n")
        self.stderr.write(f"{_where_mail_goes()}\n")
        # The same Python, on a server of ours; this process becomes it.
        os.execv(sys.executable, server(address))  # noqa: S606


def server(address: str) -> list[str]:
    """The command that serves the portal at HOST:PORT, with links in its mail that lead there."""
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", address),
        *("--env", f"LFL_PUBLIC_ADDRESS=http://{address}"),
        *("--threads", "4", "--no-control-socket"),
    ]


def _where_mail_goes() -> str:
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if kind == "console":
        return "Mail, such as an invitation with its link, is printed here and sent to nobody."
    if kind == "filebased":
        return "Mail, such as an invitation with its link, is written to the folder in LFL_EMAIL_URL."
    if kind == "smtp":
        return f"Mail, such as an invitation with its link, is sent by {settings.EMAIL_HOST}."
    return "Mail, such as an invitation with its link, is kept nowhere: set LFL_EMAIL_URL to see it."


def _about(loaded: Loaded) -> str:
    parts = [
        f"{loaded.paper.authority_name}, {loaded.paper.period_end:%B %Y}: {loaded.returns} returns handed in"
    ]
    parts.append(f"{len(loaded.lines)} lines")
    for of, words in (("direction", "directions"), ("rag", "ratings")):
        agree, testable = loaded.agreement(of)
        if testable:
            parts.append(f"{agree} of {testable} {words} as printed")
    parts.append(
        f"{loaded.texts} texts"
        if loaded.texts
        else "analysis not loaded: the paper is not beside the project"
    )
    return ", ".join(parts)
