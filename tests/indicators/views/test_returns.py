"""The list of returns, the upload and the template."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from authorities.models import User
from indicators.models import Indicator, Return, ReturnState
from indicators.returns.period_choices import last_ended_quarter
from indicators.returns.submission import submit_return
from tests.factories.return_version import ChildrenReturnFactory, ReturnFactory
from tests.indicators.conftest import GOOD, MONTH, Upload
from tests.indicators.files import workbook

LIST = reverse("return_list", args=["901"])
UPLOAD = reverse("return_upload", args=["901"])


def posted(content: bytes = GOOD, name: str = "return.xlsx", **fields: Any) -> dict[str, Any]:
    """What the upload form sends. January 2025 lies too far back to be in its list."""
    return {
        "period": f"{last_ended_quarter(timezone.localdate()):%Y-%m}",
        "other_period": "January 2025",
        "file": SimpleUploadedFile(name, content),
    } | fields


def text_of(response: Any) -> str:
    return response.content.decode()


def test_an_authority_without_returns_is_told_what_to_do(as_analyst: Client, as_approver: Client) -> None:
    due = last_ended_quarter(timezone.localdate())

    analyst, approver = text_of(as_analyst.get(LIST)), text_of(as_approver.get(LIST))

    assert "No returns yet" in analyst and "Your indicator set is empty" in analyst
    assert f"{UPLOAD}?period={due:%Y-%m}" in analyst
    assert "An analyst of your authority uploads" in approver
    assert UPLOAD not in approver


def test_every_version_is_listed_and_what_waits_is_said(
    as_analyst: Client, as_approver: Client, upload: Upload, analyst: User
) -> None:
    submit_return(submitted=upload(), warnings_confirmed=True, by=analyst)
    kept = upload(workbook(("CLA_N", None, "S", 570)))
    submit_return(submitted=kept, warnings_confirmed=True, by=analyst)

    page = text_of(as_approver.get(LIST))

    assert page.count("of January 2025</span>") == 2
    assert "Superseded" in page
    assert "Version 2 waits for approval." in page
    assert "Approve it or send it back" in page
    assert "Approve it or send it back" not in text_of(as_analyst.get(LIST))


def test_the_list_costs_the_same_however_long_it_is(
    as_analyst: Client, authority: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        ReturnFactory.create(authority=authority, state=ReturnState.SUPERSEDED)

    with django_assert_max_num_queries(20):
        assert as_analyst.get(LIST).status_code == 200


def test_an_upload_leads_to_the_page_of_the_new_version(
    as_analyst: Client, indicators: dict[str, Indicator], analyst: User
) -> None:
    response = as_analyst.post(UPLOAD, posted())

    kept = Return.objects.get()
    assert (kept.period_end, kept.uploaded_by, kept.state) == (MONTH, analyst, ReturnState.READY)
    assert response.headers["Location"] == reverse("return_detail", args=["901", kept.pk])


def test_the_same_file_again_is_said_with_a_link_to_its_version(as_analyst: Client, upload: Upload) -> None:
    known = upload()

    page = text_of(as_analyst.post(UPLOAD, posted(), follow=True))

    assert "This is the same file as version 1" in page
    assert f'href="{reverse("return_detail", args=["901", known.pk])}"' in page
    assert Return.objects.count() == 1


def test_several_csv_files_are_uploaded_as_one(as_analyst: Client, indicators: dict[str, Indicator]) -> None:
    files = [SimpleUploadedFile(f"List {number}.csv", b"a,b") for number in (2, 1)]

    as_analyst.post(UPLOAD, posted(file=files))

    assert Return.objects.get().file_name == "2 csv files.zip"


def test_the_upload_says_what_is_taken_and_how_long_it_is_kept(as_analyst: Client, settings: Any) -> None:
    settings.CHILD_FILE_DAYS = 17

    page = text_of(as_analyst.get(UPLOAD))

    assert "not kept in the portal's tables" in page
    assert "encrypted (<q>sealed</q>) for 17 days, so that you can look a row up, and then destroyed" in page
    assert 'accept=".xlsx,.csv,.zip"' in page and "multiple" in page


def test_the_list_tells_lists_from_figures(as_analyst: Client, authority: Any) -> None:
    ReturnFactory.create(authority=authority)
    ChildrenReturnFactory.create(authority=authority)

    page = text_of(as_analyst.get(LIST))

    cells = re.findall(r'data-label="What it holds">\s*<span>([^<]*)</span>', page)
    assert sorted(cell.strip() for cell in cells) == ["Annex A lists", "Figures"]
    assert reverse("counted_newest", args=["901"]) in page
    assert reverse("counting_choices", args=["901"]) in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"file": [SimpleUploadedFile("a.csv", b"a"), SimpleUploadedFile("b.xlsx", b"b")]},
            "must all be .csv",
        ),
        ({"file": ""}, "Choose the file of the return."),
        ({"period": "1999-12"}, "Choose a period from the list."),
        ({"other_period": "some time"}, "is not a period that can be read"),
        ({"other_period": "2099-01"}, "still to come"),
        ({"file": SimpleUploadedFile("return.xlsx", b"")}, "The file is empty."),
    ],
)
def test_an_upload_that_cannot_be_taken_says_why(
    as_analyst: Client, indicators: dict[str, Indicator], fields: dict[str, Any], words: str
) -> None:
    page = text_of(as_analyst.post(UPLOAD, posted() | fields))

    assert words in page
    assert "<title>Error:" in page
    assert not Return.objects.exists()


def test_a_file_above_the_limit_is_refused_in_the_form(as_analyst: Client, settings: Any) -> None:
    settings.RETURN_MAX_BYTES = 1024 * 1024

    page = text_of(as_analyst.post(UPLOAD, posted(content=b"x" * (1024 * 1024 + 1))))

    assert "larger than 1 MB" in page
    assert not Return.objects.exists()


def test_the_upload_starts_with_the_last_ended_quarter_or_the_period_asked_for(
    as_analyst: Client, upload: Upload
) -> None:
    due = last_ended_quarter(timezone.localdate())
    upload()

    assert f'<option value="{due:%Y-%m}" selected>' in text_of(as_analyst.get(UPLOAD))
    assert '<option value="2025-01" selected>' in text_of(as_analyst.get(UPLOAD, {"period": "2025-01"}))


def test_the_template_is_picked_and_downloaded(as_analyst: Client, indicators: dict[str, Indicator]) -> None:
    due = f"{last_ended_quarter(timezone.localdate()):%Y-%m}"

    response = as_analyst.get(reverse("return_template_choice", args=["901"]), {"period": due}, follow=True)

    assert response.headers["Content-Disposition"] == f'attachment; filename="return-901-{due}.xlsx"'
    assert openpyxl.load_workbook(io.BytesIO(response.content))["Figures"]["A4"].value == "CLA_N"


@pytest.mark.parametrize("period", ["2025-13", "January", "2025-01-15", "1900-01"])
def test_a_template_of_no_period_is_not_found(as_analyst: Client, period: str) -> None:
    assert as_analyst.get(reverse("return_template", args=["901", period])).status_code == 404


def test_a_period_that_is_not_offered_leads_back_to_the_list(as_analyst: Client) -> None:
    page = as_analyst.get(reverse("return_template_choice", args=["901"]), {"period": "1999-12"}, follow=True)

    assert "Choose one from the list" in text_of(page)


def test_only_the_authoritys_own_analyst_uploads(
    as_approver: Client, as_scrutiny: Client, as_stranger: Client, as_administrator: Client, client: Client
) -> None:
    for browser, status in (
        (as_approver, 403),
        (as_scrutiny, 403),
        (as_stranger, 404),
        (as_administrator, 404),
    ):
        assert browser.post(UPLOAD, posted()).status_code == status
        assert browser.get(reverse("return_template", args=["901", "2025-01"])).status_code == status
    assert client.post(UPLOAD, posted()).status_code == 302
    assert not Return.objects.exists()


def test_the_list_is_for_the_authoritys_own_staff(
    as_scrutiny: Client, as_stranger: Client, as_administrator: Client
) -> None:
    statuses = [browser.get(LIST).status_code for browser in (as_scrutiny, as_stranger, as_administrator)]

    assert statuses == [403, 404, 404]
