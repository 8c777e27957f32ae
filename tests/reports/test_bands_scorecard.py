"""The scorecard with bands, through the real flow, against rows worked by hand.

Chosen, targets set, four quarters handed in, approved and recalculated; then every column of each line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authorities.models import Authority, Role, User
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import store_catalogue
from indicators.models import Indicator
from indicators.targets import set_target
from indicators.waiting import finish
from reports.building import templates_for
from reports.demonstration.flow import hand_in_and_approve, scorecard_of
from reports.demonstration.workbooks import Filled, filled_workbook
from reports.layouts.schema import read_layouts
from reports.layouts.store import read_raw, store_layouts
from reports.models import ScorecardTemplate
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import Line, line_from_json
from reports.template_choice import choose_template
from tests.factories.authority import AuthorityFactory
from tests.factories.membership import MembershipFactory
from tests.reports.html_tree import tree, words
from tests.reports.worked_bands import WORKED

QUARTERS = (date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30))


@dataclass
class Place:
    authority: Authority
    analyst: User
    approver: User
    template: ScorecardTemplate


@pytest.fixture
def place(db: None) -> Place:
    store_catalogue(read_catalogue())
    layouts = [layout for layout in read_layouts() if layout.authority is None]
    raw = read_raw()
    store_layouts(layouts, {layout.name: raw[layout.name] for layout in layouts})
    authority = AuthorityFactory.create(name="Aldermere")
    analyst, approver = (
        MembershipFactory.create(authority=authority, role=role).user
        for role in (Role.ANALYST, Role.APPROVER)
    )
    made = Place(authority, analyst, approver, ScorecardTemplate.objects.get(name="quarterly-bands"))
    choose_template(authority=authority, template=made.template, used=True, by=made.approver)
    for worked in WORKED:
        if worked.target:
            set_target(
                authority=authority,
                indicator=Indicator.objects.get(code=worked.code),
                valid_from=date(2024, 4, 1),
                by=made.approver,
                **worked.target,
            )
    for number, period_end in enumerate(QUARTERS):
        rows = [
            Filled(w.code, w.window, numerator=w.parts[number][0], denominator=w.parts[number][1])
            for w in WORKED
        ]
        content = filled_workbook(authority, period_end, rows)
        job = hand_in_and_approve(
            authority, period_end, "return.xlsx", content, analyst=made.analyst, approver=made.approver
        )
        assert job is not None
        finish(job)
    return made


def by_code(place: Place) -> dict[str, Line]:
    scorecard = scorecard_of(place.authority, QUARTERS[-1], "quarterly-bands")
    return {line.code: line for line in map(line_from_json, scorecard.lines)}


def test_every_line_is_what_was_worked_by_hand(place: Place) -> None:
    lines = by_code(place)
    for worked in WORKED:
        line = lines[worked.code]
        assert tuple(cell.display for cell in line.cells) == worked.figures, worked.code
        grade = line.bands.grade if line.bands else ""
        found = (grade, line.rag, line.direction, line.word, line.gap, line.baseline_display, line.rag_reason)
        assert found == (
            worked.grade,
            worked.rag,
            worked.direction,
            worked.word,
            worked.gap,
            worked.baseline,
            worked.reason,
        ), worked.code
        assert (line.change.shown if line.change else "") == worked.change
        printed = (
            (line.bands.requires_improvement, line.bands.good, line.bands.outstanding) if line.bands else ()
        )
        names = ("requires_improvement", "good", "outstanding")
        assert printed == tuple(worked.target[name] for name in names if name in worked.target)


def test_the_quarters_are_the_last_four_and_the_figures_not_handed_in_are_blank(place: Place) -> None:
    line = by_code(place)["ASM_45D_PCT"]
    assert [cell.label for cell in line.cells] == ["Q3 2024-25", "Q4 2024-25", "Q1 2025-26", "Q2 2025-26"]
    assert [cell.display for cell in by_code(place)["WF_IRO_CASELOAD"].cells] == ["", "", "", ""]


def test_it_is_made_beside_the_standard_one_and_for_quarter_ends_alone(place: Place) -> None:
    assert [t.name for t in templates_for(place.authority, QUARTERS[-1])] == [
        "quarterly-standard",
        "quarterly-bands",
    ]
    assert templates_for(place.authority, date(2025, 8, 31)) == []


def page(user: User, address: str) -> Any:
    client = Client()
    client.force_login(user)
    return tree(client.get(address).content)


def test_the_page_has_a_column_for_each_and_the_line_says_how_far(place: Place) -> None:
    scorecard = scorecard_of(place.authority, QUARTERS[-1], "quarterly-bands")
    args = [place.authority.code, scorecard.pk]
    shown = page(place.analyst, reverse("scorecard", args=args))
    heads = [words(head).replace("\xad", "") for head in shown.iterfind(".//thead[1]/tr/th")]
    assert heads[:6] == [
        "Indicator",
        "Baseline",
        "Year-end target",
        "Requires improvement",
        "Good",
        "Outstanding",
    ]
    assert "Change from baseline" in heads
    assert "Target" not in heads
    row = next(row for row in shown.iterfind(".//tbody/tr") if "within 45 working days" in words(row))
    assert "78% 2023-24 85% 75-80 85-89 90+ 75.0%" in words(row)
    assert "Amber Requires improvement" in words(row)

    line = by_code(place)["ASM_45D_PCT"]
    said = words(page(place.analyst, reverse("scorecard_line", args=[*args, line.number])))
    assert "How far: 2 more of 200 would have met it (170 instead of 168)." in said
    assert "Change since" in said and "+6.0 points" in said


def test_what_is_published_keeps_its_bands_whatever_is_set_later(place: Place) -> None:
    scorecard = scorecard_of(place.authority, QUARTERS[-1], "quarterly-bands")
    publication = publish_scorecard(
        scorecard=scorecard, seen=fingerprint(scorecard), note="", by=place.approver
    )
    set_target(
        authority=place.authority,
        indicator=Indicator.objects.get(code="ASM_45D_PCT"),
        text="99%",
        valid_from=date(2024, 4, 1),
        by=place.approver,
    )
    councillor = MembershipFactory.create(authority=place.authority, role=Role.SCRUTINY).user
    said = words(page(councillor, reverse("published_scorecard", args=[publication.pk])))
    assert "78% 2023-24 85% 75-80 85-89 90+ 75.0%" in said
    assert "99%" not in said
