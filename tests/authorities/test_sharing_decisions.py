"""What is recorded when a region agrees and an authority decides."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from authorities.models import AuditEvent, SeenBy, SharingAgreement, SharingChoice
from authorities.refusal import Refused
from authorities.sharing import choose_sharing, shares_now
from tests.authorities.sharing_region import Three, agree, decide, make_three
from tests.factories.authority import AuthorityFactory
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> Three:
    return make_three()


# Recording an agreement


def test_an_agreement_is_recorded_with_who_and_why_and_the_trail_says_it(three: Three) -> None:
    person = UserFactory.create()
    agree(three.region, left_out=["workforce", "cla", "cla"], reason="  In May,\n item 4 ", by=person)
    kept = SharingAgreement.objects.get()
    assert (kept.left_out, kept.reason, kept.set_by) == (["cla", "workforce"], "In May, item 4", person)
    event = AuditEvent.objects.get()
    assert (event.region, event.authority, event.actor) == (three.region, None, person)
    assert event.object_id == str(kept.pk)
    assert (
        "from 1 April 2025" in event.sentence and "without cla, workforce: In May, item 4" in event.sentence
    )


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"reason": "  "}, "Say what was agreed, and where."),
        ({"reason": "x" * 301}, "The reason has 301 characters. Shorten it to 300."),
    ],
)
def test_an_agreement_without_a_fit_reason_is_refused(three: Three, other: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        agree(three.region, **other)
    assert not SharingAgreement.objects.exists() and not AuditEvent.objects.exists()


def test_what_was_recorded_last_is_not_recorded_again(three: Three) -> None:
    agree(three.region, left_out=["cla", "workforce"])
    with pytest.raises(Refused, match="already what"):
        agree(three.region, left_out=["workforce", "cla"], reason="Pressed twice")
    agree(three.region, seen_by=SeenBy.STAFF)
    agree(three.region, left_out=["cla", "workforce"])
    assert SharingAgreement.objects.count() == 3


# An authority's choice


def test_an_authority_stops_and_begins_again_and_every_decision_is_kept(three: Three) -> None:
    person = UserFactory.create()
    choose_sharing(authority=three.amber, shares=False, reason="A new system", by=person)
    decide(three.amber, shares=True, reason="It works")
    assert [(c.shares, c.reason) for c in SharingChoice.objects.all()] == [
        (True, "It works"),
        (False, "A new system"),
    ]
    assert shares_now(three.region) == {three.amber.pk: True}
    first = AuditEvent.objects.order_by("pk").first()
    assert first is not None
    assert (first.actor, first.authority) == (person, three.amber)
    assert first.sentence == "stopped sharing the authority's figures with its region: A new system"


def test_a_choice_that_changes_nothing_or_says_no_reason_is_refused(three: Three) -> None:
    with pytest.raises(Refused, match="Amber shares its figures with its region already"):
        decide(three.amber, shares=True)
    with pytest.raises(Refused, match="Say why"):
        decide(three.amber, shares=False, reason=" \n ")
    decide(three.amber, shares=False)
    with pytest.raises(Refused, match="Amber does not share its figures now"):
        decide(three.amber, shares=False)
    assert SharingChoice.objects.count() == AuditEvent.objects.count() == 1


def test_neither_what_was_agreed_nor_what_was_decided_can_be_rewritten(three: Three) -> None:
    rows = (SharingAgreementFactory.create(region=three.region), SharingChoiceFactory.create())
    for row in rows:
        everything = type(row)._default_manager.filter(pk=row.pk)
        for rewrite in (lambda e=everything: e.update(reason="Another"), everything.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                rewrite()


@pytest.mark.django_db(transaction=True)
def test_of_two_approvers_who_stop_sharing_at_once_one_is_told_that_it_is_done() -> None:
    authority = AuthorityFactory.create(name="Amber")
    said: list[str] = []
    second_is_done = threading.Event()

    def work() -> None:
        try:
            decide(authority, shares=False, reason="The second")
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()
            second_is_done.set()

    second = threading.Thread(target=work)
    with transaction.atomic():
        decide(authority, shares=False, reason="The first")
        second.start()
        # It cannot be: the second waits until the first is committed.
        assert not second_is_done.wait(timeout=0.5)
    second.join(timeout=30)
    assert said == ["Amber does not share its figures now. Nothing was changed."]
    assert [choice.reason for choice in SharingChoice.objects.all()] == ["The first"]
