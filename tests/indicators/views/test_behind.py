"""The page of the rows behind a figure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.access import ROLE_ACTS, Act
from authorities.models import AuditEvent, Authority, Role
from indicators.children.storing import store_lists
from indicators.models import CountedValue, Return, ReturnState
from tests.factories.bank_holiday import BankHolidayFactory
from tests.factories.counted_value import CountedValueFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.children.answers import answer, read

ROWS = 60
PAGE = reverse("rows_behind", args=["901", "2025-01", "REF_NFA_PCT", "R6"])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def children(first: int) -> list[int]:
    return [first + n for n in range(ROWS)]


def lists_of(authority: Authority, first: int) -> Return:
    """Sixty referrals of sixty children, the first ten without further action."""
    made: Return = ChildrenReturnFactory.create(authority=authority, state=ReturnState.APPROVED)
    referred = [date(2024, 12, 3)] * ROWS
    flags = [n < 10 for n in range(ROWS)]
    given = answer(3, rows=ROWS, child=children(first), referred=referred, no_further_action=flags)
    store_lists(made, read(given))
    return made


@pytest.fixture
def counted(authority: Authority) -> CountedValue:
    for year in (2024, 2025):
        BankHolidayFactory.create(day=date(year, 12, 25))
    indicator = IndicatorFactory.create(code="REF_NFA_PCT", windows=["R6"], annex_a_lists=[3])
    made: CountedValue = CountedValueFactory.create(
        authority=authority,
        indicator=indicator,
        numerator=10,
        denominator=ROWS,
        source_return=lists_of(authority, first=10**15),
    )
    return made


@pytest.fixture
def looks() -> Any:
    return AuditEvent.objects.filter(act="look at rows")


def test_rows_are_named_by_their_place_and_no_identifier_is_shown(
    as_analyst: Client, counted: CountedValue
) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert "3. Referrals" in page and "January 2025, version 1" in page
    assert "Date of referral: 3 December 2024" in page
    assert "Rows 1 to 50 of 60" in page and "The short pseudonym is made from" in page
    assert not any(str(child) in page for child in children(10**15))


def test_the_page_says_by_which_definition_and_what_to_know_of_the_figure(
    as_analyst: Client, counted: CountedValue
) -> None:
    indicator = counted.indicator
    indicator.rule, indicator.numerator = "Only <b> the first", "referrals closed"
    indicator.save()

    plain = text_of(as_analyst.get(PAGE))
    CountedValue.objects.update(proxy=True, complete=False)
    tagged = text_of(as_analyst.get(PAGE))

    assert "What is counted: referrals closed; out of: referrals. Only &lt;b&gt; the first" in plain
    for word in (">Proxy<", ">Incomplete<"):
        assert word in tagged and word not in plain


def test_the_sides_add_up_to_the_parts_and_are_looked_at_apart(
    as_approver: Client, counted: CountedValue
) -> None:
    everything, alone = text_of(as_approver.get(PAGE)), text_of(as_approver.get(PAGE, {"side": "numerator"}))

    for words in ("All (60)", "Counted (10)", "In the base only (50)"):
        assert words in everything
    assert "Left out" not in everything
    assert alone.count("3 December 2024") == 10
    assert "Rows 1 to 50 of 60" in text_of(as_approver.get(PAGE, {"side": "nobody"}))


def test_each_page_that_is_looked_at_is_recorded(
    as_analyst: Client, counted: CountedValue, looks: Any
) -> None:
    as_analyst.get(PAGE)
    response = as_analyst.get(PAGE, {"page": 2})

    assert "Rows 51 to 60 of 60" in text_of(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert [event.details["rows"] for event in looks] == [60, 60]


def test_another_authoritys_rows_are_never_among_them(
    as_analyst: Client, counted: CountedValue, other_authority: Authority
) -> None:
    lists_of(other_authority, first=2 * 10**15)

    assert "All (60)" in text_of(as_analyst.get(PAGE))


def test_a_figure_that_is_not_counted_says_so_and_is_no_look(
    as_analyst: Client, counted: CountedValue, looks: Any
) -> None:
    for address in (
        reverse("rows_behind", args=["901", "2024-12", "REF_NFA_PCT", "R6"]),
        reverse("rows_behind", args=["901", "2025-01", "REF_NFA_PCT", "M"]),
    ):
        assert "This figure is not counted" in text_of(as_analyst.get(address))
    assert not looks.exists()


@pytest.mark.parametrize("args", [("2025-13", "REF_NFA_PCT", "R6"), ("2025-01", "NO_SUCH", "R6"),
                                  ("2025-01", "REF_NFA_PCT", "R7")])  # fmt: skip
def test_what_is_no_figure_is_not_found(
    as_analyst: Client, counted: CountedValue, args: tuple[str, ...]
) -> None:
    assert as_analyst.get(reverse("rows_behind", args=["901", *args])).status_code == 404


def test_nobody_else_sees_a_row(
    as_scrutiny: Client, as_stranger: Client, as_administrator: Client, counted: CountedValue, looks: Any
) -> None:
    found = [browser.get(PAGE) for browser in (as_scrutiny, as_stranger, as_administrator)]

    assert [response.status_code for response in found] == [403, 404, 404]
    assert not any("3 December 2024" in text_of(response) for response in found)
    assert not looks.exists()


def test_seeing_drafts_is_not_enough(
    as_analyst: Client, counted: CountedValue, looks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROLE_ACTS, Role.ANALYST, ROLE_ACTS[Role.ANALYST] - {Act.SEE_CHILDREN})

    assert as_analyst.get(PAGE).status_code == 403
    assert PAGE not in text_of(as_analyst.get(reverse("counted", args=["901", "2025-01"])))
    assert not looks.exists()
