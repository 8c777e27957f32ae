"""How an authority has its figures counted: chosen with a reason, kept, counted again where it matters."""

from __future__ import annotations

import pytest

from authorities.models import AuditEvent, Authority
from authorities.refusal import Refused
from indicators.children.choosing import choices_of, set_choices
from indicators.measures.choices import Choices
from indicators.models import Job, MeasureChoice
from tests.factories.authority import AuthorityFactory
from tests.factories.user import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    made: Authority = AuthorityFactory.create()
    return made


def test_an_authority_that_chose_nothing_has_the_defaults(authority: Authority) -> None:
    assert choices_of(authority) == Choices()


def test_the_newest_choice_holds_and_the_older_one_is_kept(authority: Authority) -> None:
    set_choices(authority=authority, chosen={"cp_visit_working_days": 20}, reason="Our standard", by=None)
    set_choices(authority=authority, chosen={"cp_visit_working_days": 15}, reason="A new one", by=None)
    assert choices_of(authority).cp_visit_working_days == 15
    assert MeasureChoice.objects.filter(authority=authority).count() == 2


def test_only_what_differs_from_the_defaults_is_kept(authority: Authority) -> None:
    chosen = {"cp_visit_working_days": 10, "residential": ["K1", "K2"]}
    made = set_choices(authority=authority, chosen=chosen, reason="Without schools", by=None)
    assert made.chosen == {"residential": ["K1", "K2"]}
    assert choices_of(authority).residential == ("K1", "K2")


def test_a_choice_queues_the_figures_that_read_it_and_no_others(authority: Authority) -> None:
    set_choices(authority=authority, chosen={"care_visit_days": 30}, reason="Monthly", by=None)
    assert Job.objects.get(authority=authority).codes == ["CLA_PWP_VISIT_PCT", "CLA_VISIT_PCT"]
    # A second choice rides on the job that waits, which then counts both.
    set_choices(
        authority=authority, chosen={"care_visit_days": 30, "checks_of_all": True}, reason="All", by=None
    )
    assert Job.objects.get(authority=authority).codes == [
        *("CLA_DENTAL_PCT", "CLA_HEALTH_PCT", "CLA_PWP_VISIT_PCT", "CLA_VISIT_PCT"),
    ]


def test_the_act_is_in_the_trail_with_its_person(authority: Authority) -> None:
    person = UserFactory.create()
    set_choices(authority=authority, chosen={"checks_of_all": True}, reason="As we report", by=person)
    event = AuditEvent.objects.get(authority=authority)
    assert event.actor_name == person.email and "As we report" in event.sentence


@pytest.mark.parametrize(
    ("chosen", "reason", "said"),
    [
        ({"checks_of_all": True}, " ", "Say why"),
        ({}, "No change", "Nothing differs"),
        ({"unheard_of": 1}, "Because", "no choice named unheard_of"),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_changes_nothing(
    authority: Authority, chosen: dict[str, object], reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        set_choices(authority=authority, chosen=chosen, reason=reason, by=None)
    assert not MeasureChoice.objects.exists() and not Job.objects.exists()
