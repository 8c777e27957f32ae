"""The figures counted from lists: page, filter and csv."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority
from indicators.models import CountedValue, JobState
from tests.factories.counted_value import CountedValueFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.job import JobFactory
from tests.factories.return_figure import ReturnFigureFactory
from tests.factories.return_version import ApprovedReturnFactory

NEWEST = reverse("counted_newest", args=["901"])
PAGE = reverse("counted", args=["901", "2025-01"])
CSV = reverse("counted_csv", args=["901", "2025-01"])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def figures(authority: Authority) -> dict[str, CountedValue]:
    """One that the return gives alike, one that it gives otherwise, and one of lists alone."""
    made = {}
    for code, family, given in (
        ("SAME_PCT", "front door", 21),
        ("OTHER_PCT", "cla", 19),
        ("ALONE_PCT", "cla", 0),
    ):
        indicator = IndicatorFactory.create(code=code, name=f"Name of {code}", family=family, windows=["R6"])
        made[code] = CountedValueFactory.create(authority=authority, indicator=indicator)
        if given:
            ReturnFigureFactory.create(
                of_return=ApprovedReturnFactory.create(authority=authority),
                indicator=indicator,
                window="R6",
                numerator=Decimal(given),
            )
    CountedValue.objects.filter(pk=made["ALONE_PCT"].pk).update(
        complete=False, proxy=True, rebuilt=True, excluded={"counter not given": 2}, notes=["Look <b> here"]
    )
    return made


def test_each_figure_stands_beside_the_one_that_was_returned(
    as_analyst: Client, figures: dict[str, CountedValue]
) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert "3 figures counted; 2 also in the return of figures, of which 1 differs; 1 lacks months." in page
    for words in ("21.0%", "19.0%", "+2.0 points", "Differs", "Same", "21 of 100", "19 of 100"):
        assert words in page
    for words in ("Proxy", "Rebuilt", "Incomplete", "left out: counter not given", "Look &lt;b&gt; here"):
        assert words in page
    assert reverse("rows_behind", args=["901", "2025-01", "OTHER_PCT", "R6"]) in page


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"show": "differs"}, {"OTHER_PCT"}),
        ({"show": "incomplete"}, {"ALONE_PCT"}),
        ({"family": "cla"}, {"OTHER_PCT", "ALONE_PCT"}),
        ({"family": "front door", "show": "differs"}, set()),
        ({"family": "no such", "show": "none"}, {"SAME_PCT", "OTHER_PCT", "ALONE_PCT"}),
    ],
)
def test_the_filter_holds_for_the_page_and_for_the_csv(
    as_approver: Client, figures: dict[str, CountedValue], asked: dict[str, str], seen: set[str]
) -> None:
    page, export = text_of(as_approver.get(PAGE, asked)), as_approver.get(CSV, asked)

    assert {code for code in figures if f"Name of {code}" in page} == seen
    rows = list(csv.DictReader(io.StringIO(export.content.decode("utf-8-sig"))))
    assert {row["code"] for row in rows} == seen


def test_where_no_figures_were_returned_nothing_can_differ_and_the_page_says_so(
    as_analyst: Client, authority: Authority
) -> None:
    CountedValueFactory.create(authority=authority)

    page = text_of(as_analyst.get(PAGE, {"show": "differs"}))
    assert "no approved return of figures for 31 January 2025" in page
    ApprovedReturnFactory.create(authority=authority)
    assert "No figure matches." in text_of(as_analyst.get(PAGE, {"show": "differs"}))


def test_the_figure_itself_leads_to_the_rows_behind_it(
    as_analyst: Client, figures: dict[str, CountedValue]
) -> None:
    behind = reverse("rows_behind", args=["901", "2025-01", "OTHER_PCT", "R6"])

    assert text_of(as_analyst.get(PAGE)).count(f'href="{behind}"') == 2


def test_the_csv_has_what_the_page_has(as_analyst: Client, figures: dict[str, CountedValue]) -> None:
    CountedValue.objects.filter(pk=figures["ALONE_PCT"].pk).update(notes=["=cmd"])
    response = as_analyst.get(CSV)

    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}
    other, alone = rows["OTHER_PCT"], rows["ALONE_PCT"]
    assert (other["numerator"], other["denominator"], other["value"]) == ("21", "100", "21")
    assert (other["returned_value"], other["difference"], other["differs"]) == ("19", "2", "yes")
    assert (alone["returned_value"], alone["differs"], alone["complete"]) == ("", "", "no")
    assert (alone["proxy"], alone["rebuilt"], alone["notes"]) == ("yes", "yes", "'=cmd")
    assert 'filename="counted-901-2025-01.csv"' in response.headers["Content-Disposition"]


def test_the_newest_period_opens_unless_another_is_asked_for(
    as_analyst: Client, authority: Authority, figures: dict[str, CountedValue]
) -> None:
    lists = figures["SAME_PCT"].source_return
    CountedValueFactory.create(authority=authority, period_end="2024-12-31", source_return=lists)

    assert as_analyst.get(NEWEST).headers["Location"] == PAGE
    earlier = reverse("counted", args=["901", "2024-12"])
    assert as_analyst.get(NEWEST, {"period": "2024-12"}).headers["Location"] == earlier
    assert as_analyst.get(NEWEST, {"period": "1999-01"}).headers["Location"] == PAGE


def test_nothing_counted_says_what_to_do(
    as_analyst: Client, as_approver: Client, figures: dict[str, CountedValue]
) -> None:
    empty = text_of(as_analyst.get(reverse("counted", args=["901", "2019-01"])))
    assert "Nothing is counted for January 2019" in empty and "See the newest period" in empty
    CountedValue.objects.all().delete()

    assert reverse("return_upload", args=["901"]) in text_of(as_analyst.get(NEWEST))
    assert "An analyst of your authority uploads" in text_of(as_approver.get(NEWEST))


def test_counting_that_is_under_way_is_shown(
    as_analyst: Client, authority: Authority, figures: dict[str, CountedValue]
) -> None:
    job = JobFactory.create(
        kind="recalculate", authority=authority, state=JobState.RUNNING, progress_text="Counting 82 figures"
    )

    assert "Counting 82 figures" in text_of(as_analyst.get(PAGE))
    job.state = JobState.DONE
    job.save()
    assert "data-lfl-progress" not in text_of(as_analyst.get(PAGE))


@pytest.mark.parametrize("period", ["2025-13", "January", "2025-01-15", "1900-01"])
def test_a_period_that_is_none_is_not_found(as_analyst: Client, period: str) -> None:
    for name in ("counted", "counted_csv"):
        assert as_analyst.get(reverse(name, args=["901", period])).status_code == 404


def test_only_the_authoritys_own_staff_see_them(
    as_scrutiny: Client,
    as_stranger: Client,
    as_administrator: Client,
    figures: dict[str, CountedValue],
) -> None:
    for address in (NEWEST, PAGE, CSV):
        found = [browser.get(address) for browser in (as_scrutiny, as_stranger, as_administrator)]
        assert [response.status_code for response in found] == [403, 404, 404]


def test_the_page_costs_the_same_however_many_figures(
    as_analyst: Client, authority: Authority, django_assert_max_num_queries: Any
) -> None:
    for _ in range(60):
        CountedValueFactory.create(authority=authority, indicator=IndicatorFactory.create(windows=["R6"]))

    with django_assert_max_num_queries(20):
        assert "Rows 1 to 50 of 60" in text_of(as_analyst.get(PAGE))
