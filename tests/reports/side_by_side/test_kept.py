from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authorities.sharing import Reader
from indicators.calculations.spread import Shade
from indicators.models import Return
from reports.models import ScorecardTemplate
from reports.side_by_side.kept import asked_for, choices_squeezed, plain, table_squeezed
from reports.side_by_side.views import View
from tests.factories.sharing_choice import SharingChoiceFactory
from tests.factories.target import TargetFactory
from tests.reports.html_tree import by_id, tree, words
from tests.reports.side_by_side.region_scene import LEAD, NOW, RegionScene, make_region


@pytest.fixture(autouse=True)
def nothing_is_kept_yet() -> None:
    cache.clear()


def drawn(scene: RegionScene, reader: Reader = LEAD, **choices: Any) -> str:
    view = View(**{"period_end": NOW, **choices})
    return plain(table_squeezed(asked_for(scene.region, view, reader)))


def queries(scene: RegionScene, **choices: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        drawn(scene, **choices)
    return len(captured)


def test_what_is_kept_is_served_after_one_question(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]])
    first = drawn(scene)
    with CaptureQueriesContext(connection) as captured:
        assert drawn(scene) == first
    assert len(captured) == 1, "the version alone"


def test_a_matrix_twenty_times_as_large_asks_no_more_questions(db: None) -> None:
    small = make_region([[10, 20, 30]] * 5)
    few = queries(small)
    ScorecardTemplate.objects.all().delete()
    large = make_region([list(range(10, 22))] * 20)
    assert queries(large) == few


def test_an_approved_figure_a_target_and_a_choice_to_share_are_seen_at_once(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]], polarity="low")
    first = drawn(scene, shade=Shade.TARGET)
    TargetFactory.create(authority=scene.authorities[0], indicator=scene.indicators[0], text="15%")
    with_target = drawn(scene, shade=Shade.TARGET)
    assert "lfl-green" in with_target.partition('id="matrix-figures"')[2]
    assert with_target != first
    value = scene.authorities[1].values.get()
    value.value = 99
    value.save()
    Return.objects.filter(authority=scene.authorities[1]).update(decided_at=timezone.now())
    assert "99%" in drawn(scene, shade=Shade.TARGET) and "99%" not in with_target
    SharingChoiceFactory.create(authority=scene.authorities[1])
    without = drawn(scene, shade=Shade.TARGET)
    assert "99%" not in without and "Place B" in words(tree(without.encode())), "named as not shown"


def test_readers_of_other_authorities_have_their_own_marks(db: None) -> None:
    scene = make_region([[10, 20, 30, 40]])
    first, second = (Reader(lead=False, own=frozenset({each.code})) for each in scene.authorities[:2])
    for reader, name in ((first, "Place A"), (second, "Place B"), (first, "Place A")):
        heads = tree(drawn(scene, reader).encode()).iter("th")
        assert [words(head) for head in heads if "yours" in words(head)] == [f"{name} yours"]
    assert "yours" not in drawn(scene)


def test_choices_of_other_pages_do_not_keep_a_table_of_their_own(db: None) -> None:
    scene = make_region([[10, 20]])
    one = asked_for(scene.region, View(figure="A.R12", authority="001"), LEAD)
    assert one.version == asked_for(scene.region, View(), LEAD).version
    assert one.version != asked_for(scene.region, View(transposed=True), LEAD).version


def test_neither_part_holds_a_token_or_a_name_of_a_person(db: None) -> None:
    scene = make_region([[10, 20]])
    asked = asked_for(scene.region, View(), LEAD)
    for squeezed in (table_squeezed(asked), choices_squeezed(asked)):
        assert "csrf" not in plain(squeezed)


def test_the_key_says_every_sign_that_stands_in_the_table(db: None) -> None:
    scene = make_region([[10, 20, 30, 40, 50]], polarity="low")
    for shade in (Shade.QUARTILE, Shade.DISTANCE):
        page = tree(drawn(scene, shade=shade).encode())
        key = by_id(page, "matrix-key")
        boxes = {words(box) for box in key.iter("span") if "lfl-matrix-key__box" in box.get("class", "")}
        cells = [cell.find(".//span[@aria-hidden='true']") for cell in page.iter("td")]
        assert {words(sign) for sign in cells if sign is not None} <= boxes
        said = words(key).casefold()
        spoken = [span for span in page.iter("span") if span.get("class") == "govuk-visually-hidden"]
        assert "best quarter" in said if shade is Shade.QUARTILE else "better than the median" in said
        assert spoken


def test_families_stay_on_offer_when_one_is_chosen(db: None) -> None:
    scene = make_region([[10, 20], [30, 40]])
    view = View(period_end=NOW, family="family 1")
    form = tree(plain(choices_squeezed(asked_for(scene.region, view, LEAD))).encode())
    select = by_id(form, "matrix-family")
    assert [words(option) for option in select] == ["All families", "Family 0", "Family 1"]
    [chosen] = [option for option in select if "selected" in option.attrib]
    assert words(chosen) == "Family 1" and chosen.get("value") == "family 1"


def test_a_set_picked_by_hand_is_ticked_and_named_among_the_groups(db: None) -> None:
    scene = make_region([[10, 20, 30]])
    picked = [authority.code for authority in scene.authorities[:2]]
    view = View(period_end=NOW, group="set-" + ".".join(picked))
    form = tree(plain(choices_squeezed(asked_for(scene.region, view, LEAD))).encode())
    ticked = [box.get("value") for box in form.iter("input") if "checked" in box.attrib]
    assert ticked == picked
    options = {option.get("value") for option in by_id(form, "matrix-group")}
    assert view.group in options
    boxes = [box for box in form.iter("input") if box.get("name") == "member"]
    assert len(boxes) == 3, "everybody that may be seen can be picked"


@pytest.mark.parametrize("choices", [{"family": "no such family"}, {"period_end": date(2023, 7, 31)}])
def test_without_figures_the_page_says_what_to_do(db: None, choices: dict[str, Any]) -> None:
    page = tree(drawn(make_region([[10, 20]]), **choices).encode())
    assert "Nothing to set side by side" in words(page) and "Choose another period" in words(page)
    assert page.find(".//table") is None
