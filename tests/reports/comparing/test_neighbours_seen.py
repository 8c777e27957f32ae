"""Every neighbour's own figure beside every line: right for each, and read in one go for all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorities.models import Neighbour
from indicators.benchmarks.reading import neighbour_figures_of
from indicators.models import Benchmark
from reports.publishing import fingerprint, publish_scorecard
from tests.factories.indicator import IndicatorFactory
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.population_vintage import PopulationVintageFactory
from tests.factories.published_value import PublishedValueFactory
from tests.factories.scorecard_template import layout_of
from tests.factories.series import SeriesFactory
from tests.reports.comparing.scenes import (
    KINDS,
    a_list,
    a_release,
    make_compared_scene,
    publish_figures,
    relayout,
)
from tests.reports.scenes import CODES, Scene

# What publishing asks for, whatever the length of the scorecard.
PUBLISHING = 42


@pytest.fixture
def compared(db: None) -> Scene:
    return make_compared_scene()


def long_scorecard(scene: Scene, more: int) -> None:
    """So many lines more, each with a published figure; every second is a rate made from a count."""
    listed, release = a_list(scene), a_release(scene)
    members = list(Neighbour.objects.filter(neighbour_list=listed).select_related("neighbour__region"))
    vintage = PopulationVintageFactory.create(name="Mid-year 2023")
    for member in members:
        PopulationEstimateFactory.create(vintage=vintage, authority=member.neighbour, children=20_000)
    codes = [f"LONG_{number}" for number in range(more)]
    for number, code in enumerate(codes):
        rated = number % 2 == 0
        series = SeriesFactory.create(
            dataset=release.dataset,
            indicator=IndicatorFactory.create(code=code, unit="rate" if rated else "percentage"),
            per_children=rated,
        )
        for member in members[1:]:
            PublishedValueFactory.create(
                release=release, series=series, authority=member.neighbour, value=Decimal(member.rank)
            )
        publish_figures(scene, release=release, series=series, vintage=vintage if rated else None)
    definition = layout_of("scene", "Scene scorecard", [*CODES, *codes])
    comparators = [
        {"key": key, "label": key, "kind": kind, "year": "2023-24", "source": "A paper"}
        for key, kind in KINDS.items()
    ]
    relayout(
        scene, {"sections": [section | {"comparators": comparators} for section in definition["sections"]]}
    )
    scene.scorecard = scene.recalculated()


def published(scene: Scene) -> tuple[int, dict[str, Any]]:
    """How many queries publishing takes, and the neighbours' figures that it freezes."""
    seen = fingerprint(scene.scorecard)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        frozen = publish_scorecard(scorecard=scene.scorecard, seen=seen, note="", by=None)
    return len(asked), frozen.snapshot["basis"]["figures"]


@pytest.mark.parametrize("more", [2, 23])
def test_publishing_asks_as_often_for_26_lines_as_for_5(compared: Scene, more: int) -> None:
    long_scorecard(compared, more)
    asked, figures = published(compared)
    assert len(figures) == more and all(len(held) == 10 for held in figures.values())
    assert asked == PUBLISHING


def test_each_line_has_its_own_neighbours_figures_by_its_own_population(compared: Scene) -> None:
    long_scorecard(compared, 2)
    _, figures = published(compared)
    rate, percentage = figures["4"], figures["5"]
    # Neighbour 2 published 2: as a rate that is 2 x 10,000 / 20,000 children.
    assert [seen["display"] for seen in (rate[1], percentage[1])] == ["1", "2.0%"]
    assert [seen["display"] for seen in (rate[9], percentage[9])] == ["5", "10.0%"]
    assert {seen["reason"] for seen in (rate[0], percentage[0])} == {"not published"}


def test_many_benchmarks_read_together_say_what_each_says_alone(
    compared: Scene, django_assert_num_queries: Any
) -> None:
    long_scorecard(compared, 6)
    row = Benchmark.objects.latest("pk")
    without = publish_figures(compared, release=row.release, series=row.series, year=2023)
    Benchmark.objects.filter(pk=without.pk).update(neighbour_list=None)
    rows = list(Benchmark.objects.select_related("release__dataset").order_by("pk"))
    with django_assert_num_queries(3):
        together = neighbour_figures_of(rows)
    assert together == [neighbour_figures_of([row])[0] for row in rows]
    assert [len(held) for held in together] == [10] * 6 + [0]
