"""The pages of an authority's statistical neighbours."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, NeighbourChoice, NeighbourList, User
from authorities.neighbours.lists import list_in_force, neighbours_of
from indicators.benchmarks.building import build_for_release
from indicators.models import Job
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_choice import NeighbourChoiceFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.published_value import PublishedValueFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory

PAGE = reverse("neighbours", args=["901"])
NEW = reverse("neighbour_list_new", args=["901"])
PREVIEW = reverse("neighbour_preview", args=["901"])
SWITCH = reverse("neighbour_switch", args=["901"])
DAY: dict[str, Any] = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2025"}


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def near(authority: Authority) -> list[Authority]:
    return [AuthorityFactory.create(code=f"80{n}", name=f"Near {n}") for n in range(4)]


@pytest.fixture
def older(authority: Authority, near: list[Authority]) -> NeighbourList:
    """The list of 2021: the first two."""
    made = NeighbourListFactory.create(name="Model of 2021", valid_from=date(2021, 4, 1), fictional=True)
    for rank, neighbour in enumerate(near[:2], start=1):
        NeighbourFactory.create(
            neighbour_list=made, authority=authority, neighbour=neighbour, rank=rank, closeness="Very close"
        )
    return made


@pytest.fixture
def newer(authority: Authority, near: list[Authority], older: NeighbourList) -> NeighbourList:
    """The list of 2025: the last two. Nobody has chosen it, and 2021 was chosen."""
    made = NeighbourListFactory.create(name="Model of 2025", valid_from=date(2025, 4, 1), fictional=True)
    for rank, neighbour in enumerate(near[2:], start=1):
        NeighbourFactory.create(neighbour_list=made, authority=authority, neighbour=neighbour, rank=rank)
    NeighbourChoiceFactory.create(
        authority=authority, neighbour_list=older, valid_from=date(2021, 4, 1), reason="Agreed with members"
    )
    return made


@pytest.fixture
def figures(authority: Authority, near: list[Authority], newer: NeighbourList) -> None:
    """Ours is 20; the old neighbours have 10 and 20 (mean 15), the new ones 30 and none (mean 30)."""
    indicator = IndicatorFactory.create(code="REREF_PCT", name="Re-referrals")
    release = ReleaseFactory.create(fictional=True)
    series = SeriesFactory.create(dataset=release.dataset, indicator=indicator, column="rereferral_percent")
    held = ((authority, 20), (near[0], 10), (near[1], 20), (near[2], 30), (near[3], None))
    for place, value in held:
        PublishedValueFactory.create(
            release=release,
            series=series,
            authority=place,
            value=None if value is None else Decimal(value),
            symbol="c" if value is None else "",
        )
    build_for_release(release)


# --- the list in use ------------------------------------------------------------------------------


def test_without_lists_the_page_says_who_brings_them(as_approver: Client) -> None:
    page = text_of(as_approver.get(PAGE))
    assert "No lists yet" in page
    assert "administrator imports the national lists" in page


def test_the_list_in_use_is_shown_with_its_choice_its_members_and_the_history(
    as_analyst: Client, newer: NeighbourList
) -> None:
    page = text_of(as_analyst.get(PAGE))

    assert "Model of 2021" in page and "Agreed with members" in page
    assert "1 April 2021" in page
    assert page.index("Near 0") < page.index("Near 1")
    assert "Near 2" not in page
    assert "Very close" in page
    assert "Preview a switch to Model of 2025" in page
    assert "Preview a switch to Model of 2021" not in page
    assert "An approver of your authority chooses the list." in page


def test_without_a_choice_the_newest_national_list_is_said_to_be_used(
    as_analyst: Client, older: NeighbourList
) -> None:
    page = text_of(as_analyst.get(PAGE))
    assert "Model of 2021" in page
    assert "Nobody yet." in page


def test_the_page_costs_the_same_however_long_the_lists_are(
    as_approver: Client, authority: Authority, newer: NeighbourList, django_assert_max_num_queries: Any
) -> None:
    for rank in range(3, 15):
        NeighbourFactory.create(
            neighbour_list=NeighbourList.objects.get(name="Model of 2021"),
            authority=authority,
            neighbour=AuthorityFactory.create(),
            rank=rank,
        )
        NeighbourChoiceFactory.create(authority=authority, neighbour_list=newer, valid_from=date(2030, 4, 1))
    with django_assert_max_num_queries(22):
        assert as_approver.get(PAGE).status_code == 200


def test_a_list_of_anothers_own_is_a_page_that_does_not_exist(
    as_analyst: Client, other_authority: Authority, older: NeighbourList
) -> None:
    others = NeighbourListFactory.create(owner=other_authority, name="Theirs")
    NeighbourFactory.create(neighbour_list=others, authority=other_authority)
    assert as_analyst.get(reverse("neighbour_list", args=["901", older.pk])).status_code == 200
    assert as_analyst.get(reverse("neighbour_list", args=["901", others.pk])).status_code == 404
    assert as_analyst.get(reverse("neighbours", args=["902"])).status_code == 404


# --- preview and switch ---------------------------------------------------------------------------


def test_a_preview_counts_the_comparisons_that_would_change_side(
    as_approver: Client, newer: NeighbourList, figures: None
) -> None:
    page = text_of(as_approver.get(PREVIEW, {"list": newer.pk, **DAY}))

    assert "1 of 1 comparison would change side." in page
    assert "15.0" in page and "2 of 2" in page
    assert "30.0" in page and "1 of 2" in page
    assert page.index("above the mean") < page.index("below the mean")
    assert NeighbourChoice.objects.count() == 1


def test_an_analyst_sees_the_preview_and_no_switch(
    as_analyst: Client, newer: NeighbourList, figures: None
) -> None:
    page = text_of(as_analyst.get(PREVIEW, {"list": newer.pk, **DAY}))
    assert "would change side" in page
    assert "Switch to this list" not in page
    assert as_analyst.post(SWITCH, {"list": newer.pk, "reason": "x", **DAY}).status_code == 403


def test_a_list_that_is_in_use_already_would_change_nothing(
    as_approver: Client, older: NeighbourList, newer: NeighbourList
) -> None:
    page = text_of(as_approver.get(PREVIEW, {"list": older.pk, **DAY}))
    assert "Nothing would change." in page
    assert "Switch to this list" not in page


def test_without_published_figures_a_list_can_still_be_chosen(
    as_approver: Client, newer: NeighbourList
) -> None:
    page = text_of(as_approver.get(PREVIEW, {"list": newer.pk, **DAY}))
    assert "There is no published figure to compare yet." in page
    assert "Switch to this list" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"list": ""}, "Choose a list."),
        ({"list": "999999"}, "does not cover your authority"),
        ({"valid_from_month": "13"}, "is not a day"),
    ],
)
def test_a_preview_of_what_cannot_be_says_why(
    as_approver: Client, newer: NeighbourList, fields: dict[str, str], words: str
) -> None:
    assert words in text_of(as_approver.get(PREVIEW, {"list": newer.pk, **DAY, **fields}))


def test_a_switch_keeps_its_reason_and_asks_for_the_recalculation(
    as_approver: Client, approver: User, authority: Authority, newer: NeighbourList, figures: None
) -> None:
    sent = {"list": newer.pk, "reason": "The model of 2025 is nearer.", **DAY}

    page = text_of(as_approver.post(SWITCH, sent, follow=True))

    assert "Model of 2025 is used for period ends from 1 April 2025." in page
    assert "The model of 2025 is nearer." in page
    kept = NeighbourChoice.objects.first()
    assert kept is not None and kept.chosen_by == approver
    assert list_in_force(authority, date(2025, 4, 1)) == newer
    assert Job.objects.filter(authority=authority, kind="recalculate").exists()


def test_a_switch_without_a_reason_comes_back_with_the_preview(
    as_approver: Client, newer: NeighbourList, figures: None
) -> None:
    page = text_of(as_approver.post(SWITCH, {"list": newer.pk, "reason": "", **DAY}))
    assert "There is a problem" in page
    assert "Say why: it is kept with the choice." in page
    assert "1 of 1 comparison would change side." in page
    assert NeighbourChoice.objects.count() == 1


# --- a list of one's own --------------------------------------------------------------------------


def own(near: list[Authority], **fields: Any) -> dict[str, Any]:
    codes = [each.code for each in near]
    return {"name": "Coastal towns", "reason": "Alike by the sea", "neighbours": codes, **DAY, **fields}


def test_an_own_list_is_made_and_leads_to_its_preview(
    as_approver: Client, authority: Authority, near: list[Authority]
) -> None:
    page = as_approver.post(NEW, own(near), follow=True)

    made = NeighbourList.objects.get(owner=authority)
    assert [each.neighbour for each in neighbours_of(authority, made)] == near
    assert page.redirect_chain[0][0].startswith(f"{PREVIEW}?list={made.pk}&valid_from_day=1")
    assert "Coastal towns was made." in text_of(page)
    assert not NeighbourChoice.objects.exists()


def test_the_form_begins_with_the_neighbours_in_use(
    as_approver: Client, older: NeighbourList, near: list[Authority]
) -> None:
    page = as_approver.get(NEW).content.decode()
    ticked = re.findall(r'value="(\d+)"\s+checked', page)
    assert ticked == ["800", "801"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Give the list a name."),
        ({"reason": ""}, "Say why: readers will ask."),
        ({"neighbours": []}, "Tick at least one authority."),
        ({"neighbours": ["901"]}, "901 is not one of the authorities offered."),
        ({"valid_from_year": "20"}, "The year must lie between"),
    ],
)
def test_an_own_list_that_is_not_whole_comes_back_with_what_was_typed(
    as_approver: Client, near: list[Authority], fields: dict[str, Any], words: str
) -> None:
    page = as_approver.post(NEW, own(near, **fields))
    assert words in text_of(page)
    assert "Coastal towns" in page.content.decode() or "name" in fields
    assert not NeighbourList.objects.exists()


def test_more_than_twenty_are_refused_with_how_many_to_untick(
    as_approver: Client, authority: Authority
) -> None:
    many = AuthorityFactory.create_batch(23)
    page = text_of(as_approver.post(NEW, own(many)))
    assert "23 authorities are ticked, and a list has at most 20. Untick 3 of them." in page
    assert "(23 ticked)" in page or page.count("ticked)") > 1


def test_a_name_that_is_taken_is_said_to_be(
    as_approver: Client, older: NeighbourList, near: list[Authority]
) -> None:
    page = text_of(as_approver.post(NEW, own(near, name="Model of 2021")))
    assert "There is a list named Model of 2021 already." in page


def test_real_and_fictional_authorities_are_not_offered_to_each_other(
    as_approver: Client, authority: Authority
) -> None:
    AuthorityFactory.create(code="343", name="Realshire", fictional=False)
    AuthorityFactory.create(code="D77", name="Madeupshire", fictional=True)
    page = text_of(as_approver.get(NEW))
    assert "Madeupshire" in page
    assert "Realshire" not in page


def test_only_an_approver_makes_a_list(
    as_analyst: Client, as_stranger: Client, near: list[Authority]
) -> None:
    assert as_analyst.get(NEW).status_code == 403
    assert as_stranger.post(NEW, own(near)).status_code == 404
    assert not NeighbourList.objects.exists()
