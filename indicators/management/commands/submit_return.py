"""Upload a return from the command line, submit it, and approve it if asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from authorities.access import Act
from authorities.models import User
from authorities.refusal import Refused
from indicators.management.administering import content_of
from indicators.management.operator import PlaceCommand, must, person_of
from indicators.models import JobState, Return, ReturnState
from indicators.returns.submission import approve_return, submit_return, upload_return
from indicators.waiting import finish


class Command(PlaceCommand):
    help = (
        "Uploads a return of figures (xlsx or csv) or Annex A lists (xlsx, csv, or a zip of csv files), told "
        "apart by content; submits it, and with --approve approves it and waits for the "
        "recalculation. Prints the outcome as JSON; problems go to stderr, one a line, and exit with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        super().add_arguments(parser)
        parser.add_argument("--by", metavar="EMAIL", help="in whose name; the operator's without it")
        parser.add_argument("--approve", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        authority, period_end = self.place(options)
        person = person_of(options["by"])
        for act in (Act.UPLOAD, Act.APPROVE) if options["approve"] else (Act.UPLOAD,):
            must(person, act, authority)
        path: Path = options["file"]
        content = content_of(path)
        try:
            uploaded = upload_return(
                authority=authority, period_end=period_end, file_name=path.name, content=content, by=person
            )
            outcome = self._submit(uploaded, approve=options["approve"], person=person)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        uploaded.refresh_from_db()
        said = {
            "return": uploaded.pk,
            "authority": authority.code,
            "period": f"{period_end:%Y-%m}",
            "version": uploaded.version,
            "state": uploaded.state,
            "kind": uploaded.kind,
            "figures": uploaded.figures.count(),
            "rows": sum(uploaded.lists.values_list("rows", flat=True)),
        }
        self.stdout.write(json.dumps(said | outcome))

    def _submit(self, uploaded: Return, *, approve: bool, person: User | None) -> dict[str, int]:
        """Submit, approve if asked and wait; what the recalculation did."""
        self._say_problems(uploaded)
        if uploaded.state == ReturnState.PROBLEMS:
            raise CommandError("The return has problems and was not submitted. Its file is kept.")
        current = submit_return(submitted=uploaded, warnings_confirmed=True, by=person)
        if not approve:
            return {}
        job = finish(approve_return(approved=current, by=person))
        if job.state == JobState.PARKED:
            raise CommandError(f"The recalculation failed: {job.error}")
        return dict(job.result)

    def _say_problems(self, uploaded: Return) -> None:
        for problem in uploaded.problems.all():
            where = ", ".join(
                part
                for part in (problem.sheet, f"row {problem.row}" if problem.row else "", problem.column)
                if part
            )
            self.stderr.write(f"{problem.severity}: {where + ': ' if where else ''}{problem.sentence}")
