"""What an address names and a regional page cannot show is said, and nothing stands in its place."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from django.urls import reverse

from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.side_by_side.region_scene import BEFORE, RegionScene, make_region
from tests.reports.views.test_one_indicator import lead_of

PAGES = ["region_compare", "region_spine", "region_over_time"]


def page_of(scene: RegionScene, name: str, **query: str) -> Element:
    answer = lead_of(scene.region).get(reverse(name, args=[scene.region.code]), query)
    assert answer.status_code == 200
    return tree(answer.content)


def chosen(page: Element, name: str) -> str | None:
    [option] = [each for each in by_id(page, f"id_{name}") if "selected" in each.attrib]
    return option.get("value")


@pytest.mark.parametrize("name", ["region_spine", "region_over_time"])
def test_an_authority_that_no_longer_shares_is_said_and_stays_chosen(db: None, name: str) -> None:
    scene = make_region([[21, 22, 23, 24, 25]])
    gone = scene.authorities[0]
    SharingChoiceFactory.create(authority=gone)
    page = page_of(scene, name, authority=gone.code)
    said = words(main(page))
    assert "Place A cannot be shown. It does not share its figures. Choose another authority" in said
    assert chosen(page, "authority") == gone.code
    assert not list(main(page).iter("table")) and "22%" not in said


@pytest.mark.parametrize("name", ["region_spine", "region_over_time"])
def test_an_authority_of_elsewhere_and_one_that_never_was_are_told_apart(db: None, name: str) -> None:
    scene = make_region([[21, 22, 23, 24]])
    other = AuthorityFactory.create(name="Farplace")
    assert "Farplace is not among these" in words(main(page_of(scene, name, authority=other.code)))
    assert "There is no such authority." in words(main(page_of(scene, name, authority="ZZZ")))


@pytest.mark.parametrize("name", ["region_compare", "region_over_time"])
def test_an_indicator_that_cannot_be_shown_is_named_with_the_reason(db: None, name: str) -> None:
    scene = make_region([[21, 22, 23, 24], [31, 32, 33, 34]])
    left_out = scene.indicators[0]
    SharingAgreementFactory.create(region=scene.region, left_out=[left_out.family])
    page = page_of(scene, name, figure=f"{left_out.code}.R12")
    said = words(main(page))
    assert f"{left_out.name}: left out by the region's agreement" in said
    assert chosen(page, "figure") == f"{left_out.code}.R12"
    assert "31%" not in said and not list(main(page).iter("table"))
    beyond = IndicatorFactory.create(name="Beyond the layout")
    assert "Beyond the layout: it is not on this scorecard." in words(
        main(page_of(scene, name, figure=f"{beyond.code}.R12"))
    )
    assert "There is no such indicator." in words(main(page_of(scene, name, figure="NO.R99")))


@pytest.mark.parametrize("name", PAGES)
def test_a_group_that_is_nobodys_says_that_the_region_stands_in_its_place(db: None, name: str) -> None:
    scene = make_region([[21, 22, 23, 24]])
    page = page_of(scene, name, group="zzz")
    said = words(main(page))
    assert f"The group that was asked for cannot be shown. This is {scene.region.name} instead." in said
    assert (chosen(page, "group"), "21%" in said) == ("region", True)
    assert "cannot be shown" not in words(main(page_of(scene, name)))


def test_the_first_authority_with_figures_is_shown_and_one_without_says_so(db: None) -> None:
    scene = make_region([[None, 22, 23, 24, 25]])
    assert words(next(page_of(scene, "region_spine").iter("h1"))) == "Place B among others"
    page = page_of(scene, "region_spine", authority=scene.authorities[0].code)
    assert "Place A has no approved figures for this period." in words(main(page))
    assert not list(main(page).iter("table"))


@pytest.mark.parametrize("name", PAGES)
def test_twelve_months_are_set_against_unless_the_address_says_three(db: None, name: str) -> None:
    scene = make_region([[20, 21, 22, 23]])
    assert chosen(page_of(scene, name), "back") == "12"
    page = page_of(scene, name, back="3")
    assert chosen(page, "back") == "3"
    links = [a.get("href", "") for a in page.iter("a") if "/regions/" in a.get("href", "")]
    assert [link for link in links if "over-time" in link and "back=3" in link]


def test_a_row_leads_to_its_authority_over_time_and_no_link_adds_a_choice(db: None) -> None:
    scene = make_region([[20, 21, 22, 23]])
    for place in range(4):
        scene.give(place, 0, 30, BEFORE.replace(month=10, day=31))
    page = page_of(scene, "region_compare", back="3")
    links = {words(a): a.get("href", "") for a in main(page).iter("a")}
    assert f"authority={scene.authorities[1].code}" in links["Place B over time"]
    assert f"figure={scene.indicators[0].code}.R12" in links["Place B over time"]
    assert "authority=" not in links["Set them against twelve months earlier"]
