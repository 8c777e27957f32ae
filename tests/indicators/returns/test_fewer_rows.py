"""Lists that would take the place of far fuller ones are asked about before they are submitted."""

from __future__ import annotations

from datetime import date

import pytest

from authorities.models import Authority
from indicators.annex_a.answer import AnnexARead, ListAnswer
from indicators.returns.fewer_rows import fewer_rows
from tests.factories.list_read import ListReadFactory
from tests.factories.return_version import ApprovedChildrenReturnFactory

pytestmark = pytest.mark.django_db

JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)


def read(**rows: int) -> AnnexARead:
    """Lists by number, such as list4=30, of so many rows."""
    lists = [
        ListAnswer(int(name.removeprefix("list")), name, "2019", 0, 0, [], [], {"row": list(range(n))})
        for name, n in rows.items()
    ]
    return AnnexARead(lists, [])


@pytest.fixture
def authority() -> Authority:
    approved = ApprovedChildrenReturnFactory.create(period_end=JUNE)
    for number, rows in ((1, 300), (4, 30), (5, 6)):
        ListReadFactory.create(of_return=approved, number=number, rows=rows)
    made: Authority = approved.authority
    return made


def said(authority: Authority, period_end: date, found: AnnexARead) -> list[tuple[str, str]]:
    return [(each.code, each.sentence.split(" (")[0]) for each in fewer_rows(authority, period_end, found)]


def test_lists_as_full_as_before_are_not_asked_about(authority: Authority) -> None:
    assert said(authority, JUNE, read(list1=201, list4=20, list5=1)) == []


def test_a_list_that_shrinks_and_one_that_is_gone_are_named_with_both_counts(authority: Authority) -> None:
    found = list(fewer_rows(authority, JUNE, read(list1=199, list5=6)))
    assert [each.code for each in found] == ["list_much_shorter", "list_gone"]
    assert "199 rows in this file and 300 in the approved version 1" in found[0].sentence
    assert "List 4 (Assessments) is not in this file" in found[1].sentence
    assert "would go from the scorecards" in found[1].sentence


def test_without_approved_lists_of_the_period_the_newest_before_it_are_the_measure(
    authority: Authority,
) -> None:
    found = list(fewer_rows(authority, SEPTEMBER, read(list1=10, list4=30, list5=6)))
    assert [each.code for each in found] == ["list_much_shorter"]
    assert "300 in the lists for June 2024" in found[0].sentence


def test_later_lists_and_other_authorities_are_no_measure(authority: Authority) -> None:
    assert said(authority, date(2024, 3, 31), read(list1=1)) == []
    other = ApprovedChildrenReturnFactory.create(period_end=SEPTEMBER).authority
    assert said(other, SEPTEMBER, read(list1=1)) == []
