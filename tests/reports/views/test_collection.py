"""The pages of the collection: the board, its deadline and its reminders, and who may do what there."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from authorities.models import Authority, Region, Role
from indicators.models import ReturnState
from reports.models import CollectionDeadline, Reminder
from tests.factories.authority import AuthorityFactory
from tests.factories.collection_deadline import CollectionDeadlineFactory
from tests.factories.membership import MembershipFactory
from tests.factories.publication import PublicationFactory
from tests.factories.region import RegionFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.user import UserFactory
from tests.reports.html_tree import main, tree, words
from tests.reports.scenes import Scene

pytestmark = pytest.mark.django_db

QUARTER = date(2025, 6, 30)
LATE_BY_3 = datetime(2025, 8, 2, 9, tzinfo=UTC)


@pytest.fixture
def region() -> Region:
    """Ashmere has published; Birchden, with an analyst, has submitted."""
    region: Region = RegionFactory.create(name="Test region")
    made = {name: AuthorityFactory.create(region=region, name=name) for name in ("Ashmere", "Birchden")}
    analyst = UserFactory.create(name="An analyst", email="analyst@birchden.example")
    MembershipFactory.create(authority=made["Birchden"], user=analyst)
    for name, state in (("Ashmere", ReturnState.APPROVED), ("Birchden", ReturnState.SUBMITTED)):
        ReturnFactory.create(
            authority=made[name],
            period_end=QUARTER,
            state=state,
            submitted_by=analyst,
            submitted_at="2025-07-20T10:00Z",
        )
    PublicationFactory.create(scorecard__authority=made["Ashmere"], scorecard__period_end=QUARTER)
    return region


@pytest.fixture
def lead(region: Region) -> Client:
    return signed_in(role=Role.REGIONAL_LEAD, region=region)


@pytest.fixture(autouse=True)
def three_days_after_the_day() -> Any:
    with time_machine.travel(LATE_BY_3, tick=False) as clock:
        yield clock


def signed_in(**membership: Any) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(**membership).user)
    return client


def staff_of(region: Region, name: str) -> Client:
    return signed_in(role=Role.APPROVER, authority=Authority.objects.get(region=region, name=name))


def address(name: str, region: Region, *args: str) -> str:
    return reverse(name, args=[region.code, *args])


def board_page(client: Client, region: Region, **query: str) -> Any:
    answer = client.get(address("region_board", region), query)
    assert answer.status_code == 200
    return main(tree(answer.content))


def rows(page: Any) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.iterfind(".//tbody/tr")]


def test_a_lead_sees_who_is_late_since_when_and_by_whom(region: Region, lead: Client) -> None:
    page = board_page(lead, region)
    said = words(page)
    assert "1 of 2 is late" in said
    assert "were due on 30 July 2025, 3 days ago. 2 of 2 authorities have uploaded a return" in said
    assert "1 has it approved and 1 has published a scorecard" in said
    assert "Late: Birchden." in said
    ashmere, birchden = rows(page)
    assert ashmere[:2] == ["Ashmere", "Published"]
    assert ashmere[5:] == ["Version 1", "–", "–"]
    assert birchden == [
        *("Birchden", "3 days late Submitted for approval", "20 July 2025, 11:00", "An analyst", "1"),
        *("Not yet", "–", "Send a reminder to Birchden"),
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-07-29", "are due on 30 July 2025, in 1 day."),
        ("2025-07-30", "are due today, 30 July 2025."),
        ("2025-07-31", "were due on 30 July 2025, 1 day ago."),
    ],
)
def test_the_day_is_said_before_on_and_after_it(
    region: Region, lead: Client, three_days_after_the_day: Any, day: str, said: str
) -> None:
    three_days_after_the_day.move_to(datetime.fromisoformat(f"{day}T09:00:00+00:00"))
    text = words(board_page(lead, region))
    assert said in text
    assert ("1 of 2 is late" in text) == ("Late:" in text) == (day == "2025-07-31")
    assert ("1 of 2 has an approved return" in text) == (day != "2025-07-31")


def test_staff_of_an_authority_see_states_only_and_open_their_own_publication_alone(region: Region) -> None:
    for own, links in (("Ashmere", 1), ("Birchden", 0)):
        page = board_page(staff_of(region, own), region)
        assert [row[1] for row in rows(page)] == ["Published", "3 days late Submitted for approval"]
        assert {len(row) for row in rows(page)} == {4}
        assert "An analyst" not in words(page) and "Remind" not in words(page)
        assert "Change the deadline" not in words(page)
        assert len(page.findall(".//tbody//a")) == links
        assert rows(page)[0][3] == "Version 1"


def test_the_board_shows_no_figure_at_all(scene: Scene) -> None:
    page = board_page(scene.client(Role.REGIONAL_LEAD), scene.authority.region, period="2025-01-31")
    shown = [words(cell) for cell in page.iter("td")]
    assert "Approved" in shown
    assert not [text for text in shown if "%" in text or text in ("21", "55.5", "3")]


def test_a_region_without_returns_shows_the_current_quarter_not_started() -> None:
    region = RegionFactory.create()
    AuthorityFactory.create(region=region, name="Ashmere")
    page = board_page(signed_in(role=Role.REGIONAL_LEAD, region=region), region)
    assert rows(page)[0][1] == "3 days late Not started"
    assert [option.get("value") for option in page.iter("option")] == ["2025-06-30"]


@pytest.mark.parametrize("query", ["period=1900-01-31", "period=x", "sort=x", "page=9"])
def test_an_address_that_was_tampered_with_shows_the_current_quarter(
    region: Region, lead: Client, query: str
) -> None:
    answer = lead.get(f"{address('region_board', region)}?{query}")
    assert answer.status_code == 200 and "Returns of Test region, 30 June 2025" in answer.content.decode()


def test_sorted_by_state_the_late_come_first_then_the_furthest_behind(region: Region, lead: Client) -> None:
    third = AuthorityFactory.create(region=region, name="Cawdale")
    ReturnFactory.create(authority=third, period_end=QUARTER, state=ReturnState.APPROVED)
    AuthorityFactory.create(region=region, name="Dunholt")
    assert [row[0] for row in rows(board_page(lead, region, sort="place"))] == [
        *("Dunholt", "Birchden", "Cawdale", "Ashmere"),
    ]


def test_more_authorities_need_no_more_queries() -> None:
    asked = []
    for many in (3, 12):
        region = RegionFactory.create()
        for authority in AuthorityFactory.create_batch(many, region=region):
            ReturnFactory.create(authority=authority, period_end=QUARTER, state=ReturnState.SUBMITTED)
            PublicationFactory.create(scorecard__authority=authority, scorecard__period_end=QUARTER)
        client = signed_in(role=Role.REGIONAL_LEAD, region=region)
        with CaptureQueriesContext(connection) as captured:
            board_page(client, region)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 20


def test_the_files_hold_the_rows_of_the_page(region: Region, lead: Client) -> None:
    answer = lead.get(address("region_board_export", region, "csv"), {"period": "2025-06-30"})
    assert f'filename="returns-{region.code}-2025-06.csv"' in answer["Content-Disposition"]
    held = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["authority"], row["days_late"]) for row in held] == [("Ashmere", "0"), ("Birchden", "3")]
    assert held[1]["by"] == "An analyst"
    answer = lead.get(address("region_board_export", region, "xlsx"))
    assert answer.content.startswith(b"PK") and "2025-06.xlsx" in answer["Content-Disposition"]
    assert lead.get(address("region_board_export", region, "json")).status_code == 404
    states = staff_of(region, "Ashmere").get(address("region_board_export", region, "csv")).content.decode()
    assert "An analyst" not in states and "Submitted for approval" in states


def test_a_lead_sets_the_deadline_and_the_board_follows(region: Region, lead: Client) -> None:
    page = lead.get(address("region_deadline", region), {"period": "2025-06-30"})
    assert "Now: 30 July 2025, without reminders." in words(tree(page.content))
    day = {"due_on_day": "15", "due_on_month": "8", "due_on_year": "2025", "remind": "on"}
    after = lead.post(f"{address('region_deadline', region)}?period=2025-06-30", day, follow=True)
    said = words(tree(after.content))
    assert "Returns for 30 June 2025 are due on 15 August 2025." in said
    assert "in 13 days" in said and "is reminded by e-mail a week before" in said
    held = CollectionDeadline.objects.get()
    assert (held.region, held.period_end, held.due_on, held.remind) == (
        *(region, QUARTER, date(2025, 8, 15), True),
    )


def test_the_deadline_of_the_quarter_that_is_running_can_be_told_before_it_ends(
    region: Region, lead: Client
) -> None:
    day = {"due_on_day": "31", "due_on_month": "10", "due_on_year": "2025"}
    lead.post(f"{address('region_deadline', region)}?period=2025-09-30", day)
    assert CollectionDeadline.objects.get().period_end == date(2025, 9, 30)
    page = board_page(lead, region)
    assert [option.get("value") for option in page.iter("option")] == ["2025-09-30", "2025-06-30"]
    assert "Returns of Test region, 30 June 2025" in words(page), "the one that ended stays the first shown"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (("30", "6", "2025"), "is not after the period"),
        (("31", "2", "2025"), "is not a day"),
        (("", "", ""), "Give a day, a month and a year."),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_the_field(
    region: Region, lead: Client, day: tuple[str, str, str], sentence: str
) -> None:
    data = {f"due_on_{name}": part for name, part in zip(("day", "month", "year"), day, strict=True)}
    answer = lead.post(address("region_deadline", region), data)
    assert answer.status_code == 200 and sentence in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()
    assert not CollectionDeadline.objects.exists()


def test_a_lead_reminds_those_who_are_late_and_the_board_says_so(
    region: Region, lead: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Remind who is late and can be written to (1)" in words(board_page(lead, region))
    with django_capture_on_commit_callbacks(execute=True):
        after = lead.post(address("region_remind", region), {"period": "2025-06-30"}, follow=True)
    assert "Reminded by e-mail: Birchden." in words(tree(after.content))
    page = main(tree(after.content))
    assert rows(page)[1][-2:] == ["2 August 2025", "Reminded today"]
    assert "Remind who is late" not in words(page)
    assert [letter.to for letter in mail.outbox] == [["analyst@birchden.example"]]
    again = lead.post(address("region_remind", region), {"period": "2025-06-30"}, follow=True)
    assert "Nobody was reminded. Birchden was reminded today already." in words(tree(again.content))
    assert Reminder.objects.count() == 1


def test_a_lead_reminds_one_authority_of_the_period_that_is_shown(region: Region, lead: Client) -> None:
    CollectionDeadlineFactory.create(region=region, period_end=date(2025, 9, 30))
    code = Authority.objects.get(name="Birchden").code
    answer = lead.post(address("region_remind", region), {"period": "2025-09-30", "authority": code})
    assert answer["Location"] == f"{address('region_board', region)}?period=2025-09-30"
    assert Reminder.objects.get().period_end == date(2025, 9, 30)
    elsewhere = AuthorityFactory.create().code
    for wrong in (elsewhere, "no such"):
        assert lead.post(address("region_remind", region), {"authority": wrong}).status_code == 404
    assert Reminder.objects.count() == 1


def test_an_authority_with_nobody_to_write_to_has_no_button(region: Region, lead: Client) -> None:
    Authority.objects.get(name="Birchden").memberships.update(ended_at=LATE_BY_3)
    page = board_page(lead, region)
    assert rows(page)[1][-1] == "Nobody to write to: ask the administrator for an account"
    assert not page.findall(".//form[@method='post']")


def test_names_with_commas_are_told_apart(region: Region, lead: Client) -> None:
    for name in ("Bristolwick, City of", "Herefordshaw, County of"):
        AuthorityFactory.create(region=region, name=name)
    page = words(board_page(lead, region))
    assert "Late: Birchden; Bristolwick, City of; Herefordshaw, County of." in page


def test_the_page_is_called_by_one_name(region: Region, lead: Client) -> None:
    page = board_page(lead, region)
    assert words(page.find(".//h1")) == "Who has returned: Test region"
    assert "Who has returned" in [words(link) for link in page.iterfind(".//nav//a")]


def test_only_leads_of_the_region_set_deadlines_and_remind(region: Region) -> None:
    staff, stranger = staff_of(region, "Ashmere"), signed_in(role=Role.REGIONAL_LEAD)
    for client, status in ((staff, 403), (stranger, 404)):
        assert client.get(address("region_deadline", region)).status_code == status
        assert client.post(address("region_remind", region)).status_code == status
    assert stranger.get(address("region_board", region)).status_code == 404
    assert not Reminder.objects.exists()


def test_a_reminder_is_never_sent_by_following_a_link(region: Region, lead: Client) -> None:
    assert lead.get(address("region_remind", region)).status_code == 405
