"""The page that says what a scorecard compares with, the drill-down of others' figures, and who may act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from django.urls import reverse

from authorities.models import Authority, Neighbour, Role
from indicators.models import Benchmark, Job, Release
from reports.comparing.basis import newer_basis
from reports.models import Publication, Scorecard
from reports.publishing import fingerprint, publish_scorecard
from reports.reading import reading_from_json
from tests.factories.published_value import PublishedValueFactory
from tests.reports.comparing.scenes import (
    a_release,
    columns,
    given,
    make_compared_scene,
    publish_figures,
    relayout,
)
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import PERCENTAGE, Scene


@pytest.fixture
def compared(db: None) -> Scene:
    scene = make_compared_scene()
    publish_figures(scene)
    scene.scorecard = scene.recalculated()
    return scene


def revised(scene: Scene) -> None:
    release = a_release(scene, name="Referrals, revised", released_on=date(2025, 3, 1))
    publish_figures(scene, release=release, authority_value=Decimal("19.9"))


def address(scene: Scene, name: str, *more: str) -> str:
    return reverse(name, args=[scene.authority.code, scene.scorecard.pk, *more])


def page(scene: Scene, name: str, *more: str, role: str = Role.ANALYST) -> Element:
    answer = scene.client(role).get(address(scene, name, *more))
    assert answer.status_code == 200
    return tree(answer.content)


def published(scene: Scene) -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard, seen=fingerprint(scene.scorecard), note="", by=scene.people[Role.APPROVER]
    )


def test_the_heading_has_year_and_source_and_the_cell_how_many_neighbours(compared: Scene) -> None:
    found = page(compared, "scorecard")
    heads = [words(head) for head in found.iter("th") if head.get("scope") == "col"]
    assert "SN 2023-24 published" in heads
    cells = {cell.get("data-label"): words(cell) for cell in by_id(found, f"line-{PERCENTAGE}").iter("td")}
    assert cells["SN, 2023-24"] == "25.0%9 of 10"
    assert cells["England, 2023-24"] == "21.0%"
    assert cells["Compared to mid-50%, published 2023-24"] == "Higher current figure: in range"


def test_the_foot_names_release_list_and_its_ten_members(compared: Scene) -> None:
    foot = next(
        e for e in page(compared, "scorecard").iter("section") if e.get("aria-labelledby") == "compared-with"
    )
    said = words(foot)
    assert "Referrals and re-referrals, release Referrals to 2024" in said
    assert "Made up for the demonstration, came out 31 October 2024" in said
    assert "The 2021 model" in said
    names = Neighbour.objects.values_list("neighbour__name", flat=True)
    assert len(names) == 10 and all(name in said for name in names)


def test_the_drill_down_lists_each_neighbour_with_its_figure_or_why_it_has_none(compared: Scene) -> None:
    members = list(Neighbour.objects.order_by("rank"))
    row = a_row(compared)
    for member, (value, symbol) in zip(members, [("24.1", ""), (None, "c")], strict=False):
        PublishedValueFactory.create(
            release=row.release,
            series=row.series,
            authority=member.neighbour,
            value=None if value is None else Decimal(value),
            symbol=symbol,
        )
    given(compared, "SN", "26")
    compared.scorecard = compared.recalculated()
    said = words(main(page(compared, "scorecard_line", PERCENTAGE)))
    assert "25.0% 9 of 10 neighbours Given with the return: 26%" in said
    assert f"1. {members[0].neighbour.name} Close 24.1%" in said
    assert "No figure Suppressed, so that no child can be identified" in said
    assert said.count("No figure Not published") == 8


def a_row(scene: Scene) -> Benchmark:
    return Benchmark.objects.select_related("release", "series").get(authority=scene.authority)


def test_the_drill_down_says_where_published_and_current_figure_stand_and_the_rank(compared: Scene) -> None:
    said = words(main(page(compared, "scorecard_line", PERCENTAGE)))
    assert "Compared to mid-50%: higher" in said
    assert "is above the middle half of 153 authorities, which runs from 19.25% to 22.50%" in said
    assert "the current figure, 21%, would be within it" in said
    assert "ranks 120 of 153, 1 being the best" in said


def test_a_line_compared_with_another_indicator_says_so_in_the_cell_and_in_the_drill_down(
    compared: Scene,
) -> None:
    sections = columns()
    sections["sections"][0]["lines"][2]["comparator_code"] = "SCENE_PCT"
    relayout(compared, sections)
    compared.scorecard = compared.recalculated()
    row = by_id(page(compared, "scorecard"), "line-3")
    cells = {cell.get("data-label"): words(cell) for cell in row.iter("td")}
    assert cells["England, 2023-24"] == "21.0on another base"
    said = words(main(page(compared, "scorecard_line", "3")))
    assert "It is of another period than theirs, and they are figures of another indicator." in said


def test_a_draft_says_that_newer_figures_are_there_and_links_to_what_would_change(compared: Scene) -> None:
    assert "Newer figures are there" not in words(main(page(compared, "scorecard")))
    revised(compared)
    said = words(main(page(compared, "scorecard")))
    assert (
        "Newer figures are there Referrals and re-referrals: Referrals, revised, in the portal since" in said
    )
    there = words(main(page(compared, "scorecard_basis")))
    assert "Comparator, LA 23.4% (2023-24) 19.9% (2023-24)" in there
    assert "Compared to mid-50% higher in range" in there


def test_only_an_approver_may_take_up_the_newest(compared: Scene) -> None:
    revised(compared)
    assert "Why this scorecard moves" not in words(main(page(compared, "scorecard_basis")))
    assert "Why this scorecard moves" in words(main(page(compared, "scorecard_basis", role=Role.APPROVER)))
    answer = compared.client(Role.ANALYST).post(address(compared, "basis_adopt"), {"reason": "Revised"})
    assert answer.status_code == 403
    assert Scorecard.objects.get(pk=compared.scorecard.pk).basis == compared.scorecard.basis


def test_an_approver_takes_up_what_was_shown_with_a_reason(compared: Scene) -> None:
    revised(compared)
    newer = newer_basis(compared.scorecard)
    assert newer is not None
    client, where = compared.client(Role.APPROVER), address(compared, "basis_adopt")
    refused = client.post(where, {"reason": "", "seen": newer.basis.digest()})
    assert "Say why this scorecard moves to the newer figures" in words(main(tree(refused.content)))
    answer = client.post(where, {"reason": "Revised", "seen": newer.basis.digest()})
    assert answer.status_code == 302
    assert Scorecard.objects.get(pk=compared.scorecard.pk).basis == newer.basis.as_json()
    assert Job.objects.filter(authority=compared.authority, kind="recalculate").exists()


def test_a_page_without_any_release_says_whose_figures_stand_there(db: None) -> None:
    scene = make_compared_scene()
    assert "No published figures yet" in words(main(page(scene, "scorecard_basis")))
    assert scene.scorecard.basis == {}


def test_a_publication_says_what_it_used_when_everything_has_moved_on(compared: Scene) -> None:
    found = published(compared)
    revised(compared)
    Authority.objects.filter(pk__in=Neighbour.objects.values("neighbour")).update(name="Renamed since")
    client = compared.client(Role.SCRUTINY)
    said = words(main(tree(client.get(reverse("published_scorecard", args=[found.pk])).content)))
    assert "release Referrals to 2024" in said and "Renamed since" not in said
    assert a_row_hash(compared) in said
    line = client.get(reverse("published_line", args=[found.pk, PERCENTAGE]))
    said = words(main(tree(line.content)))
    assert "Each neighbour's figure" in said and "Renamed since" not in said


def a_row_hash(scene: Scene) -> str:
    return Release.objects.get(name="Referrals to 2024").sha256


def test_what_was_frozen_before_there_were_releases_still_reads(compared: Scene) -> None:
    found = published(compared)
    older = {key: value for key, value in found.snapshot.items() if key != "basis"}
    for section in older["sections"]:
        for head in section["comparators"]:
            del head["average"], head["filled"]
    assert not reading_from_json(older).basis
