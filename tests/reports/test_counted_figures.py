"""Figures counted from lists on a scorecard: what they are is said beside them, and judged accordingly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from authorities.models import Role
from authorities.sharing import Reader
from indicators.calculations.periods import month_end_before
from indicators.children.measuring import BY_OWN_RULE, BY_PROXY
from indicators.models import Value
from reports.rows import Line, line_from_json
from reports.side_by_side.matrix import Entry
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import View
from tests.factories.return_version import ApprovedChildrenReturnFactory
from tests.factories.value import ValueFactory
from tests.reports.scenes import NOW, Scene

pytestmark = pytest.mark.django_db


def first(scene: Scene) -> Line:
    return line_from_json(scene.recalculated().lines[0])


def mark(scene: Scene, **fields: Any) -> Line:
    """The first line once its newest figure is changed in these fields."""
    now = Value.objects.filter(authority=scene.authority, indicator__code="SCENE_PCT", period_end=NOW)
    now.update(**fields, input_hash=repr(fields)[:60])
    return first(scene)


def test_of_an_incomplete_figure_the_word_is_shown_and_no_number(scene: Scene) -> None:
    whole = first(scene)
    assert (whole.rag, whole.direction) == ("amber", "down") and whole.gap
    part = mark(scene, complete=False)
    assert (part.value.value, part.value.numerator, part.value.symbol) == (None, None, "x")
    assert part.value.marks == ("incomplete",)
    assert (part.rag, part.direction, part.effect, part.gap) == ("none", "none", "none", "")
    page = scene.client(Role.ANALYST).get(scorecard_of(scene)).content.decode()
    assert "<dt>Incomplete</dt>" in page and "<dt>Proxy</dt>" not in page


def test_a_proxy_and_an_own_rule_are_said_beside_the_figure(scene: Scene) -> None:
    line = mark(scene, basis=f"12 months, {BY_PROXY}, {BY_OWN_RULE}, counted from the lists")
    assert line.value.marks == ("proxy", "by the authority's own rule")
    page = scene.client(Role.ANALYST).get(scorecard_of(scene)).content.decode()
    assert "proxy; by the authority&#x27;s own rule" in page and "<dt>Proxy</dt>" in page


def test_a_proxy_has_no_direction_from_the_measure_itself(scene: Scene) -> None:
    assert first(scene).direction == "down"
    assert mark(scene, basis=f"12 months, {BY_PROXY}").direction == "none"


def scorecard_of(scene: Scene) -> str:
    return reverse("scorecard", args=[scene.authority.code, scene.scorecard.pk])


def test_an_incomplete_figure_is_set_beside_no_other_authority(scene: Scene) -> None:
    def beside() -> Entry:
        matrix = read_matrix(scene.authority.region, View(template="scene", back=12), Reader(lead=True))
        return matrix.column(matrix.measures[0])[0]

    assert beside().line.value.display == "21%"
    Value.objects.filter(authority=scene.authority, period_end=NOW).update(complete=False)
    assert (beside().value, beside().line.value.numerator) == (None, None)


def test_the_trend_of_a_counted_figure_takes_every_third_month_that_is_whole(scene: Scene) -> None:
    lists = ApprovedChildrenReturnFactory.create(authority=scene.authority, period_end=NOW)
    for back in range(1, 10):
        ValueFactory.create(
            authority=scene.authority,
            indicator=scene.indicators["SCENE_PCT"],
            period_end=month_end_before(NOW, back),
            numerator=Decimal(20 + back),
            value=Decimal(20 + back),
            complete=back != 6,
            source_return=lists,
        )
    points = [date.fromisoformat(point.period_end) for point in first(scene).series]
    # The two figures that were returned, and of the nine counted ones the third and the ninth.
    assert points == [date(2024, 1, 31), date(2024, 4, 30), date(2024, 10, 31), NOW]
