"""What a councillor finds in and around one row: why it is not rated, what it counts, where it leads."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from django.urls import reverse

from authorities.models import Role
from indicators.models import Indicator
from reports.models import Publication
from reports.publishing import fingerprint, publish_scorecard
from tests.factories.scorecard_template import layout_of
from tests.factories.target import TargetFactory
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import CODES, PERCENTAGE, SMALL, Scene

RULE = "Cohort: the rule in its own words."


def draft(scene: Scene, query: str = "") -> Element:
    address = reverse("scorecard", args=[scene.authority.code, scene.scorecard.pk])
    return tree(scene.client(Role.ANALYST).get(address + query).content)


def line_page(scene: Scene, number: str) -> Element:
    address = reverse("scorecard_line", args=[scene.authority.code, scene.scorecard.pk, number])
    return tree(scene.client(Role.ANALYST).get(address).content)


def published(scene: Scene) -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard, seen=fingerprint(scene.scorecard), note="", by=scene.people[Role.APPROVER]
    )


def public_page(scene: Scene, found: Publication, name: str = "published_scorecard", *more: str) -> Element:
    address = reverse(name, args=[found.pk, *more])
    return tree(scene.client(Role.SCRUTINY).get(address).content)


def rating(page: Element, number: str) -> str:
    row = by_id(page, f"line-{number}")
    return next(words(cell) for cell in row.iter("td") if cell.get("data-label") == "Rating")


def test_a_line_that_is_not_rated_beside_its_target_says_why(scene: Scene) -> None:
    TargetFactory.create(
        authority=scene.authority, indicator=scene.indicators["SCENE_RATE"], text="Decreasing"
    )
    scene.recalculated()
    reason = "The target is a direction, not a number."
    assert rating(draft(scene), "3") == f"Not rated {reason}"
    assert words(main(line_page(scene, "3"))).count(reason) == 1


def test_a_line_without_a_target_gives_no_reason_for_having_no_rating(scene: Scene) -> None:
    assert rating(draft(scene), "3") == "Not rated"
    assert rating(draft(scene), PERCENTAGE) == "Amber"


def test_a_rating_that_goes_with_a_hidden_figure_says_so(scene: Scene) -> None:
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_SMALL"], text="2")
    scene.scorecard = scene.recalculated()
    found = published(scene)
    assert rating(public_page(scene, found), SMALL) == "Not rated Hidden with the figure"
    assert "Hidden with the figure" in words(main(public_page(scene, found, "published_line", SMALL)))


def test_only_the_current_figure_of_a_row_is_a_link(scene: Scene) -> None:
    row = by_id(draft(scene), f"line-{PERCENTAGE}")
    assert [words(link) for link in row.iter("a")] == ["21% how line 1 was counted"]


def test_what_is_counted_is_said_in_a_sentence_and_the_rule_only_to_own_staff(scene: Scene) -> None:
    Indicator.objects.filter(code="SCENE_PCT").update(rule=RULE, sources="A paper, row 1")
    scene.scorecard = scene.recalculated()
    sentence = "Counts "
    own = draft(scene)
    folded = next(e for e in own.iter("details") if "Line 1" in words(e))
    assert words(folded).startswith("What does this mean? Line 1 " + sentence)
    assert f"Rule {RULE} Sources A paper, row 1" in words(folded)
    assert f"Rule {RULE}" in words(main(line_page(scene, PERCENTAGE)))
    found = published(scene)
    for page in (
        public_page(scene, found),
        public_page(scene, found, "published_line", PERCENTAGE),
        draft(scene, "?as=outside"),
    ):
        assert RULE not in words(page) and "A paper, row 1" not in words(page)
    assert sentence in words(public_page(scene, found))


def two_sections(scene: Scene) -> None:
    definition = layout_of("scene", "Scene scorecard", CODES)
    (section,) = definition["sections"]
    definition["sections"] = [
        section | {"title": "First part", "lines": section["lines"][:2]},
        section | {"title": "Second part", "lines": section["lines"][2:]},
    ]
    scene.template.definition = definition
    scene.template.sha256 = "2" * 64
    scene.template.save()
    scene.scorecard = scene.recalculated()


def test_a_page_of_several_sections_begins_with_links_to_them(scene: Scene) -> None:
    assert draft(scene).find(".//*[@id='on-this-page']") is None
    two_sections(scene)
    for page in (draft(scene), public_page(scene, published(scene))):
        nav = next(e for e in page.iter("nav") if e.get("aria-labelledby") == "on-this-page")
        links = {words(a): a.get("href", "") for a in nav.iter("a")}
        assert list(links) == ["First part", "Second part"]
        assert [words(by_id(page, href[1:])) for href in links.values()] == list(links)


def test_the_tiles_lead_into_the_exception_report(scene: Scene) -> None:
    found = published(scene)
    page = public_page(scene, found)
    report = reverse("published_exceptions", args=[found.pk])
    tiles = [e for e in page.iter("a") if "lfl-counts__link" in e.get("class", "")]
    # A count of nought leads nowhere.
    assert {words(a): a.get("href") for a in tiles} == {
        "1 amber": f"{report}#amber-to-watch",
        "2 not rated": f"{report}#not-judged",
    }
    exceptions = public_page(scene, found, "published_exceptions")
    assert "Example SCENE_PCT" in words(by_id(exceptions, "amber-to-watch"))


def test_the_printed_key_has_the_symbols_of_the_page_and_no_others(scene: Scene) -> None:
    key = ".//p[@class='lfl-print-only']"
    own = draft(scene).find(key)
    assert own is not None and "[" not in words(own)
    outside = public_page(scene, published(scene)).find(key)
    assert outside is not None
    assert words(outside).endswith("[c]: hidden so that no child can be identified.")


def test_the_exception_report_says_how_far_and_which_comes_first(scene: Scene) -> None:
    report = words(by_id(public_page(scene, published(scene), "published_exceptions"), "amber-to-watch"))
    assert "In each area the furthest from its target comes first." in report
    assert "21% against a target of 20%, down from 30%. It misses by 5% of the target." in report
