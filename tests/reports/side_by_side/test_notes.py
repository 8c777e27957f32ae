from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.core.cache import cache

from indicators.calculations.periods import long_date
from indicators.calculations.spread import Shade
from reports.side_by_side.groups import Basis
from reports.side_by_side.kept import asked_for, choices_squeezed, plain, table_squeezed
from reports.side_by_side.views import View
from tests.factories.sharing_agreement import SharingAgreementFactory
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.reports.html_tree import by_id, tree, words
from tests.reports.scenes import give
from tests.reports.side_by_side.region_scene import BEFORE, LEAD, NOW, RegionScene, make_region


@pytest.fixture
def scene(db: None) -> RegionScene:
    cache.clear()
    return make_region([[10, 20, 30, 40], [9, 7, 8, 6]], polarity="low")


def part(scene: RegionScene, **choices: Any) -> Element:
    view = View(**{"period_end": NOW, **choices})
    return tree(plain(table_squeezed(asked_for(scene.region, view, LEAD))).encode())


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("zzz", "Nobody of this name: showing the region."),
        ("set-X.Y", "Nobody of this name: showing the region."),
        ("neighbours-X", "cannot be shown to you: showing the region."),
        ("england", "published figures alone: showing the region."),
    ],
)
def test_a_group_that_cannot_be_shown_says_so(scene: RegionScene, group: str, said: str) -> None:
    assert said in words(part(scene, group=group))
    assert "showing the" not in words(part(scene))


def test_a_template_that_is_not_there_says_so(scene: RegionScene) -> None:
    assert "No scorecard of this name: showing the indicators of the standard one." in words(
        part(scene, template="gone")
    )


def test_the_day_that_directions_are_set_against_is_said_and_chosen(scene: RegionScene) -> None:
    give(scene.authorities[0], scene.indicators[0], 30, 1000, 3, BEFORE)
    drawn = part(scene, shade=Shade.DIRECTION, back=12)
    against = f"gainst the period ending {long_date(BEFORE)}"
    assert f"Shaded by direction of travel, a{against}" in words(drawn)
    assert f"A{against}" in words(by_id(drawn, "matrix-key"))
    view = View(period_end=NOW, back=12)
    form = tree(plain(choices_squeezed(asked_for(scene.region, view, LEAD))).encode())
    [chosen] = [option for option in by_id(form, "matrix-back") if "selected" in option.attrib]
    assert words(chosen) == "twelve months earlier"


def test_families_that_the_agreement_leaves_out_are_named(scene: RegionScene) -> None:
    assert "Left out by" not in words(part(scene))
    SharingAgreementFactory.create(region=scene.region, left_out=["family 1"])
    drawn = part(scene)
    assert "Left out by the region's agreement: Family 1." in words(drawn)
    assert "Left out by the region's agreement: Family 1." in words(part(scene, family="family 1"))
    assert "Left out by" not in words(part(scene, basis=Basis.PUBLISHED)), "it speaks of this year's figures"


def test_authorities_that_are_not_shown_are_named_once_a_reason(scene: RegionScene) -> None:
    for authority in scene.authorities[:2]:
        SharingChoiceFactory.create(authority=authority)
    assert "Not shown: Place A; Place B. " in words(part(scene))


def test_the_address_to_share_names_the_period_whichever_was_chosen(scene: RegionScene) -> None:
    links = {words(each): each.get("href", "") for each in part(scene, period_end=None).iter("a")}
    assert links["the address of this view"].endswith(f"?period={NOW}")
    assert links["the same of the newest period"].endswith("/matrix/")


def test_few_figures_are_not_said_to_be_shaded(scene: RegionScene) -> None:
    picked = "set-" + ".".join(each.code for each in scene.authorities[:2])
    drawn = part(scene, group=picked)
    assert "Nothing is shaded" in words(drawn) and "Shaded by" not in words(drawn)
    assert not [each for each in drawn.iter() if each.get("id") == "matrix-key"]
    assert "Shaded by quarter of the group" in words(part(scene))


def test_authorities_without_a_figure_are_not_counted_among_those_with(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, None, None]])
    assert "6 authorities, 4 of them with figures;" in words(part(scene))


def test_the_key_comes_before_the_table_and_a_print_says_what_a_letter_means(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, None]], polarity="low")
    give(scene.authorities[4], scene.indicators[0], 3, 1000, "0.3", places=1)
    drawn = part(scene)
    ids = [each.get("id") for each in drawn.iter() if each.get("id")]
    assert ids.index("matrix-key") < ids.index("matrix-figures") < ids.index("matrix-notes")
    printed = [words(each) for each in drawn.iter("p") if each.get("class") == "lfl-print-only"]
    assert any(each.startswith("c: hidden so that no child") for each in printed), printed
