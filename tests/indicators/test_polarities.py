"""Which way an authority takes to be good: from a day on, for itself alone, with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, User
from authorities.refusal import Refused
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, Job, PolarityOverride
from indicators.polarities import polarities_at, set_polarity

APRIL, OCTOBER = date(2024, 4, 1), date(2024, 10, 1)


@pytest.fixture
def decide(authority: Authority, approver: User, indicators: dict[str, Indicator]) -> Any:
    def do(polarity: Polarity | None, valid_from: date = APRIL, reason: str = "Our aim") -> PolarityOverride:
        return set_polarity(
            authority=authority,
            indicator=indicators["CLA_N"],
            polarity=polarity,
            valid_from=valid_from,
            reason=reason,
            by=approver,
        )

    return do


def at(authority: Authority, day: date) -> str | None:
    found = polarities_at(authority, day).get("CLA_N")
    return found.polarity if found else None


def test_a_decision_is_recorded_and_asks_for_recalculation(decide: Any, approver: User) -> None:
    made = decide(Polarity.LOW)

    event = AuditEvent.objects.get(act="set a polarity")
    assert (event.actor, event.object_id) == (approver, str(made.pk))
    assert event.sentence == "set the polarity of CLA_N to low from 01 April 2024: Our aim"
    assert Job.objects.get().reason == "Polarity of CLA_N set"


def test_it_holds_from_its_day_until_the_next_and_back_to_the_catalogue(
    decide: Any, authority: Authority
) -> None:
    decide(Polarity.LOW)
    decide(None, OCTOBER, "Back to the national view")

    assert at(authority, date(2024, 3, 31)) is None
    assert at(authority, APRIL) == "low"
    assert at(authority, date(2024, 9, 30)) == "low"
    assert at(authority, OCTOBER) is None
    assert PolarityOverride.objects.count() == 2


def test_a_newer_decision_about_the_same_days_speaks(decide: Any, authority: Authority) -> None:
    decide(Polarity.LOW, OCTOBER)
    decide(Polarity.HIGH, APRIL)

    assert at(authority, date(2025, 1, 31)) == "high"


def test_another_authority_keeps_the_catalogues(decide: Any, other_authority: Authority) -> None:
    decide(Polarity.LOW)

    assert polarities_at(other_authority, date(2025, 1, 31)) == {}


@pytest.mark.parametrize(("reason", "words"), [(" ", "Say why"), ("x" * 301, "Shorten it to 300")])
def test_it_needs_a_reason_that_can_be_shown(decide: Any, reason: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        decide(Polarity.LOW, reason=reason)

    assert not PolarityOverride.objects.exists()
    assert not Job.objects.exists()
