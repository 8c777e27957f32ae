"""The search of test_leaks.py can find: what is planted in each place is found there."""

from __future__ import annotations

import io
import logging
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from secrets import token_hex

import pytest
from django.conf import settings as live
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client

from authorities.models import Role
from indicators.tasks import run_job
from tests.factories.audit_event import AuditEventFactory
from tests.factories.job import JobFactory
from tests.factories.list_read import ListReadFactory
from tests.factories.membership import MembershipFactory
from tests.factories.referral_row import ReferralRowFactory
from tests.factories.return_file import ReturnFileFactory
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.sealed_file import SealedFileFactory
from tests.indicators.children.leaks import Search, in_the_broker, leaks
from tests.indicators.children.watching import Watch, watching

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    with watching(request) as watch:
        yield watch


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
        lambda it: cache.set("child", {"of": it}),
    ],
    ids=["a nudge", "the cache"],
)
def test_the_search_finds_what_lies_in_the_broker_and_in_the_cache(
    watch: Watch, planted: str, plant: Callable[[str], object]
) -> None:
    plant(planted)
    assert leaks(Search([planted]), in_the_broker())


def test_the_search_finds_what_pages_and_downloads_show(watch: Watch, planted: str) -> None:
    shown = ReturnFactory.create()
    ReturnProblemFactory.create(of_return=shown, sentence=f"The child {planted} is not known.")
    analyst = Client()
    analyst.force_login(MembershipFactory.create(authority=shown.authority, role=Role.ANALYST).user)
    watch.look_at_pages(analyst, shown.authority)
    found = leaks(Search([planted]), watch.said)
    assert {"return_detail", "return_problems", "return_problems_csv", "return_problems_xlsx"} <= set(found)


def test_a_postcode_is_found_without_its_space_and_a_district_alone_is_none() -> None:
    search = Search(["ZZ1 2AB"])
    assert search.found_in("at zz12ab.") == {"zz12ab"}
    assert search.found_in("ZZ1, ZZ12 and zz1 2A") == set()


def test_what_is_too_short_to_be_looked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Search(["ZZ1"])
