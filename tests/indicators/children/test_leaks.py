"""Of what names a child, its family, its worker or its place, nothing stays anywhere after the reading.

Looked for are all identifiers of children, families and adopters, workers' names, whole postcodes (a district
is kept), placements' numbers, and dates of birth on a Sunday, on which nothing else happens in these lives
but comings of age: another date of birth may be the date of somebody's referral, and to find it would prove
nothing. A birth as Excel counts days (45,678) is not looked for: any number may be that.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from authorities.models import Authority, Role
from indicators import jobs
from indicators.models import Job, Return, ReturnKind, ReturnState
from indicators.models.annex_a import TABLES
from indicators.returns.period_choices import last_ended_quarter
from indicators.synthetic.dirt import Dirt, soil
from indicators.synthetic.identifiers import identifiers
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.sheets import Sheet, sheets_of
from indicators.synthetic.workbook import annex_a_csvs, workbook_of
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.indicators.children.counted_world import load_what_counting_needs
from tests.indicators.children.leaks import Search, leaks
from tests.indicators.children.watching import Watch, watching

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = date(2025, 3, 31)
# Most rows of a file of March lie in the future of this one, which is an error: they are not stored.
EARLIER = date(2023, 3, 31)

HandIn = Callable[[Watch, Authority, date, bytes], Return]


@cache
def lives() -> Lives:
    return make_lives(seed=23, children=150, first=MARCH, last=MARCH)


def sheets() -> list[Sheet]:
    return sheets_of(lists_at(lives(), MARCH), "2024")


@cache
def untidy_file() -> bytes:
    """Every kind of dirt there is."""
    untidy = sheets()
    soil(untidy, Dirt(seed=5))
    return workbook_of(untidy, from_1904=True)


@cache
def slipped_file() -> bytes:
    """In each list two rows that slipped by a column, right and left: identifiers, names, births and
    postcodes stand where a code, a date, a number or a team should."""
    slipped = sheets()
    for sheet in slipped:
        if len(sheet.rows) > 8:
            right, left = sheet.rows[3], sheet.rows[5]
            sheet.rows[3], sheet.rows[5] = [right[0], *right[:-1]], [left[0], *left[2:], left[1]]
    return workbook_of(slipped)


@pytest.fixture
def authority() -> Authority:
    load_what_counting_needs()
    made: Authority = AuthorityFactory.create(code="901", name="Aldermere")
    return made


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    with watching(request) as watch:
        yield watch


def browser(authority: Authority, role: Role) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(authority=authority, role=role).user)
    return client


def cut_off() -> bytes:
    return untidy_file()[:-4000]


def without_headings() -> bytes:
    """One list as csv, its headings replaced: nothing says that it is about children."""
    rows = annex_a_csvs(lists_at(lives(), MARCH))["list-3.csv"].splitlines(keepends=True)
    return b"".join([b",".join(b"Column %d" % n for n in range(11)) + b"\r\n", *rows[1:]])


def as_plain_text() -> bytes:
    return "\n".join(sorted(identifiers(lives()))).encode()


# --- the way of a file ----------------------------------------------------------------------------


def by_page(watch: Watch, authority: Authority, period_end: date, content: bytes) -> Return:
    """Uploaded by an analyst on the page; submitted and approved where nothing stands against it."""
    analyst, approver = browser(authority, Role.ANALYST), browser(authority, Role.APPROVER)
    upload = reverse("return_upload", args=[authority.code])
    file = SimpleUploadedFile("annex-a.xlsx", content)
    sent = {
        "period": f"{last_ended_quarter(timezone.localdate()):%Y-%m}",
        "other_period": f"{period_end:%Y-%m}",
        "file": file,
    }
    watch.see("upload", analyst.post(upload, sent, follow=True))
    uploaded = Return.objects.get()
    place = [authority.code, uploaded.pk]
    if uploaded.state == ReturnState.READY:
        confirmed = {"confirmed": "on"}
        watch.see("submit", analyst.post(reverse("return_submit", args=place), confirmed, follow=True))
        watch.see("approve", approver.post(reverse("return_approve", args=place), follow=True))
        jobs.run(Job.objects.get().pk)
    return Return.objects.get()


def by_command(watch: Watch, authority: Authority, period_end: date, content: bytes) -> Return:
    """The operator's commands, with all that they print."""
    path = watch.here.parent / "annex-a.xlsx"
    path.write_bytes(content)
    printed = io.StringIO()
    place = {"authority": authority.code, "period": f"{period_end:%Y-%m}"}
    try:
        call_command("submit_return", path, approve=True, **place, stdout=printed, stderr=printed)
    except CommandError as refusal:
        printed.write(str(refusal))
    call_command("values", **place, stdout=printed)
    watch.said.append(("command", printed.getvalue()))
    return Return.objects.get()


@pytest.mark.parametrize("hand_in", [by_page, by_command])
def test_nothing_that_names_a_child_stays_anywhere(
    watch: Watch, authority: Authority, hand_in: HandIn
) -> None:
    kept = hand_in(watch, authority, MARCH, untidy_file())
    assert (kept.kind, kept.state) == (ReturnKind.CHILDREN, ReturnState.APPROVED)
    assert kept.problems.count() > 20
    assert stored() == set(TABLES)
    assert_nothing_stays(watch, authority, among={"indicators_carerow.child", "rows_behind", "counted_csv"})


def test_nothing_stays_of_what_stands_in_the_wrong_column(watch: Watch, authority: Authority) -> None:
    kept = by_command(watch, authority, MARCH, slipped_file())
    assert (kept.kind, kept.state) == (ReturnKind.CHILDREN, ReturnState.APPROVED)
    assert_nothing_stays(watch, authority, among={"indicators_carerow.child", "command"})


@pytest.mark.parametrize("hand_in", [by_page, by_command])
def test_nothing_stays_of_a_file_that_has_errors(watch: Watch, authority: Authority, hand_in: HandIn) -> None:
    kept = hand_in(watch, authority, EARLIER, untidy_file())
    assert (kept.kind, kept.state) == (ReturnKind.CHILDREN, ReturnState.PROBLEMS)
    assert stored() == set()
    assert_nothing_stays(watch, authority, among={"indicators_returnproblem.sentence", "return_problems"})


@pytest.mark.parametrize("spoil", [cut_off, without_headings, as_plain_text])
def test_nothing_stays_in_the_clear_of_a_file_that_cannot_be_read(
    watch: Watch, authority: Authority, spoil: Callable[[], bytes]
) -> None:
    kept = by_page(watch, authority, MARCH, spoil())
    assert kept.state == ReturnState.PROBLEMS
    assert_nothing_stays(watch, authority, among={"return_detail"})


def stored() -> set[int]:
    """The numbers of the lists that have rows."""
    return {number for number, table in TABLES.items() if table._default_manager.exists()}


def assert_nothing_stays(watch: Watch, authority: Authority, *, among: set[str]) -> None:
    """Nowhere; and the places that matter had something in them."""
    watch.look_at_pages(browser(authority, Role.ANALYST), authority)
    texts = list(watch.texts())
    assert leaks(Search(identifiers(lives())), texts) == {}
    filled = {place for place, text in texts if text}
    among |= {"process", "return_detail", "return_problems_csv", "return_problems_xlsx"}
    assert among <= filled, among - filled
