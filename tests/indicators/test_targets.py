"""Targets: never written over, the newest that holds at a date speaks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, User
from authorities.refusal import Refused
from indicators.models import Indicator, Job, Target
from indicators.targets import set_target, targets_at


@pytest.fixture
def set_share(authority: Authority, approver: User, indicators: dict[str, Indicator]) -> Any:
    """Set the target of the percentage, from 1 April 2024 unless said otherwise."""

    def do(text: str, **fields: Any) -> Target:
        fields = {"valid_from": date(2024, 4, 1)} | fields
        return set_target(
            authority=authority, indicator=indicators["REREF_PCT"], text=text, by=approver, **fields
        )

    return do


def in_force(authority: Authority, day: date) -> str | None:
    target = targets_at(authority, day).get("REREF_PCT")
    return target.text if target else None


def test_setting_a_target_is_recorded_and_asks_for_recalculation(
    set_share: Any, authority: Authority, approver: User
) -> None:
    target = set_share("21%", source="Corporate plan, page 14")

    assert in_force(authority, date(2025, 1, 31)) == "21%"
    event = AuditEvent.objects.get(act="set a target")
    assert (event.actor, event.object_id) == (approver, str(target.pk))
    assert Job.objects.get().reason == "Target of REREF_PCT set"


def test_a_newer_target_speaks_and_the_older_one_is_kept(set_share: Any, authority: Authority) -> None:
    set_share("21%")
    set_share("20%")

    assert in_force(authority, date(2025, 1, 31)) == "20%"
    assert Target.objects.count() == 2


def test_a_target_holds_only_between_its_days(set_share: Any, authority: Authority) -> None:
    set_share("21%", valid_to=date(2025, 3, 31))

    assert in_force(authority, date(2024, 3, 31)) is None
    assert in_force(authority, date(2024, 4, 1)) == "21%"
    assert in_force(authority, date(2025, 3, 31)) == "21%"
    assert in_force(authority, date(2025, 4, 1)) is None


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a"])
def test_a_blank_target_ends_the_one_before(set_share: Any, authority: Authority, text: str) -> None:
    set_share("21%")
    set_share(text, valid_from=date(2025, 1, 1))

    assert in_force(authority, date(2024, 12, 31)) == "21%"
    assert in_force(authority, date(2025, 1, 31)) is None
    assert Target.objects.filter(text="").count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("about 20 or so", "not a target"),
        ("0.21", "looks like a fraction"),
        ("140%", "more than 100"),
        ("x" * 61, "Shorten"),
    ],
)
def test_a_target_that_cannot_be_read_is_refused(set_share: Any, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        set_share(text)

    assert not Target.objects.exists()
    assert not Job.objects.exists()


def test_days_the_wrong_way_round_are_refused(set_share: Any) -> None:
    with pytest.raises(Refused, match="last day is before the first"):
        set_share("21%", valid_to=date(2024, 3, 31))


def test_targets_of_another_authority_are_not_found(set_share: Any, other_authority: Authority) -> None:
    set_share("21%")

    assert targets_at(other_authority, date(2025, 1, 31)) == {}
