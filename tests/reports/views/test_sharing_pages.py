"""The pages on which a region's agreement is read and recorded, and an authority decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from authorities.models import Authority, Region, Role, SeenBy, SharingAgreement, SharingChoice, User
from indicators.returns.period_choices import last_ended_quarter
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.html_tree import main, tree, words

pytestmark = pytest.mark.django_db
LATER = date(2090, 4, 1)


class There:
    """A region of two authorities, Amber with its people, and two families of indicators."""

    def __init__(self) -> None:
        self.region: Region = RegionFactory.create(name="Test region")
        self.amber: Authority = AuthorityFactory.create(name="Amber", region=self.region)
        self.birch: Authority = AuthorityFactory.create(name="Birch", region=self.region)
        self.people: dict[str, User] = {
            role: MembershipFactory.create(role=role, authority=self.amber).user
            for role in (Role.ANALYST, Role.APPROVER, Role.SCRUTINY)
        }
        lead = MembershipFactory.create(role=Role.REGIONAL_LEAD, authority=None, region=self.region)
        self.people[Role.REGIONAL_LEAD] = lead.user
        for family in ("workforce", "CLA"):
            IndicatorFactory.create(family=family)
        self.of_region = reverse("region_sharing", args=[self.region.code])
        self.of_amber = reverse("authority_sharing", args=[self.amber.code])

    def client(self, role: str) -> Client:
        client = Client()
        client.force_login(self.people[role])
        return client

    def read(self, address: str, role: str) -> str:
        answer = self.client(role).get(address)
        assert answer.status_code == 200
        return words(main(tree(answer.content)))

    def record(self, role: str = Role.REGIONAL_LEAD, **other: Any) -> tuple[int, str]:
        wanted: dict[str, Any] = {
            "seen_by": SeenBy.LEADS,
            "left_out": ["CLA"],
            "reason": "Directors, item 4",
            **day_boxes(date(2024, 4, 1)),
        }
        answer = self.client(role).post(self.of_region, wanted | other, follow=True)
        return answer.status_code, words(tree(answer.content))

    def decide(self, shares: str, role: str = Role.APPROVER, reason: str = "A new system") -> tuple[int, str]:
        sent = {"shares": shares, "reason": reason}
        answer = self.client(role).post(self.of_amber, sent, follow=True)
        return answer.status_code, words(tree(answer.content))


def day_boxes(day: date) -> dict[str, Any]:
    return {
        "valid_from_day": day.day,
        "valid_from_month": day.month,
        "valid_from_year": day.year,
    }


@pytest.fixture
def there(db: None) -> There:
    return There()


# What the region agreed on


def test_without_an_agreement_the_default_is_said_in_words(there: There) -> None:
    for role in (Role.ANALYST, Role.REGIONAL_LEAD):
        page = there.read(there.of_region, role)
        assert "and the staff of every authority that shares, see approved figures of this year" in page
        assert "No family of indicators is left out." in page
        assert "The region has recorded no agreement for that period." in page
        assert "2 of 2 authorities share Share, as is the default: Amber; Birch." in page


def test_a_lead_records_an_agreement_and_all_of_the_region_read_it(there: There) -> None:
    status, done = there.record()
    assert status == 200
    assert "The agreement is recorded. It holds for period ends from 1 April 2024." in done
    kept = SharingAgreement.objects.get()
    assert (kept.seen_by, kept.left_out, kept.valid_from) == (SeenBy.LEADS, ["CLA"], date(2024, 4, 1))
    assert kept.set_by == there.people[Role.REGIONAL_LEAD]
    page = there.read(there.of_region, Role.ANALYST)
    assert "Only the regional leads see approved figures of this year side by side." in page
    assert "Left out for everybody: CLA." in page
    assert "Agreed for period ends from 1 April 2024: Directors, item 4" in page
    assert "For period ends from 1 April 2024" not in page


def test_what_begins_later_is_announced_and_does_not_hold_yet(there: There) -> None:
    SharingAgreementFactory.create(region=there.region, valid_from=LATER, left_out=["workforce"])
    page = there.read(there.of_region, Role.APPROVER)
    assert "The region has recorded no agreement for that period." in page
    assert "For period ends from 1 April 2090: Only the regional leads" in page
    assert "Left out for everybody: Workforce." in page


def test_an_earlier_first_day_takes_the_place_of_later_ones_and_says_so(there: There) -> None:
    there.record(**day_boxes(LATER))
    _, done = there.record(left_out=[])
    assert "It also takes the place of the agreement from 1 April 2090" in done
    page = there.read(there.of_region, Role.ANALYST)
    assert "none: a later agreement took its place (from 1 April 2090)" in page
    assert "For period ends from 1 April 2090" not in page


def test_the_periods_that_an_agreement_speaks_for_end_where_a_newer_one_begins(there: There) -> None:
    there.record()
    there.record(seen_by=SeenBy.STAFF, **day_boxes(LATER))
    page = there.read(there.of_region, Role.ANALYST)
    assert "from 1 April 2090 Regional leads, and the staff" in page
    assert "1 April 2024 to 31 March 2090 Regional leads only" in page


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"reason": ""}, "Say what was agreed, and where."),
        ({"reason": "x" * 301}, "at most 300 characters"),
        ({"seen_by": ""}, "Choose who may set authorities side by side."),
        ({"seen_by": "everybody"}, "everybody is not one of the available choices"),
        ({"left_out": ["CLA", "secrets"]}, "secrets is not a family of the catalogue."),
        ({"valid_from_day": "31", "valid_from_month": "2"}, "is not a day"),
    ],
)
def test_what_cannot_be_recorded_is_sent_back_with_a_sentence(
    there: There, other: dict[str, Any], said: str
) -> None:
    status, page = there.record(**other)
    assert status == 200 and "There is a problem" in page and said in page
    assert not SharingAgreement.objects.exists()


def test_the_same_agreement_sent_twice_is_recorded_once(there: There) -> None:
    there.record()
    _, page = there.record()
    assert "This is already what Test region agreed on from 1 April 2024." in page
    assert SharingAgreement.objects.count() == 1


def test_staff_are_offered_no_form_and_are_turned_away_when_they_send_one(there: There) -> None:
    assert "Record a new agreement" in there.read(there.of_region, Role.REGIONAL_LEAD)
    for role in (Role.ANALYST, Role.APPROVER):
        assert "Record a new agreement" not in there.read(there.of_region, role)
        assert there.record(role)[0] == 403
    assert there.record(Role.SCRUTINY)[0] == 404
    assert not SharingAgreement.objects.exists()


def test_a_lead_records_nothing_for_a_region_that_is_not_theirs(there: There) -> None:
    elsewhere = RegionFactory.create()
    answer = there.client(Role.REGIONAL_LEAD).post(
        reverse("region_sharing", args=[elsewhere.code]),
        {"seen_by": SeenBy.STAFF, "reason": "Why not", **day_boxes(date(2024, 4, 1))},
    )
    assert answer.status_code == 404
    assert not SharingAgreement.objects.exists()


def test_who_does_not_share_is_named_with_the_reason_and_without_the_person(there: There) -> None:
    approver = there.people[Role.APPROVER]
    SharingChoiceFactory.create(authority=there.amber, chosen_by=approver)
    for role in (Role.REGIONAL_LEAD, Role.ANALYST):
        page = there.read(there.of_region, role)
        assert "1 of 2 authorities share" in page
        assert "Share, as is the default: Birch." in page
        assert "Does not share" in page and "The figures are being checked" in page
        assert approver.email not in page


def test_authorities_of_other_regions_and_former_ones_are_not_listed(there: There) -> None:
    yesterday = last_ended_quarter(timezone.localdate())
    gone = AuthorityFactory.create(name="Gone", region=there.region, valid_to=yesterday)
    for place in (gone, AuthorityFactory.create(name="Elsewhere")):
        SharingChoiceFactory.create(authority=place)
    page = there.read(there.of_region, Role.REGIONAL_LEAD)
    assert "2 of 2 authorities share" in page
    assert "Gone" not in page and "Elsewhere" not in page


def test_more_authorities_and_agreements_cost_no_more_queries(
    there: There, django_assert_max_num_queries
) -> None:
    client = there.client(Role.REGIONAL_LEAD)
    lead = there.people[Role.REGIONAL_LEAD]
    for number in range(12):
        place = AuthorityFactory.create(region=there.region, name=f"Further {number}")
        SharingChoiceFactory.create(authority=place, chosen_by=lead)
        SharingAgreementFactory.create(region=there.region, valid_from=date(2010 + number, 4, 1), set_by=lead)
    with django_assert_max_num_queries(12):
        assert client.get(there.of_region).status_code == 200


# What an authority decides


def test_an_approver_stops_sharing_and_begins_again(there: There) -> None:
    assert "Amber shares its approved figures" in there.read(there.of_amber, Role.APPROVER)
    _, done = there.decide("no")
    assert "Amber no longer shares its figures with its region, for any period." in done
    choice = SharingChoice.objects.get()
    assert (choice.authority, choice.shares, choice.reason) == (there.amber, False, "A new system")
    assert choice.chosen_by == there.people[Role.APPROVER]
    page = there.read(there.of_amber, Role.ANALYST)
    assert "Amber does not share its figures of this year" in page and "A new system" in page
    _, done = there.decide("yes", reason="It works")
    assert "Amber shares its figures with its region from now on" in done
    assert "Amber shares its approved figures" in there.read(there.of_amber, Role.ANALYST)


def test_who_sees_an_authority_that_does_not_share_is_said_truly(there: There) -> None:
    """Its own staff do see it beside the others, an approver of several more than one."""
    there.decide("no")
    page = there.read(there.of_amber, Role.APPROVER)
    assert "Nobody outside Amber sees it beside others." in page
    assert "seen beside others by nobody outside it" in there.read(there.of_region, Role.ANALYST)


def test_an_analyst_reads_and_an_approver_alone_decides(there: There) -> None:
    assert "Stop sharing" in there.read(there.of_amber, Role.APPROVER)
    page = there.read(there.of_amber, Role.ANALYST)
    assert "Stop sharing" not in page and "An approver of your authority decides" in page
    assert there.decide("no", Role.ANALYST)[0] == 403
    # A lead of the region may not take an authority out, nor force one in.
    assert there.decide("no", Role.REGIONAL_LEAD)[0] == 403
    assert there.decide("no", Role.SCRUTINY)[0] == 403
    assert not SharingChoice.objects.exists()


def test_nobody_decides_for_another_authority(there: There) -> None:
    address = reverse("authority_sharing", args=[there.birch.code])
    answer = there.client(Role.APPROVER).post(address, {"shares": "no", "reason": "Not mine"})
    assert answer.status_code == 404
    assert not SharingChoice.objects.exists()


@pytest.mark.parametrize(
    ("shares", "reason", "said"),
    [
        ("no", "", "Say why."),
        ("no", "x" * 301, "at most 300 characters"),
        ("", "Because", "Choose whether to share."),
        ("perhaps", "Because", "perhaps is not one of the available choices"),
        ("yes", "Because", "Amber shares its figures with its region already."),
    ],
)
def test_what_is_no_decision_is_sent_back_with_a_sentence(
    there: There, shares: str, reason: str, said: str
) -> None:
    status, page = there.decide(shares, reason=reason)
    assert status == 200 and "There is a problem" in page and said in page
    assert not SharingChoice.objects.exists()


def test_a_page_that_was_overtaken_says_how_it_stands_and_offers_the_other_way(there: There) -> None:
    there.decide("no")
    _, page = there.decide("no", reason="I pressed it too")
    assert "Amber does not share its figures now. Nothing was changed." in page
    assert "Share the figures" in page


def test_where_only_leads_compare_the_page_promises_staff_nothing(there: There) -> None:
    SharingAgreementFactory.create(region=there.region)
    page = there.read(there.of_amber, Role.APPROVER)
    assert "By the region's agreement, the staff of an authority see its own figures alone." in page
    there.decide("no")
    assert "Your staff see the other authorities" not in there.read(there.of_amber, Role.APPROVER)


def test_the_way_from_the_neighbours_and_from_the_region_leads_to_the_decision(there: There) -> None:
    client = there.client(Role.ANALYST)
    for address in (reverse("neighbours", args=[there.amber.code]), there.of_region):
        page = main(tree(client.get(address).content))
        assert there.of_amber in {link.get("href") for link in page.iter("a")}
    birch = reverse("authority_sharing", args=[there.birch.code])
    assert birch not in client.get(there.of_region).content.decode()
