"""The page of a child-level return, its problems, and the sealed file."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from authorities.access import ROLE_ACTS, Act
from authorities.models import AuditEvent, Authority, Role
from indicators.children import sealing
from indicators.children.keys import newest_version
from indicators.models import Return, ReturnState, SealedFile
from indicators.returns.rule_titles import rule_title
from tests.factories.bank_holiday import BankHolidayFactory
from tests.factories.list_read import ListReadFactory
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ChildrenReturnFactory, ReturnFactory
from tests.indicators.views.test_return_page import text_of, url

CONTENT = b"the whole file, with every identifier in it"


@pytest.fixture
def kept(authority: Authority) -> Return:
    made: Return = ChildrenReturnFactory.create(
        authority=authority, state=ReturnState.APPROVED, key_version=newest_version()
    )
    sealing.seal_file(made, CONTENT)
    ListReadFactory.create(
        of_return=made,
        number=3,
        sheet="Refs <b>",
        rows=1204,
        rejected=3,
        repeated=2,
        headings=[
            {"heading": "Date of referral", "found": "Date of referral", "how": "exact", "column": "F"},
            {"heading": "Referral Source", "found": "Source of ref.", "how": "loose", "column": "G"},
        ],
        values=[{"column": "Gender", "found": "Girl", "code": "b", "how": "label", "rows": 7}],
    )
    return made


def test_the_page_says_which_lists_were_read_and_how(as_analyst: Client, kept: Return) -> None:
    page = text_of(as_analyst.get(url("return_detail", kept)))

    for words in ("3. Referrals", "Refs &lt;b&gt;", "1,204", "1 heading not as in the template"):
        assert words in page
    assert page.index("Source of ref.") < page.index("as in the template</span>")
    assert "Girl" in page and "by its words" in page
    assert "Annex A lists" in page and f"Kept until {kept_until(kept)}" in page
    assert reverse("counted", args=["901", "2025-01"]) in page


def kept_until(kept: Return) -> str:
    day = SealedFile.objects.get(of_return=kept).destroy_after
    return f"{day.day} {day:%B %Y}, then destroyed"


def test_lists_and_figures_of_one_period_do_not_overtake_each_other(
    as_analyst: Client, authority: Authority, kept: Return
) -> None:
    older, newest = (ReturnFactory.create(authority=authority) for _ in range(2))

    overtaken = {
        shown: "There is a newer version" in text_of(as_analyst.get(url("return_detail", shown)))
        for shown in (kept, older, newest)
    }
    assert overtaken == {kept: False, older: True, newest: False}


def test_a_return_of_lists_is_looked_over_as_lists(as_approver: Client, authority: Authority) -> None:
    waiting = ChildrenReturnFactory.create(authority=authority, state=ReturnState.SUBMITTED)

    page = text_of(as_approver.get(url("return_detail", waiting)))

    assert "what would change" in page and "Look over the figures" not in page
    assert '<h1 class="govuk-heading-l">Lists for 31 January 2025, version 1</h1>' in page


def test_what_would_change_stands_on_lists_that_wait_and_on_no_others(
    as_approver: Client, authority: Authority, kept: Return
) -> None:
    waiting = ChildrenReturnFactory.create(
        authority=authority, state=ReturnState.SUBMITTED, key_version=newest_version()
    )
    ListReadFactory.create(of_return=waiting, number=3, rows=900)
    figures = ReturnFactory.create(authority=authority, state=ReturnState.SUBMITTED)
    refused = text_of(as_approver.get(url("return_detail", waiting)))
    assert "The bank holidays are not loaded" in refused and "In these lists" in refused
    for year in (2024, 2025):
        BankHolidayFactory.create(day=date(year, 12, 25))

    page = text_of(as_approver.get(url("return_detail", waiting)))

    assert "0 figures would be counted for this period end: all as they stand now." in page
    assert "In the approved lists for January 2025, version 1" in page
    assert "1,204" in page and "900" in page
    for other in (kept, figures):
        assert "What would change" not in text_of(as_approver.get(url("return_detail", other)))


def test_the_warnings_of_lists_are_confirmed_as_those_of_lists(
    as_analyst: Client, authority: Authority
) -> None:
    ready = {kind: kind.create(authority=authority) for kind in (ChildrenReturnFactory, ReturnFactory)}
    for one in ready.values():
        ReturnProblemFactory.create(of_return=one, severity="warning")
    pages = {kind: text_of(as_analyst.get(url("return_detail", one))) for kind, one in ready.items()}

    assert "the warnings and the lists are right" in pages[ChildrenReturnFactory]
    assert "the warnings and the figures are right" in pages[ReturnFactory]


def test_rules_that_cost_rows_come_first(as_analyst: Client, kept: Return) -> None:
    for code, rows in (("age_differs", 9), ("repeated_row", 2), ("needed_cell_blank", 3)):
        ReturnProblemFactory.create_batch(rows, of_return=kept, severity="warning", code=code)

    page = text_of(as_analyst.get(url("return_detail", kept)))

    places = [page.index(f"{rule_title(c)} (") for c in ("needed_cell_blank", "repeated_row", "age_differs")]
    assert places == sorted(places)


def test_problems_stand_by_rule_and_each_rule_has_a_page(as_analyst: Client, kept: Return) -> None:
    for row in range(1, 61):
        ReturnProblemFactory.create(
            of_return=kept, severity="warning", code="started_after_ended", row=row, found="2024-12-31"
        )

    page = text_of(as_analyst.get(url("return_detail", kept)))
    rule = reverse("return_problems", args=["901", kept.pk, "started_after_ended"])
    all_of_it = text_of(as_analyst.get(rule))

    assert page.count("2024-12-31") == 5 and "(60)" in page and "See all 60" in page
    assert "Rows 1 to 50 of 60" in all_of_it
    assert "What stood there" in all_of_it and all_of_it.count("2024-12-31") == 50
    nothing = text_of(as_analyst.get(reverse("return_problems", args=["901", kept.pk, "no_such_rule"])))
    assert "This rule found nothing" in nothing


def test_the_problems_come_as_a_workbook(as_analyst: Client, kept: Return) -> None:
    ReturnProblemFactory.create(of_return=kept, sentence="=HYPERLINK(1)")

    response = as_analyst.get(url("return_problems_xlsx", kept))

    assert 'filename="problems-901-2025-01-version-1.xlsx"' in response.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    cells = [str(cell.value) for row in book["Problems"].iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in cells
    assert not any(cell.data_type == "f" for row in book["Problems"].iter_rows() for cell in row)


# --- the sealed file ------------------------------------------------------------------------------


def test_the_sealed_file_comes_back_whole_and_is_recorded(as_approver: Client, kept: Return) -> None:
    response = as_approver.get(url("return_file", kept))

    assert response.content == CONTENT
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(act="download a return").count() == 1


def test_a_destroyed_file_says_so_and_nothing_is_recorded(as_analyst: Client, kept: Return) -> None:
    SealedFile.objects.all().delete()

    response = as_analyst.get(url("return_file", kept))

    assert response.status_code == 410
    assert "The file is destroyed" in text_of(response)
    assert "Destroyed: its days had passed" in text_of(as_analyst.get(url("return_detail", kept)))
    assert not AuditEvent.objects.filter(act="download a return").exists()


def test_a_file_whose_key_is_gone_says_so(as_analyst: Client, kept: Return) -> None:
    SealedFile.objects.update(key_version="lost")

    page = text_of(as_analyst.get(url("return_file", kept), follow=True))

    assert "lost" in page and "govuk-notification-banner" in page
    assert not AuditEvent.objects.filter(act="download a return").exists()


def test_the_file_needs_the_act_of_seeing_children(
    as_analyst: Client, kept: Return, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both roles of staff hold it today; one that did not would get nothing."""
    monkeypatch.setitem(ROLE_ACTS, Role.ANALYST, ROLE_ACTS[Role.ANALYST] - {Act.SEE_CHILDREN})

    assert as_analyst.get(url("return_file", kept)).status_code == 403
    assert url("return_file", kept) not in text_of(as_analyst.get(url("return_detail", kept)))


@pytest.mark.parametrize("name", ["return_detail", "return_file", "return_problems_xlsx"])
def test_others_find_nothing(
    as_scrutiny: Client, as_stranger: Client, as_administrator: Client, kept: Return, name: str
) -> None:
    found = [browser.get(url(name, kept)) for browser in (as_scrutiny, as_stranger, as_administrator)]

    assert [response.status_code for response in found] == [403, 404, 404]
    assert not any(CONTENT in response.content for response in found)


def test_the_page_costs_the_same_however_many_lists_and_rules(
    as_analyst: Client, kept: Return, django_assert_max_num_queries: Any
) -> None:
    for number in (1, 2, *range(4, 12)):
        ListReadFactory.create(of_return=kept, number=number)
    for rule in range(20):
        ReturnProblemFactory.create(of_return=kept, code=f"rule_{rule}")

    with django_assert_max_num_queries(25):
        assert as_analyst.get(url("return_detail", kept)).status_code == 200
