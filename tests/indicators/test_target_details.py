"""Bands, baseline and tolerance of a target: kept as typed, refused by name, found at their dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from authorities.models import AuditEvent, Authority, User
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, Job, Target
from indicators.polarities import set_polarity
from indicators.targets import TargetRefused, set_target, targets_at

BANDS = {"outstanding": "<14", "good": "14-17", "requires_improvement": "18-22"}


@pytest.fixture
def set_share(authority: Authority, approver: User, indicators: dict[str, Indicator]) -> Any:
    """Set the target of the percentage, which is low-good, from 1 April 2024 unless said otherwise."""
    Indicator.objects.filter(code="REREF_PCT").update(polarity="low")

    def do(text: str = "", **fields: Any) -> Target:
        indicator = Indicator.objects.get(code="REREF_PCT")
        given = {"valid_from": date(2024, 4, 1)} | fields
        return set_target(authority=authority, indicator=indicator, text=text, by=approver, **given)

    return do


def test_everything_that_was_given_is_kept_and_the_trail_says_it(set_share: Any) -> None:
    set_share(
        "16%",
        **BANDS,
        baseline=Decimal("24.3"),
        baseline_note=" 2022-23 ",
        tolerance_kind="points",
        tolerance=Decimal("2.5"),
        source="Plan",
        reason="Agreed",
    )

    kept = Target.objects.get()
    assert (kept.outstanding, kept.good, kept.requires_improvement) == ("<14", "14-17", "18-22")
    assert (kept.baseline, kept.baseline_note) == (Decimal("24.3"), "2022-23")
    assert (kept.tolerance_kind, kept.tolerance) == ("points", Decimal("2.5"))
    sentence = AuditEvent.objects.get(act="set a target").sentence
    assert "16%, bands 18-22 / 14-17 / <14, baseline 24.3" in sentence


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"outstanding": "<14"}, "good", "all three bands"),
        (BANDS | {"good": "about 15"}, "good", "is not a band"),
        (BANDS | {"requires_improvement": "12-13"}, "outstanding", "do not say|not in one order"),
        (BANDS | {"requires_improvement": "18-140"}, "requires_improvement", "more than 100"),
        # High-good bands for a low-good indicator need the side to be said.
        (
            {"outstanding": "90+", "good": "80-89", "requires_improvement": "70-79"},
            "outstanding",
            "polarity is low.*choose 'At least this'",
        ),
        (BANDS | {"sense": "at_least"}, "outstanding", "low is good, and the target that high is"),
        (BANDS | {"text": "90+"}, "outstanding", "low is good, and the target that high is"),
        ({"sense": "sideways"}, "sense", "Choose which side"),
        ({"tolerance": Decimal(5)}, "tolerance", "together with how it is measured"),
        ({"tolerance_kind": "points"}, "tolerance", "together with how it is measured"),
        ({"tolerance_kind": "points", "tolerance": Decimal(-1)}, "tolerance", "tolerance of -1 cannot be"),
        ({"tolerance_kind": "relative", "tolerance": Decimal(101)}, "tolerance", "0 to 100"),
        ({"tolerance_kind": "relative", "tolerance": Decimal("NaN")}, "tolerance", "cannot be"),
        ({"tolerance_kind": "points", "tolerance": Decimal("0.00001")}, "tolerance", "4 decimals"),
        ({"tolerance_kind": "bands", "tolerance": Decimal(1)}, "tolerance_kind", "Choose how"),
        ({"baseline": Decimal(-1)}, "baseline", "baseline of -1 cannot be"),
        ({"baseline": Decimal(101)}, "baseline", "give 0 to 100"),
        ({"baseline": Decimal("Infinity")}, "baseline", "cannot be"),
        ({"baseline_note": "2022-23"}, "baseline", "without the baseline"),
        ({"source": "x" * 121}, "source", "Shorten it to 120"),
        ({"reason": "x" * 301}, "reason", "Shorten it to 300"),
        ({"text": "about 20"}, "text", "not a target"),
        ({"valid_to": date(2024, 3, 31)}, "valid_to", "last day is before the first"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field(
    set_share: Any, fields: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(TargetRefused, match=words) as refused:
        set_share(**fields)

    assert refused.value.field == field
    assert not Target.objects.exists()
    assert not Job.objects.exists()


def test_a_side_said_with_the_target_lets_bands_go_against_the_polarity(set_share: Any) -> None:
    set_share(outstanding="90+", good="80-89", requires_improvement="70-79", sense="at_least")

    assert Target.objects.get().good == "80-89"


def test_bands_follow_the_polarity_that_the_authority_decided_on(
    set_share: Any, authority: Authority, approver: User
) -> None:
    indicator = Indicator.objects.get(code="REREF_PCT")
    set_polarity(
        authority=authority,
        indicator=indicator,
        polarity=Polarity.HIGH,
        valid_from=date(2024, 4, 1),
        reason="For a test",
        by=approver,
    )

    set_share(outstanding="90+", good="80-89", requires_improvement="70-79")

    assert Target.objects.count() == 1


def test_bands_alone_are_a_target_and_so_is_a_baseline_alone(set_share: Any, authority: Authority) -> None:
    day = date(2025, 1, 31)
    set_share(**BANDS)
    assert targets_at(authority, day)["REREF_PCT"].good == "14-17"

    set_share(baseline=Decimal(24))
    assert targets_at(authority, day)["REREF_PCT"].baseline == 24

    set_share()
    assert targets_at(authority, day) == {}
