"""A small count must not reach a reader outside by any road: page, drill-down, trend, report, export."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from authorities.models import Role
from reports.disclosure import Audience, disclose
from reports.models import Publication
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import Line, Printed, differences, line_from_json
from tests.reports.html_tree import by_id, main, tree, words
from tests.reports.scenes import BEFORE, SMALL, Scene

OUTSIDE = (Role.SCRUTINY, Role.REGIONAL_LEAD)


@pytest.fixture
def published(scene: Scene) -> Publication:
    return publish_scorecard(
        scorecard=scene.scorecard, seen=fingerprint(scene.scorecard), note="", by=scene.people[Role.APPROVER]
    )


def cells(body: bytes) -> list[str]:
    """The text of the figures in the row of the small count."""
    row = by_id(tree(body), f"line-{SMALL}")
    return [words(cell) for cell in row.findall("td") if "lfl-num" in cell.get("class", "")]


@pytest.mark.parametrize("role", OUTSIDE)
def test_the_page_hides_the_small_count_from_readers_outside(
    scene: Scene, published: Publication, role: str
) -> None:
    page = scene.client(role).get(reverse("published_scorecard", args=[published.pk]))
    earlier, current, target = cells(page.content)
    assert earlier.startswith("12") and current.startswith("suppressed") and target == "–"


def test_own_staff_see_the_small_count_on_the_living_scorecard(scene: Scene) -> None:
    address = reverse("scorecard", args=[scene.authority.code, scene.scorecard.pk])
    assert cells(scene.client(Role.ANALYST).get(address).content)[1].startswith("3")


def test_what_is_published_reads_alike_for_its_own_staff_so_that_they_may_print_it(
    scene: Scene, published: Publication
) -> None:
    client = scene.client(Role.APPROVER)
    page = client.get(reverse("published_scorecard", args=[published.pk]))
    assert cells(page.content)[1].startswith("suppressed")
    for kind in ("csv", "json"):
        address = reverse("published_export", args=[published.pk, kind])
        assert client.get(address).content == scene.client(Role.SCRUTINY).get(address).content


def test_own_staff_can_see_what_readers_outside_will_see(scene: Scene) -> None:
    address = reverse("scorecard", args=[scene.authority.code, scene.scorecard.pk])
    page = scene.client(Role.APPROVER).get(address, {"as": "outside"})
    assert cells(page.content)[1].startswith("suppressed")


def test_a_reader_outside_cannot_ask_to_see_as_own_staff(scene: Scene, published: Publication) -> None:
    page = scene.client(Role.SCRUTINY).get(reverse("published_scorecard", args=[published.pk]), {"as": "own"})
    assert cells(page.content)[1].startswith("suppressed")


@pytest.mark.parametrize("role", OUTSIDE)
def test_the_drill_down_gives_neither_figure_nor_parts_nor_the_trend_point(
    scene: Scene, published: Publication, role: str
) -> None:
    page = scene.client(role).get(reverse("published_line", args=[published.pk, SMALL]))
    document = main(tree(page.content))
    facts: dict[str, str] = {}
    for row in document.iterfind(".//dl[@class='govuk-summary-list']/div"):
        key, value = row.findall("*")
        # The current figure comes first, and is the one that is hidden.
        facts.setdefault(words(key), words(value))
    assert facts["Why hidden"] == "So that no child can be identified"
    assert facts["Numerator"] == "12", "the earlier figure's; the current one's is not given"
    table = next(t for t in document.iter("table") if "Period ending" in words(t))
    trend = [[words(cell) for cell in row] for row in table.iterfind("tbody/tr")]
    assert trend == [["31 January 2025", "suppressed"], ["31 January 2024", "12"]]
    assert facts["Approved"] == "5 February 2025"
    assert "@example.org" not in words(document), "staff's addresses are not for readers outside"


def test_the_exports_and_the_report_hide_it_too(scene: Scene, published: Publication) -> None:
    client = scene.client(Role.SCRUTINY)
    data = json.loads(client.get(reverse("published_export", args=[published.pk, "json"])).content)
    line = data["lines"][1]
    assert line["value"]["value"] is None and line["value"]["numerator"] is None
    assert (line["value"]["symbol"], line["value"]["display"]) == ("c", "suppressed")
    text = client.get(reverse("published_export", args=[published.pk, "csv"])).content.decode("utf-8-sig")
    row = list(csv.DictReader(io.StringIO(text)))[1]
    assert (row["value"], row["value_numerator"], row["value_display"]) == ("", "", "suppressed")
    report = tree(client.get(reverse("published_exceptions", args=[published.pk])).content)
    listed = [words(item) for item in by_id(report, "not-judged").iter("li")]
    assert listed == ["2 Example SCENE_SMALL", "3 Example SCENE_RATE"]


@pytest.mark.parametrize("role", OUTSIDE)
def test_no_hash_from_which_the_count_could_be_tried_out_reaches_readers_outside(
    scene: Scene, published: Publication, role: str
) -> None:
    client, own = scene.client(role), scene.client(Role.ANALYST)
    for name, more in (
        ("published_scorecard", []),
        ("published_export", ["json"]),
        ("published_line", ["2"]),
    ):
        address = reverse(name, args=[published.pk, *more])
        body = client.get(address).content.decode()
        assert published.sha256 not in body and scene.scorecard.inputs_hash not in body
    assert published.sha256 in own.get(reverse("published_scorecard", args=[published.pk])).content.decode()


def small_ratio(numerator: int) -> Line:
    """A percentage of 100, down from 12 of 100, that the paper prints as going up."""
    cell = {"window": "R12", "symbol": "", "places": 0, "source": None}
    return line_from_json(
        {
            "number": "1",
            "code": "X",
            "indicator": "X",
            "name": "X",
            "section": "S",
            "unit": "percentage",
            "polarity": "low",
            "counts_people": True,
            "cells": [
                cell
                | {
                    "key": "earlier",
                    "label": "Earlier",
                    "value": "12",
                    "display": "12%",
                    "numerator": "12",
                    "denominator": "100",
                    "period_end": BEFORE.isoformat(),
                },
                cell
                | {
                    "key": "current",
                    "label": "Now",
                    "value": str(numerator),
                    "display": f"{numerator}%",
                    "numerator": str(numerator),
                    "denominator": "100",
                    "period_end": "2025-01-31",
                },
            ],
            "current": "current",
            "earlier": "earlier",
            "direction": "down",
            "effect": "better",
            "word": "POSITIVE",
            "target": "20%",
            "rag": "green",
            "rag_reason": "Target met.",
            "position": "lower",
            "printed": {"rag": "red", "direction": "up", "position": "lower", "note": ""},
            "differs": [
                "The paper prints red; the rule gives green.",
                "The paper prints up; the figures give down.",
            ],
        }
    )


def test_a_hidden_ratio_takes_colour_arrow_position_and_the_papers_verdict_with_it() -> None:
    shown = disclose([small_ratio(3)], Audience.OUTSIDE)[0]
    assert (shown.rag, shown.rag_reason, shown.direction, shown.effect, shown.word, shown.position) == (
        *("none", "", "none", "none", "", "none"),
    )
    assert shown.differs == () and shown.printed == Printed()


def test_a_hidden_earlier_ratio_takes_the_printed_direction_but_leaves_the_rating() -> None:
    line = small_ratio(30)
    hidden = line_from_json(
        line.as_json()
        | {
            "cells": [
                cell | ({"value": "2", "numerator": "2", "display": "2%"} if cell["key"] == "earlier" else {})
                for cell in line.as_json()["cells"]
            ],
            "direction": "up",
        }
    )
    shown = disclose([hidden], Audience.OUTSIDE)[0]
    assert shown.rag == "green" and shown.direction == "none" and shown.printed.direction == ""
    assert len(shown.differs) == 1 and "prints red" in shown.differs[0]


def test_a_line_that_agrees_with_its_paper_differs_in_nothing() -> None:
    line = small_ratio(10)
    agreeing = line_from_json(
        line.as_json() | {"printed": {"rag": "green", "direction": "down", "position": ""}}
    )
    assert differences(agreeing) == ()
    assert len(differences(line)) == 2


def test_disclosing_twice_equals_disclosing_once() -> None:
    once = disclose([small_ratio(3), small_ratio(30)], Audience.OUTSIDE)
    assert disclose(once, Audience.OUTSIDE) == once
    assert Decimal(once[1].value.value or 0) == 30
