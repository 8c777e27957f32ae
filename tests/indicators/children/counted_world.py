"""A small fictional authority whose lists go the whole way: upload, submit, approve, count."""

from __future__ import annotations

from datetime import date
from functools import cache

from authorities.models import Authority
from indicators import jobs
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.children.queueing import read_bank_holidays, store_bank_holidays, store_definitions
from indicators.models import CountedValue, Job, Return
from indicators.returns.submission import approve_return, submit_return, upload_return
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.workbook import annex_a_workbook

JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)


@cache
def lives() -> Lives:
    return make_lives(seed=7, children=60, first=date(2022, 1, 1), last=SEPTEMBER)


@cache
def workbook(period_end: date) -> bytes:
    """Made once: two workbooks of the same lists differ in the time that they hold."""
    return annex_a_workbook(lists_at(lives(), period_end))


def load_what_counting_needs() -> None:
    store_catalogue(read_catalogue())
    store_bank_holidays(read_bank_holidays())
    store_definitions()


def hand_in(authority: Authority, period_end: date, content: bytes | None = None) -> Return:
    """Upload and submit the lists of a period end, in the operator's name."""
    uploaded = upload_return(
        authority=authority,
        period_end=period_end,
        file_name="annex-a.xlsx",
        content=content or workbook(period_end),
        by=None,
    )
    return submit_return(submitted=uploaded, warnings_confirmed=True, by=None)


def approve_lists(authority: Authority, period_end: date, content: bytes | None = None) -> Job:
    job = approve_return(approved=hand_in(authority, period_end, content), by=None)
    return run(job)


def run(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.error == ""
    return job


def counted(authority: Authority) -> dict[tuple[str, str, date], CountedValue]:
    held = CountedValue.objects.filter(authority=authority).select_related("indicator")
    return {(one.indicator.code, one.window, one.period_end): one for one in held}
