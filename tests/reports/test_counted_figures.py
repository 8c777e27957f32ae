"""Figures counted from lists on a scorecard: one that is incomplete is shown, and judged by nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators.benchmarks.in_year import in_year
from indicators.calculations.periods import month_end_before
from indicators.models import Value
from reports.rows import Line, line_from_json
from tests.factories.return_version import ApprovedChildrenReturnFactory
from tests.factories.value import ValueFactory
from tests.reports.scenes import NOW, Scene

pytestmark = pytest.mark.django_db


def first(scene: Scene) -> Line:
    return line_from_json(scene.recalculated().lines[0])


def test_an_incomplete_figure_is_shown_with_that_word_and_not_judged(scene: Scene) -> None:
    whole = first(scene)
    assert (whole.rag, whole.direction) == ("amber", "down")
    now = Value.objects.filter(authority=scene.authority, indicator__code="SCENE_PCT", period_end=NOW)
    now.update(complete=False, input_hash="incomplete")
    part = first(scene)
    assert part.value.display == f"{whole.value.display} (incomplete)"
    assert (part.value.value, part.value.complete) == (whole.value.value, False)
    assert (part.rag, part.direction, part.effect) == ("none", "none", "none")
    assert part.gap == "" and whole.gap


def test_an_incomplete_figure_is_set_beside_no_other_authority(scene: Scene) -> None:
    region = scene.authority.region
    measures = [("SCENE_PCT", "R12")]
    assert in_year(region=region, measures=measures, period_end=NOW)[0].of == 1
    Value.objects.filter(authority=scene.authority, period_end=NOW).update(complete=False)
    found = in_year(region=region, measures=measures, period_end=NOW)[0]
    assert (found.of, found.rank, found.all_mean) == (0, None, None)


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
