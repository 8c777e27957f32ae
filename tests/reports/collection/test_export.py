"""The board as a file says what the board says."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from authorities.models import Region
from indicators.models import ReturnKind, ReturnState
from reports.board import board
from reports.collection.deadlines import due_on
from reports.collection.export import board_csv, board_workbook
from tests.factories.authority import AuthorityFactory
from tests.factories.publication import PublicationFactory
from tests.factories.region import RegionFactory
from tests.factories.reminder import ReminderFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db

QUARTER, TODAY = date(2025, 6, 30), date(2025, 8, 2)
LEADS_OWN = {"by", "versions", "approved_version", "last_reminded"}


@pytest.fixture
def region() -> Region:
    """Ashmere has published, of two kinds; =Birchden has nothing, and has been reminded."""
    region: Region = RegionFactory.create(name="Test region")
    first = AuthorityFactory.create(region=region, code="T01", name="Ashmere")
    for kind in ReturnKind:
        ReturnFactory.create(
            authority=first,
            kind=kind,
            period_end=QUARTER,
            state=ReturnState.APPROVED,
            decided_by=UserFactory.create(name="An approver"),
            decided_at=datetime(2025, 7, 3, 8, 30, 59, tzinfo=UTC),
        )
    PublicationFactory.create(scorecard__authority=first, scorecard__period_end=QUARTER)
    second = AuthorityFactory.create(region=region, code="T02", name="=Birchden")
    sent_at = datetime(2025, 8, 1, 23, 30, tzinfo=UTC)
    ReminderFactory.create(authority=second, period_end=QUARTER, sent_at=sent_at)
    return region


def as_csv(region: Region, *, lead: bool = True) -> list[dict[str, str]]:
    text = board_csv(board(region, QUARTER, TODAY), due_on(region, QUARTER), lead=lead)
    return list(csv.DictReader(io.StringIO(text)))


def test_there_is_a_row_for_each_authority_and_kind_of_return(region: Region) -> None:
    late, figures, lists = as_csv(region)
    common = {"code": "T01", "authority": "Ashmere", "period_end": "2025-06-30", "due_on": "2025-07-30"}
    common |= {"state": "Published", "days_late": "0", "kind_state": "Approved", "since": "2025-07-03T09:30"}
    common |= {"by": "An approver", "versions": "1", "approved_version": "1", "published_version": "1"}
    assert figures == common | {"kind": "Figures", "last_reminded": ""}
    assert lists == common | {"kind": "Annex A lists", "last_reminded": ""}
    assert (late["code"], late["state"], late["days_late"], late["since"]) == ("T02", "Not started", "3", "")
    assert late["last_reminded"] == "2025-08-02T00:30"


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(region: Region) -> None:
    assert as_csv(region)[0]["authority"] == "'=Birchden"
    assert workbook(region)[3][1] == "=Birchden"


def test_staff_of_an_authority_get_the_states_without_who_did_it(region: Region) -> None:
    for whole, states in zip(as_csv(region), as_csv(region, lead=False), strict=True):
        assert states == {name: value for name, value in whole.items() if name not in LEADS_OWN}


def workbook(region: Region, *, lead: bool = True) -> list[list[Any]]:
    content = board_workbook(board(region, QUARTER, TODAY), due_on(region, QUARTER), lead=lead)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Returns").to_python()


def test_the_workbook_holds_the_same_with_real_days(region: Region) -> None:
    title, _, heads, *rows = workbook(region)
    assert title[0] == "Returns of Test region, period ending 30 June 2025"
    assert heads[:3] == ["Code", "Authority", "Period ending"] and len(heads) == 14
    assert rows[1][2:7] == [QUARTER, date(2025, 7, 30), "Published", 0, "Figures"]
    assert rows[1][8] == datetime(2025, 7, 3, 9, 30)
    assert [row[0] for row in rows] == [row["code"] for row in as_csv(region)]
    assert len(workbook(region, lead=False)[2]) == len(heads) - len(LEADS_OWN)


def test_a_region_without_authorities_has_a_workbook_with_its_heading() -> None:
    assert workbook(RegionFactory.create())[2][0] == "Code"
