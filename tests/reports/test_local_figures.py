"""An authority's own indicators close its scorecard, without a line of any layout."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from authorities.models import Role
from indicators.models import Indicator
from reports.analysis import write_analysis
from reports.building import is_stale
from reports.layouts.local import TITLE
from reports.publishing import fingerprint, publish_scorecard
from reports.rows import line_from_json
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.reports.scenes import Scene, give

QUARTER_BEFORE = "2024-10-31"


@pytest.fixture
def local(scene: Scene) -> Indicator:
    indicator: Indicator = IndicatorFactory.create(
        code="L_HUB_N", name="Families seen at the hub", unit="number", owner_authority=scene.authority
    )
    give(scene.authority, indicator, 40, None, 40)
    give(scene.authority, indicator, 30, None, 30, QUARTER_BEFORE)  # type: ignore[arg-type]
    return indicator


def test_a_local_figure_that_was_returned_stands_at_the_end(scene: Scene, local: Indicator) -> None:
    assert is_stale(scene.scorecard)
    line = line_from_json(scene.recalculated().lines[-1])
    assert (line.section, line.indicator) == (TITLE, "Families seen at the hub")
    assert (line.value.number, line.before.number, line.word) == (Decimal(40), Decimal(30), "INCREASE")
    assert not is_stale(scene.recalculated())


def test_it_is_on_the_page_drilled_into_analysed_and_published_like_any_other(
    scene: Scene, local: Indicator
) -> None:
    scorecard = scene.recalculated()
    number = line_from_json(scorecard.lines[-1]).number
    approver = scene.people[Role.APPROVER]
    write_analysis(scorecard=scorecard, number=number, text="The second hub opened.", by=approver)
    published = publish_scorecard(scorecard=scorecard, seen=fingerprint(scorecard), note="", by=approver)
    client = scene.client(Role.SCRUTINY)
    page = client.get(reverse("published_scorecard", args=[published.pk])).content.decode()
    assert TITLE in page and "Families seen at the hub" in page and "The second hub opened." in page
    assert client.get(reverse("published_line", args=[published.pk, number])).status_code == 200


def test_another_authoritys_local_figure_never_comes_near(scene: Scene) -> None:
    other = AuthorityFactory.create()
    theirs = IndicatorFactory.create(code="L_HUB_N", unit="number", owner_authority=other)
    give(other, theirs, 40, None, 40)
    assert not is_stale(scene.scorecard)
    assert [line["section"] for line in scene.recalculated().lines].count(TITLE) == 0


def test_a_retired_one_keeps_its_number_where_it_was_returned(scene: Scene, local: Indicator) -> None:
    before = scene.recalculated().lines[-1]["number"]
    local.retired = True
    local.save()
    assert scene.recalculated().lines[-1]["number"] == before
