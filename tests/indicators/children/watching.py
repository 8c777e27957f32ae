"""Watching a file go its whole way: what is logged, sent, started, shown and printed meanwhile."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from celery.signals import before_task_publish
from django.conf import settings as live
from django.db import connection
from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from authorities.models import Authority
from indicators.models import CountedValue, Job, Return
from tests.indicators.children.leaks import Texts, as_text, in_files, in_the_broker, in_the_database

OF_THE_TESTS = ("factory", "faker")
# Figures whose rows are looked at, of several lists.
LOOKED_BEHIND = ("CONTACT_N", "REF_N", "ASM_45D_PCT", "ICPC_15D_PCT", "CP_N", "CLA_N", "CL_EET_PCT")


@dataclass
class Watch:
    """`here` is the only folder that temporary files and media may go to; `said` what people and logs saw."""

    here: Path
    caplog: pytest.LogCaptureFixture
    said: list[tuple[str, str]] = field(default_factory=list)

    def texts(self) -> Texts:
        """Every place, with all that it holds now."""
        yield from in_the_database()
        yield from in_the_broker()
        yield from in_files(live.DATA_DIR)
        yield from in_files(self.here)
        yield "log", self.caplog.text
        yield from self.said

    def see(self, place: str, answer: HttpResponseBase) -> HttpResponseBase:
        """Keep an answer: where it led, its headers and cookies, and all of its body."""
        assert answer.status_code == 200, f"{place}: {answer.status_code}"
        body = answer.content if isinstance(answer, HttpResponse) else answer.getvalue()
        led = getattr(answer, "redirect_chain", [])
        self.said.append(
            (place, "\n".join([as_text(body), str(answer.headers), str(answer.cookies), str(led)]))
        )
        return answer

    def look_at_pages(self, client: Client, authority: Authority) -> None:
        """Every page and download that shows something of the authority's returns."""
        code = authority.code
        for name in ("return_list", "return_upload", "authority_audit", "counting_choices", "scorecard_list"):
            self.see(name, client.get(reverse(name, args=[code])))
        self.see("home", client.get(reverse("home")))
        for job in Job.objects.filter(authority=authority):
            self.see("job_detail", client.get(reverse("job_detail", args=[code, job.pk])))
        for shown in Return.objects.filter(authority=authority):
            self._look_at_return(client, shown)
        for period_end in CountedValue.objects.filter(authority=authority).dates("period_end", "month"):
            place = [code, f"{period_end:%Y-%m}"]
            self.see("counted", client.get(reverse("counted", args=place)))
            self.see("counted_csv", client.get(reverse("counted_csv", args=place)))
        newest = CountedValue.objects.filter(authority=authority).order_by("period_end").last()
        if newest is not None:
            self._look_behind(client, newest)

    def _look_at_return(self, client: Client, shown: Return) -> None:
        place = [shown.authority.code, shown.pk]
        for name in ("return_detail", "return_problems_csv", "return_problems_xlsx"):
            self.see(name, client.get(reverse(name, args=place)))
        for rule in shown.problems.order_by("code").values_list("code", flat=True).distinct():
            self.see("return_problems", client.get(reverse("return_problems", args=[*place, rule])))

    def _look_behind(self, client: Client, newest: CountedValue) -> None:
        found = CountedValue.objects.filter(authority=newest.authority, period_end=newest.period_end)
        for code in LOOKED_BEHIND:
            one = found.filter(indicator__code=code).select_related("indicator").first()
            assert one is not None, f"{code} was not counted"
            place = [newest.authority.code, f"{newest.period_end:%Y-%m}", code, one.window]
            self.see("rows_behind", client.get(reverse("rows_behind", args=place)))


@contextmanager
def watching(request: pytest.FixtureRequest) -> Iterator[Watch]:
    """From here on nothing is missed. For a fixture, whose own request it takes."""
    caplog: pytest.LogCaptureFixture = request.getfixturevalue("caplog")
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    settings: Settings = request.getfixturevalue("settings")
    here: Path = request.getfixturevalue("tmp_path") / "here"
    here.mkdir()
    watch = Watch(here, caplog)
    # These would fill a failure's report, and say nothing of the portal.
    for name in OF_THE_TESTS:
        caplog.set_level("WARNING", logger=name)
    caplog.set_level("DEBUG")
    # Temporary files may go nowhere else.
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = str(here)

    def note(sender: Any = None, body: Any = None, headers: Any = None, **_: Any) -> None:
        watch.said.append((f"task {sender}", f"{body!r} {headers!r}"))

    class Noted(subprocess.Popen[Any]):
        def __init__(self, args: Any, *others: Any, **given: Any) -> None:
            watch.said.append(("process", f"{args!r} {given.get('env')!r}"))
            super().__init__(args, *others, **given)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    before_task_publish.connect(note, weak=False)
    if connection.vendor == "sqlite":
        # What other tests deleted is still in the file.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        yield watch
    finally:
        before_task_publish.disconnect(note)
