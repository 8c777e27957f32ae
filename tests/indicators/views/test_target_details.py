"""The pages of a target with bands, baseline and tolerance, and of which way is good."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, User
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator, PolarityOverride, Target
from indicators.polarities import set_polarity
from indicators.targets import set_target

TARGETS = reverse("target_list", args=["901"])
TARGET = reverse("target_set", args=["901", "REREF_PCT"])
POLARITY = reverse("polarity_set", args=["901", "REREF_PCT"])
FIRST_DAY = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2024"}
BANDS = {"outstanding": "90+", "good": "80-89", "requires_improvement": "70-79", "sense": "at_least"}
WHOLE = FIRST_DAY | BANDS | {
    "text": "85%",
    "baseline": "78.5%",
    "baseline_note": "2022-23",
    "tolerance_kind": "relative",
    "tolerance": "10",
}  # fmt: skip
DECISION = FIRST_DAY | {"polarity": "high", "reason": "More referrals is our aim"}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_everything_given_on_the_form_is_kept_listed_and_offered_again(
    as_approver: Client, as_analyst: Client, indicators: dict[str, Indicator]
) -> None:
    as_approver.post(TARGET, WHOLE)

    kept = Target.objects.get()
    assert (kept.text, kept.good) == ("85%", "80-89")
    assert (kept.baseline, kept.tolerance) == (Decimal("78.5"), Decimal(10))
    listed = text_of(as_analyst.get(TARGETS))
    for words in ("Requires improvement", "80-89", "78.5%", "2022-23", "Amber within 10% of the target"):
        assert words in listed
    again = text_of(as_approver.get(TARGET))
    for value in ("85%", "90+", "80-89", "70-79", "78.5", "2022-23", "10"):
        assert f'value="{value}"' in again


def test_bands_without_a_target_are_set_and_said(
    as_approver: Client, indicators: dict[str, Indicator]
) -> None:
    page = text_of(as_approver.post(TARGET, WHOLE | {"text": ""}, follow=True))

    assert "The bands of Re-referrals are set." in page
    assert Target.objects.get().text == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"good": ""}, "all three bands"),
        ({"good": "about 85"}, "is not a band"),
        ({"sense": "at_most"}, "high is good, and the target that low is"),
        ({"baseline": "c"}, "Give the baseline as a number"),
        ({"baseline": "0.785"}, "looks like a fraction"),
        ({"baseline": ""}, "without the baseline"),
        ({"tolerance": "-1"}, "tolerance of -1 cannot be"),
        ({"tolerance": ""}, "together with how it is measured"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence_and_nothing_is_kept(
    as_approver: Client, indicators: dict[str, Indicator], fields: dict[str, str], words: str
) -> None:
    page = text_of(as_approver.post(TARGET, WHOLE | fields))

    assert "There is a problem" in page
    assert words in page
    assert not Target.objects.exists()


def test_which_way_is_good_is_decided_with_a_reason_and_shown_beside_the_targets(
    as_approver: Client, as_analyst: Client, indicators: dict[str, Indicator]
) -> None:
    page = text_of(as_approver.post(POLARITY, DECISION, follow=True))

    assert "The decision about Re-referrals is kept." in page
    assert "High is good here, by decision of your authority." in page
    assert PolarityOverride.objects.get().valid_from == date(2024, 4, 1)
    assert "High is good, as your authority decided" in text_of(as_analyst.get(TARGETS))
    history = text_of(as_approver.get(POLARITY))
    assert "More referrals is our aim" in history


def test_it_goes_back_to_the_catalogues(as_approver: Client, indicators: dict[str, Indicator]) -> None:
    as_approver.post(POLARITY, DECISION)
    as_approver.post(POLARITY, DECISION | {"polarity": "", "reason": "As everybody does"})

    assert PolarityOverride.objects.latest("pk").polarity == ""
    assert "by decision of your authority" not in text_of(as_approver.get(TARGET))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Say why."),
        ({"polarity": "sideways"}, "Select a valid choice"),
        ({"valid_from_day": "31", "valid_from_month": "2"}, "is not a day"),
    ],
)
def test_a_decision_that_is_not_whole_is_not_kept(
    as_approver: Client, indicators: dict[str, Indicator], fields: dict[str, str], words: str
) -> None:
    assert words in text_of(as_approver.post(POLARITY, DECISION | fields))
    assert not PolarityOverride.objects.exists()


def test_only_the_authoritys_own_approver_decides(
    as_analyst: Client, as_scrutiny: Client, as_stranger: Client, indicators: dict[str, Indicator]
) -> None:
    for browser, status in ((as_analyst, 403), (as_scrutiny, 403), (as_stranger, 404)):
        assert browser.get(POLARITY).status_code == status
        assert browser.post(POLARITY, DECISION).status_code == status
    assert not PolarityOverride.objects.exists()


def test_an_indicator_of_another_authority_is_not_there(
    as_approver: Client, other_authority: Authority, indicators: dict[str, Indicator]
) -> None:
    Indicator.objects.filter(code="STAFF_N").update(owner_authority=other_authority)
    assert as_approver.get(reverse("polarity_set", args=["901", "STAFF_N"])).status_code == 404


def test_the_list_costs_the_same_however_many_decisions_and_bands_there_are(
    as_approver: Client,
    authority: Authority,
    approver: User,
    indicators: dict[str, Indicator],
    django_assert_max_num_queries: Any,
) -> None:
    for indicator in indicators.values():
        for _ in range(5):
            set_polarity(
                authority=authority,
                indicator=indicator,
                polarity=Polarity.HIGH,
                valid_from=date(2024, 4, 1),
                reason="A test",
                by=approver,
            )
            fields: dict[str, Any] = dict(BANDS)
            set_target(
                authority=authority,
                indicator=indicator,
                text="85",
                valid_from=date(2024, 4, 1),
                by=approver,
                **fields,
            )
    with django_assert_max_num_queries(19):
        assert as_approver.get(TARGETS).status_code == 200


def test_a_target_that_takes_the_place_of_a_later_one_says_so(
    as_approver: Client, indicators: dict[str, Indicator]
) -> None:
    year = {"valid_to_day": "31", "valid_to_month": "3", "valid_to_year": "2025"}
    as_approver.post(TARGET, FIRST_DAY | year | {"text": "21%", "sense": "at_most"})
    earlier = FIRST_DAY | {"valid_from_year": "2023", "sense": "at_most"}

    closed = {"valid_to_day": "31", "valid_to_month": "3", "valid_to_year": "2024"}
    beside = text_of(as_approver.post(TARGET, earlier | closed | {"text": "24%"}, follow=True))
    assert "takes the place" not in beside

    page = text_of(as_approver.post(TARGET, earlier | {"text": "23%"}, follow=True))
    assert "It also takes the place of the target from 1 April 2024 (21%): set that one again" in page
