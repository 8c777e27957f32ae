"""Of what names a child, its family, its worker or its place, nothing stays anywhere after the reading.

Looked for are all identifiers of children, families and adopters, workers' names, whole postcodes (a district
is kept), placements' numbers, and dates of birth on a Sunday, on which nothing else happens in these lives
but comings of age: another date of birth may be the date of somebody's referral, and to find it would prove
nothing. A birth as Excel counts days (45,678) is not looked for: any number may be that.
"""

from __future__ import annotations

import io
import logging
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from secrets import token_hex

import pytest
from django.conf import settings as live
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache as portal_cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from authorities.models import Authority, Role
from indicators import jobs
from indicators.models import Job, Return, ReturnKind, ReturnState
from indicators.models.annex_a import TABLES
from indicators.synthetic.dirt import ALL, Dirt
from indicators.synthetic.identifiers import identifiers
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.workbook import annex_a_workbook
from indicators.tasks import run_job
from tests.factories.audit_event import AuditEventFactory
from tests.factories.authority import AuthorityFactory
from tests.factories.job import JobFactory
from tests.factories.list_read import ListReadFactory
from tests.factories.membership import MembershipFactory
from tests.factories.referral_row import ReferralRowFactory
from tests.factories.return_file import ReturnFileFactory
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.sealed_file import SealedFileFactory
from tests.indicators.children.counted_world import load_what_counting_needs
from tests.indicators.children.leaks import Search, in_the_broker, leaks
from tests.indicators.children.watching import Watch, watching

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = date(2025, 3, 31)


# A return with one of these is refused: its rows are not stored, and its file is kept sealed.
BARRED: frozenset[str] = frozenset()


@cache
def lives() -> Lives:
    return make_lives(seed=23, children=40, first=MARCH, last=MARCH)


@cache
def file_of(kinds: frozenset[str]) -> bytes:
    return annex_a_workbook(lists_at(lives(), MARCH), layout="2024", dirt=Dirt(5, kinds) if kinds else None)


@pytest.fixture
def authority() -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code="901", name="Aldermere")
    return made


@pytest.fixture
def watch(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> Iterator[Watch]:
    here = tmp_path / "here"
    here.mkdir()
    with watching(here, caplog, monkeypatch, settings) as watch:
        yield watch


def browser(authority: Authority, role: Role) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(authority=authority, role=role).user)
    return client


# --- the way of a file ----------------------------------------------------------------------------


def by_page(watch: Watch, authority: Authority, content: bytes) -> Return:
    """Uploaded by an analyst on the page; submitted and approved where nothing stands against it."""
    analyst, approver = browser(authority, Role.ANALYST), browser(authority, Role.APPROVER)
    file = SimpleUploadedFile("annex-a.xlsx", content)
    upload = reverse("return_upload", args=[authority.code])
    sent = {"period": f"{MARCH:%Y-%m}", "file": file}
    watch.see("upload", analyst.post(upload, sent, follow=True))
    uploaded = Return.objects.latest("pk")
    place = [authority.code, uploaded.pk]
    if uploaded.state == ReturnState.READY:
        confirmed = {"confirmed": "on"}
        watch.see("submit", analyst.post(reverse("return_submit", args=place), confirmed, follow=True))
        watch.see("approve", approver.post(reverse("return_approve", args=place), follow=True))
        jobs.run(Job.objects.get().pk)
    return Return.objects.get(pk=uploaded.pk)


def by_command(watch: Watch, authority: Authority, content: bytes) -> Return:
    """The operator's command, with all that it prints."""
    path = watch.here.parent / "annex-a.xlsx"
    path.write_bytes(content)
    printed = io.StringIO()
    place = {"authority": authority.code, "period": f"{MARCH:%Y-%m}"}
    try:
        call_command("submit_return", path, approve=True, **place, stdout=printed, stderr=printed)
    except CommandError as refusal:
        printed.write(str(refusal))
    call_command("values", **place, stdout=printed)
    watch.said.append(("command", printed.getvalue()))
    return Return.objects.latest("pk")


@pytest.mark.parametrize("hand_in", [by_page, by_command])
@pytest.mark.parametrize("kinds", [ALL, ALL - BARRED], ids=["untidy", "usable"])
def test_nothing_that_names_a_child_stays_anywhere(
    watch: Watch,
    authority: Authority,
    hand_in: Callable[[Watch, Authority, bytes], Return],
    kinds: frozenset[str],
) -> None:
    kept = hand_in(watch, authority, file_of(kinds))
    assert kept.kind == ReturnKind.CHILDREN
    assert kept.problems.count() > 20
    if kinds != ALL:
        assert kept.state == ReturnState.APPROVED
        assert all(table._default_manager.exists() for table in TABLES.values())
    watch.look_at_pages(browser(authority, Role.ANALYST), authority)

    texts = list(watch.texts())

    assert leaks(Search(identifiers(lives())), texts) == {}
    seen = {place for place, text in texts if text}
    expected = {"log", "process", "return_detail", "return_problems_csv", "return_problems_xlsx"}
    if kinds != ALL:
        expected |= {"task indicators.run_job", "rows_behind", "counted", "indicators_careworker"}
    assert expected <= seen, expected - seen


# --- the search can find --------------------------------------------------------------------------


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", text)
    return out.getvalue()


@pytest.fixture
def planted() -> str:
    """Another one for each test: queues and files outlast a test."""
    return f"Planted-{token_hex(4)}"


def in_a_session(planted: str) -> None:
    session = SessionStore()
    session["seen"] = planted * 20
    session.save()


# By the place in which it is found: how it comes there.
PLANTERS: dict[str, Callable[[str], object]] = {
    "indicators_returnproblem.sentence": lambda it: ReturnProblemFactory.create(sentence=f"See {it}."),
    "indicators_returnproblem.found": lambda it: ReturnProblemFactory.create(found=it.upper()),
    "authorities_auditevent.sentence": lambda it: AuditEventFactory.create(sentence=f"looked at {it}"),
    "indicators_listread.values": lambda it: ListReadFactory.create(values=[{"found": it}]),
    "indicators_referralrow.team": lambda it: ReferralRowFactory.create(team=it),
    "indicators_sealedfile.content": lambda it: SealedFileFactory.create(content=zipped(it)),
    "indicators_returnfile.content": lambda it: ReturnFileFactory.create(content=it.encode("utf-16")),
    "indicators_job.error": lambda it: JobFactory.create(error=f"ValueError: {it}"),
    "django_session.session_data": in_a_session,
    "log": lambda it: logging.getLogger("anybody").debug("the row of %s", it),
    "process": lambda it: subprocess.run(["true"], env={"KEY": it}, check=True),
    "task indicators.run_job": lambda it: run_job.apply_async((it,), ignore_result=True),
}


@pytest.mark.parametrize("place", PLANTERS)
def test_the_search_finds_what_is_planted(watch: Watch, planted: str, place: str) -> None:
    search = Search([planted])
    assert leaks(search, watch.texts()) == {}
    PLANTERS[place](planted)
    assert leaks(search, watch.texts())[place] == [planted.casefold()]


@pytest.mark.parametrize("content", [str.encode, zipped])
def test_the_search_finds_what_lies_in_a_file(
    watch: Watch, planted: str, content: Callable[[str], bytes]
) -> None:
    for folder in (live.DATA_DIR, watch.here):
        left = folder / f"{content.__name__}.tmp"
        left.write_bytes(content(planted))
        found = leaks(Search([planted]), watch.texts())
        left.unlink()
        assert found == {f"file {left.name}": [planted.casefold()]}


@pytest.mark.parametrize(
    "plant",
    [
        lambda it: run_job.apply_async((it,), ignore_result=True),
        lambda it: portal_cache.set("a child", {"of": it}),
    ],
    ids=["a nudge", "the cache"],
)
def test_the_search_finds_what_lies_in_the_broker_and_in_the_cache(
    watch: Watch, planted: str, plant: Callable[[str], object]
) -> None:
    plant(planted)
    assert leaks(Search([planted]), in_the_broker())


def test_the_search_finds_what_pages_and_downloads_show(
    watch: Watch, planted: str, authority: Authority
) -> None:
    shown = ReturnFactory.create(authority=authority)
    ReturnProblemFactory.create(of_return=shown, sentence=f"The child {planted} is not known.")
    watch.look_at_pages(browser(authority, Role.ANALYST), authority)
    found = leaks(Search([planted]), watch.said)
    assert {"return_detail", "return_problems", "return_problems_csv", "return_problems_xlsx"} <= set(found)


def test_a_postcode_is_found_without_its_space_and_a_district_alone_is_none() -> None:
    search = Search(["ZZ1 2AB"])
    assert search.found_in("at zz12ab.") == {"zz12ab"}
    assert search.found_in("ZZ1, ZZ12 and zz1 2A") == set()


def test_what_is_too_short_to_be_looked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Search(["ZZ1"])
