"""The pages of the indicator set, local indicators, targets and the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, User
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.models import Indicator, IndicatorInSet, Target
from indicators.targets import set_target
from tests.factories.indicator import IndicatorFactory
from tests.factories.indicator_in_set import IndicatorInSetFactory

SET = reverse("authority_indicators", args=["901"])
TARGETS = reverse("target_list", args=["901"])
TARGET = reverse("target_set", args=["901", "REREF_PCT"])
NEW = reverse("local_indicator_new", args=["901"])
FIRST_DAY = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2024"}
LOCAL = {
    "code": "L_HUB_PCT",
    "name": "Families helped",
    "unit": "percentage",
    "windows": ["Q"],
    "polarity": "high",
    "numerator": "families helped",
    "denominator": "families known",
    "counts_people": "on",
    "in_set": "on",
}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- the set --------------------------------------------------------------------------------------


def test_a_figure_is_added_and_taken_out_on_the_page(
    as_analyst: Client, authority: Authority, indicators: dict[str, Indicator]
) -> None:
    as_analyst.post(reverse("set_add", args=["901"]), {"figure": "STAFF_N:S"})
    item = IndicatorInSet.asked_of(authority).get(indicator__code="STAFF_N")
    assert "Social workers" in text_of(as_analyst.get(SET))

    page = as_analyst.post(reverse("set_remove", args=["901", item.pk]), follow=True)

    assert "no longer in your set" in text_of(page)
    assert not IndicatorInSet.asked_of(authority).filter(pk=item.pk).exists()


@pytest.mark.parametrize("figure", ["", "CLA_N:S", "STAFF_N:R12", "NONE:S", "STAFF_N"])
def test_a_figure_that_is_held_or_not_offered_is_refused(
    as_analyst: Client, authority: Authority, indicators: dict[str, Indicator], figure: str
) -> None:
    before = IndicatorInSet.objects.count()

    page = text_of(as_analyst.post(reverse("set_add", args=["901"]), {"figure": figure}))

    assert "There is a problem" in page
    assert IndicatorInSet.objects.count() == before


def test_the_set_costs_the_same_however_large_it_is(
    as_analyst: Client, authority: Authority, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        IndicatorInSetFactory.create(authority=authority)

    with django_assert_max_num_queries(18):
        assert as_analyst.get(SET).status_code == 200


def test_a_local_indicator_is_added_to_the_set_of_its_authority(
    as_analyst: Client, as_stranger: Client
) -> None:
    page = text_of(as_analyst.post(NEW, LOCAL, follow=True))

    assert "Families helped (L_HUB_PCT) was added." in page
    assert IndicatorInSet.objects.get().indicator.owner_authority.code == "901"  # type: ignore[union-attr]
    entry = reverse("authority_catalogue_entry", args=["901", "L_HUB_PCT"])
    assert "families known" in text_of(as_analyst.get(entry))
    assert as_stranger.get(reverse("authority_catalogue_entry", args=["902", "L_HUB_PCT"])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": "HUB"}, "A local code begins with L_"),
        ({"denominator": ""}, "say what the denominator counts"),
        ({"windows": []}, "Choose at least one."),
        ({"unit": "furlongs"}, "Select a valid choice"),
    ],
)
def test_a_local_indicator_that_is_not_whole_comes_back_with_a_sentence(
    as_analyst: Client, fields: dict[str, Any], words: str
) -> None:
    assert words in text_of(as_analyst.post(NEW, LOCAL | fields))
    assert not Indicator.objects.exists()


def test_the_set_is_for_the_authoritys_own_staff(
    as_scrutiny: Client, as_stranger: Client, authority: Authority, indicators: dict[str, Indicator]
) -> None:
    item = IndicatorInSet.objects.first()
    assert item is not None
    for browser, code, status in (
        (as_scrutiny, "901", 403),
        (as_stranger, "901", 404),
        (as_stranger, "902", 404),
    ):
        assert browser.post(reverse("set_remove", args=[code, item.pk])).status_code == status
    assert as_stranger.post(reverse("set_add", args=["901"]), {"figure": "STAFF_N:S"}).status_code == 404
    assert as_scrutiny.post(NEW, LOCAL).status_code == 403
    assert IndicatorInSet.asked_of(authority).count() == 3


# --- targets --------------------------------------------------------------------------------------


def test_a_target_is_set_and_listed_with_its_source_and_history(
    as_approver: Client, as_analyst: Client, approver: User, indicators: dict[str, Indicator]
) -> None:
    sent = FIRST_DAY | {
        "text": "21%",
        "sense": "at_most",
        "source": "Corporate plan, page 14",
        "reason": "New",
    }

    page = text_of(as_approver.post(TARGET, sent, follow=True))

    assert "The target of Re-referrals is now 21%." in page
    kept = Target.objects.get()
    assert (kept.valid_from, kept.valid_to, kept.set_by) == (date(2024, 4, 1), None, approver)
    listed = text_of(as_analyst.get(TARGETS))
    assert "21% (at most this)" in listed
    assert "Corporate plan, page 14" in listed
    assert "1 April 2024" in listed
    assert TARGET not in listed


def test_the_form_starts_from_the_target_in_force(
    as_approver: Client, approver: User, authority: Authority, indicators: dict[str, Indicator]
) -> None:
    set_target(
        authority=authority,
        indicator=indicators["REREF_PCT"],
        text="19%",
        valid_from=date(2024, 4, 1),
        by=approver,
    )

    page = text_of(as_approver.get(TARGET))

    assert 'value="19%"' in page
    assert "History, newest first" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "twenty or 30"}, "is not a target that can be read"),
        ({"valid_from_day": "31", "valid_from_month": "2"}, "is not a day"),
        ({"valid_from_day": ""}, "is not a day"),
        ({"valid_from_year": "0024"}, "between 1990 and 2099"),
        (
            {"valid_to_day": "1", "valid_to_month": "1", "valid_to_year": "2024"},
            "last day is before the first",
        ),
        (
            {"valid_from_day": "", "valid_from_month": "", "valid_from_year": ""},
            "Give a day, a month and a year.",
        ),
        ({"sense": "sideways"}, "Select a valid choice"),
    ],
)
def test_a_target_that_cannot_be_set_comes_back_with_a_sentence(
    as_approver: Client, indicators: dict[str, Indicator], fields: dict[str, str], words: str
) -> None:
    assert words in text_of(as_approver.post(TARGET, FIRST_DAY | {"text": "21%"} | fields))
    assert not Target.objects.exists()


def test_a_target_ended_is_said_to_be_ended(
    as_approver: Client, approver: User, authority: Authority, indicators: dict[str, Indicator]
) -> None:
    set_target(
        authority=authority,
        indicator=indicators["REREF_PCT"],
        text="19%",
        valid_from=date(2024, 4, 1),
        by=approver,
    )

    page = text_of(as_approver.post(TARGET, FIRST_DAY | {"text": ""}, follow=True))

    assert "was ended" in page
    assert "Ended" in page


def test_only_the_authoritys_own_approver_sets_targets(
    as_analyst: Client, as_scrutiny: Client, as_stranger: Client, indicators: dict[str, Indicator]
) -> None:
    for browser, status in ((as_analyst, 403), (as_scrutiny, 403), (as_stranger, 404)):
        assert browser.post(TARGET, FIRST_DAY | {"text": "21%"}).status_code == status
    assert [browser.get(TARGETS).status_code for browser in (as_analyst, as_scrutiny, as_stranger)] == [
        200,
        403,
        404,
    ]
    assert not Target.objects.exists()


def test_targets_cost_the_same_however_many_there_are(
    as_approver: Client, authority: Authority, approver: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        item = IndicatorInSetFactory.create(authority=authority)
        set_target(
            authority=authority,
            indicator=item.indicator,
            text="20%",
            valid_from=date(2024, 4, 1),
            by=approver,
        )

    with django_assert_max_num_queries(18):
        assert as_approver.get(TARGETS).status_code == 200


def test_an_empty_set_leads_to_the_indicators(as_approver: Client) -> None:
    assert SET in text_of(as_approver.get(TARGETS))


# --- the catalogue --------------------------------------------------------------------------------


def test_the_administrator_finds_an_indicator_by_words_and_family(as_administrator: Client) -> None:
    store_catalogue(read_catalogue())
    where, family = reverse("catalogue"), Indicator.objects.get(code="REREF_PCT").family

    assert "The 157 national indicators" in text_of(as_administrator.get(where))
    found = text_of(as_administrator.get(where, {"q": "reref_p", "family": family}))
    assert reverse("catalogue_entry", args=["REREF_PCT"]) in found
    assert "CLA_N" not in found
    assert "No indicator matches" in text_of(as_administrator.get(where, {"q": "nothing like it"}))


def test_every_entry_of_the_catalogue_opens(as_administrator: Client) -> None:
    store_catalogue(read_catalogue())

    for code in Indicator.objects.values_list("code", flat=True):
        page = as_administrator.get(reverse("catalogue_entry", args=[code]))
        assert page.status_code == 200, code


def test_the_national_catalogue_holds_no_local_indicator(
    as_administrator: Client, authority: Authority
) -> None:
    IndicatorFactory.create(code="L_OURS", owner_authority=authority)

    assert "L_OURS" not in text_of(as_administrator.get(reverse("catalogue")))
    assert as_administrator.get(reverse("catalogue_entry", args=["L_OURS"])).status_code == 404


def test_an_entry_says_which_of_its_windows_are_in_the_set(
    as_analyst: Client, indicators: dict[str, Indicator]
) -> None:
    page = text_of(as_analyst.get(reverse("authority_catalogue_entry", args=["901", "S47_RATE"])))

    assert "Rolling 6 months: in your set" in page
    assert f"{SET}?figure=S47_RATE:S#add" in page


def test_the_catalogue_of_an_authority_is_for_its_own_staff(
    as_analyst: Client, as_scrutiny: Client, as_stranger: Client
) -> None:
    where = reverse("authority_catalogue", args=["901"])

    assert [browser.get(where).status_code for browser in (as_analyst, as_scrutiny, as_stranger)] == [
        200,
        403,
        404,
    ]
    assert as_analyst.get(reverse("catalogue")).status_code == 404
