"""The page of one return, what is done on it, and what is downloaded from it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import AuditEvent, Authority, User
from indicators import jobs
from indicators.models import Job, JobState, Return, ReturnState
from indicators.returns.submission import submit_return
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ReturnFactory
from tests.indicators.conftest import GOOD, Approve, Upload
from tests.indicators.files import GOOD_ROWS, workbook

FAULTY = workbook(("CLA_N", None, "S", "many"), ("REREF_PCT", None, "R12", 25, 20))


def url(name: str, kept: Return) -> str:
    return reverse(name, args=[kept.authority.code, kept.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def submitted(upload: Upload, analyst: User) -> Return:
    return submit_return(submitted=upload(), warnings_confirmed=True, by=analyst)


# --- what it shows --------------------------------------------------------------------------------


def test_errors_stand_before_warnings_with_their_places(as_analyst: Client, upload: Upload) -> None:
    page = text_of(as_analyst.get(url("return_detail", upload(FAULTY))))

    assert "(1 error, 2 warnings)" in page
    assert page.index("Errors: these must be mended") < page.index("&#x27;many&#x27; is not a figure")
    assert page.index("&#x27;many&#x27; is not a figure") < page.index("Warnings: check these")
    assert page.index("Warnings: check these") < page.index("not swapped")
    assert "Submit for approval" not in page


def test_figures_are_shown_with_their_parts_and_the_value_that_they_give(
    as_analyst: Client, upload: Upload
) -> None:
    page = text_of(as_analyst.get(url("return_detail", upload())))

    assert "Figures (3)" in page
    for cell in ("43,367", "138.4", "24.0%", "Section 47 enquiries"):
        assert cell in page


def test_a_correction_shows_what_it_changes(as_approver: Client, approve: Approve, upload: Upload) -> None:
    approve()
    corrected = upload(workbook(("CLA_N", None, "S", 581), *GOOD_ROWS[1:]))

    page = text_of(as_approver.get(url("return_detail", corrected)))

    assert "What changed from version 1" in page
    assert ">580<" in page.replace(" ", "") and ">581<" in page.replace(" ", "")


def test_an_older_version_points_to_the_newest(as_analyst: Client, upload: Upload) -> None:
    first = upload()
    second = upload(workbook(("CLA_N", None, "S", 581)))

    page = text_of(as_analyst.get(url("return_detail", first)))

    assert "There is a newer version" in page
    assert "nothing is to be done about it" in page
    assert "Submit for approval" not in page
    assert url("return_detail", second) in page


def test_a_newer_version_with_errors_does_not_stop_the_older_one(as_analyst: Client, upload: Upload) -> None:
    first = upload()
    upload(FAULTY)

    assert "Submit for approval" in text_of(as_analyst.get(url("return_detail", first)))
    assert as_analyst.post(url("return_submit", first)).status_code == 302


def test_the_page_costs_the_same_however_many_problems_there_are(
    as_analyst: Client, upload: Upload, django_assert_max_num_queries: Any
) -> None:
    kept = upload()
    for row in range(1, 121):
        ReturnProblemFactory.create(of_return=kept, severity="warning", row=row, sheet="Figures")

    with django_assert_max_num_queries(25):
        page = text_of(as_analyst.get(url("return_detail", kept)))
    # The first few of a rule are laid out; the rest lie on a page of their own.
    assert page.count("The numerator is not a number.") == 5
    assert reverse("return_problems", args=["901", kept.pk, "example"]) in page and "See all 120" in page


# --- what is done on it ---------------------------------------------------------------------------


def test_a_return_is_submitted_approved_and_reckoned(
    as_analyst: Client, as_approver: Client, upload: Upload
) -> None:
    kept = upload()

    assert "Submit for approval" in text_of(as_analyst.get(url("return_detail", kept)))
    assert "It now waits for approval" in text_of(as_analyst.post(url("return_submit", kept), follow=True))
    assert "It waits for an approver" in text_of(as_analyst.get(url("return_detail", kept)))
    assert "Waiting to start." in text_of(as_approver.post(url("return_approve", kept), follow=True))
    jobs.run(Job.objects.get().pk)

    page = text_of(as_analyst.get(url("return_detail", kept)))
    assert "Done. 3 figures recalculated." in page
    assert reverse("scorecard_list", args=["901"]) in page


def test_warnings_are_confirmed_by_a_tick(as_analyst: Client, upload: Upload) -> None:
    kept = upload(workbook(*GOOD_ROWS[:2]))

    refused = as_analyst.post(url("return_submit", kept))
    assert "Read it and confirm" in text_of(refused)
    kept.refresh_from_db()
    assert kept.state == ReturnState.READY

    as_analyst.post(url("return_submit", kept), {"confirmed": "on"})
    kept.refresh_from_db()
    assert kept.state == ReturnState.SUBMITTED


def test_sending_back_needs_a_reason_which_the_analyst_reads(
    as_analyst: Client, as_approver: Client, submitted: Return
) -> None:
    assert "Say why it is sent back" in text_of(as_approver.post(url("return_send_back", submitted)))

    as_approver.post(url("return_send_back", submitted), {"reason": "Too low <b>"})

    page = text_of(as_analyst.get(url("return_detail", submitted)))
    assert "Too low &lt;b&gt;" in page
    assert "Upload a new version" in page


def test_what_was_done_meanwhile_is_said_and_changes_nothing(as_approver: Client, submitted: Return) -> None:
    as_approver.post(url("return_approve", submitted))

    page = text_of(as_approver.post(url("return_approve", submitted), follow=True))

    assert "cannot be approved now. Its state is: approved." in page
    assert Job.objects.count() == 1


def test_each_act_needs_its_role(
    as_analyst: Client, as_approver: Client, as_scrutiny: Client, as_stranger: Client, submitted: Return
) -> None:
    for browser, name, status in (
        (as_approver, "return_submit", 403),
        (as_analyst, "return_approve", 403),
        (as_analyst, "return_send_back", 403),
        (as_scrutiny, "return_approve", 403),
        (as_stranger, "return_submit", 404),
        (as_stranger, "return_approve", 404),
    ):
        assert browser.post(url(name, submitted), {"reason": "No"}).status_code == status
    submitted.refresh_from_db()
    assert submitted.state == ReturnState.SUBMITTED


@pytest.mark.parametrize("name", ["return_submit", "return_approve", "return_send_back"])
def test_nothing_is_done_by_a_link(
    as_approver: Client, as_analyst: Client, submitted: Return, name: str
) -> None:
    assert as_analyst.get(url(name, submitted)).status_code == 405
    assert as_approver.get(url(name, submitted)).status_code == 405


# --- what is downloaded ---------------------------------------------------------------------------


def test_the_file_comes_back_as_it_came_and_that_is_recorded(
    as_approver: Client, upload: Upload, approver: User
) -> None:
    kept = upload(name='rückmeldung "final".xlsx')

    response = as_approver.get(url("return_file", kept))

    assert response.content == GOOD
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''r%C3%BCck")
    assert AuditEvent.objects.get(act="download a return").actor == approver


def test_the_problems_come_as_a_csv_that_runs_nothing(as_analyst: Client, upload: Upload) -> None:
    kept = upload(FAULTY)
    ReturnProblemFactory.create(of_return=kept, severity="warning", sheet="=cmd", sentence="@SUM(A1)")

    response = as_analyst.get(url("return_problems_csv", kept))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == [
        *("Kind", "Sheet", "Row", "Column", "What stood there", "What is wrong and what to do", "Rule")
    ]
    assert rows[1][:4] == ["Must be mended", "Figures", "2", "Numerator"]
    assert any(row[1] == "'=cmd" and row[5] == "'@SUM(A1)" for row in rows)
    assert 'filename="problems-901-2025-01-version-1.csv"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "name", ["return_detail", "return_file", "return_problems_csv", "return_problems_xlsx"]
)
def test_a_return_is_found_only_under_its_own_authority(
    as_stranger: Client,
    as_analyst: Client,
    as_scrutiny: Client,
    upload: Upload,
    other_authority: Authority,
    name: str,
) -> None:
    kept, theirs = upload(), ReturnFactory.create(authority=other_authority)

    assert as_stranger.get(url(name, kept)).status_code == 404
    assert as_scrutiny.get(url(name, kept)).status_code == 403
    assert as_analyst.get(reverse(name, args=["901", theirs.pk])).status_code == 404
    assert as_stranger.get(reverse(name, args=["902", kept.pk])).status_code == 404
    assert not AuditEvent.objects.filter(act="download a return").exists()


# --- background work ------------------------------------------------------------------------------


def test_progress_is_a_page_and_for_scripts_a_fragment(as_approver: Client, submitted: Return) -> None:
    as_approver.post(url("return_approve", submitted))
    job = Job.objects.get()
    Job.objects.update(
        state=JobState.RUNNING, progress_done=1, progress_total=4, progress_text="Reading the return"
    )
    where = reverse("job_detail", args=["901", job.pk])

    page, fragment = as_approver.get(where), as_approver.get(where, headers={"HX-Request": "true"})

    assert "<h1" in text_of(page) and "Approved: Aldermere, January 2025, version 1" in text_of(page)
    assert "<h1" not in text_of(fragment) and f'hx-get="{where}"' in text_of(fragment)
    assert 'value="1" max="4"' in text_of(fragment)
    assert "no-store" in fragment.headers["Cache-Control"]


def test_parked_work_shows_its_error_and_is_tried_again(as_approver: Client, submitted: Return) -> None:
    as_approver.post(url("return_approve", submitted))
    job = Job.objects.get()
    retry = reverse("job_retry", args=["901", job.pk])
    assert "Only work that has stopped" in text_of(as_approver.post(retry, follow=True))
    Job.objects.update(state=JobState.PARKED, error="ValueError: no figures")

    assert "ValueError: no figures" in text_of(as_approver.get(reverse("job_detail", args=["901", job.pk])))
    response = as_approver.post(retry)

    again = Job.objects.latest("pk")
    assert again.pk != job.pk and again.state == JobState.QUEUED
    assert response.headers["Location"] == reverse("job_detail", args=["901", again.pk])


def test_work_of_another_authority_is_not_found(
    as_stranger: Client, as_approver: Client, submitted: Return
) -> None:
    as_approver.post(url("return_approve", submitted))
    pk = Job.objects.get().pk

    for code in ("901", "902"):
        assert as_stranger.get(reverse("job_detail", args=[code, pk])).status_code == 404
        assert as_stranger.post(reverse("job_retry", args=[code, pk])).status_code == 404
