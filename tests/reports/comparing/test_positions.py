"""Where an authority's published figure stands among all others', and where the current one would."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reports.disclosure import Audience, disclose
from reports.exports import scorecard_as_csv
from reports.rows import Line, line_from_json
from tests.factories.printed_verdict import PrintedVerdictFactory
from tests.reports.comparing.scenes import given, make_compared_scene, publish_figures
from tests.reports.scenes import PERCENTAGE, Scene


@pytest.fixture
def compared(db: None) -> Scene:
    return make_compared_scene()


def line(scene: Scene) -> Line:
    lines = [line_from_json(stored) for stored in scene.recalculated().lines]
    return next(one for one in lines if one.number == PERCENTAGE)


def test_the_position_is_the_published_figures_and_the_current_one_stands_beside_it(compared: Scene) -> None:
    publish_figures(compared)
    found = line(compared)
    assert (found.position, found.position_basis) == (
        "higher",
        "published 2023-24 against 153 fictional authorities, Referrals to 2024",
    )
    middle = found.middle
    assert middle is not None
    assert (middle.low, middle.high) == ("19.25", "22.5")
    assert (middle.low_display, middle.high_display) == ("19.25%", "22.50%")
    # The current figure is 21.
    assert (middle.published, middle.current, middle.rank, middle.of) == ("higher", "in range", 120, 153)


@pytest.mark.parametrize("value", ["19.25", "22.5"])
def test_a_value_on_a_bound_is_in_range(compared: Scene, value: str) -> None:
    publish_figures(compared, authority_value=Decimal(value))
    assert line(compared).position == "in range"


@pytest.mark.parametrize(
    "missing", [{"authority_value": None, "authority_symbol": "c"}, {"q1": None, "q3": None}]
)
def test_without_a_published_figure_or_quartiles_the_position_is_as_printed(
    compared: Scene, missing: dict[str, Any]
) -> None:
    publish_figures(compared, **missing)
    PrintedVerdictFactory.create(scorecard=compared.scorecard, number=PERCENTAGE, position="lower")
    found = line(compared)
    assert (found.position, found.position_basis, found.middle) == ("lower", "as printed in the paper", None)


def test_a_printed_position_that_differs_is_said(compared: Scene) -> None:
    publish_figures(compared)
    PrintedVerdictFactory.create(
        scorecard=compared.scorecard, number=PERCENTAGE, position="in range", rag="", direction=""
    )
    found = line(compared)
    assert found.position == "higher"
    assert found.differs == (
        "The paper prints in range for the published figure; Referrals to 2024 gives higher, the middle half "
        "being 19.25% to 22.50%.",
    )


def test_readers_outside_see_where_the_published_figure_stands_but_not_a_hidden_current_one(
    compared: Scene,
) -> None:
    publish_figures(compared)
    given(compared, "LA", "3")
    found = line(compared)
    hidden = replace(found, cells=tuple(replace(cell, numerator="2") for cell in found.cells))
    (shown,) = disclose([hidden], Audience.OUTSIDE)
    assert shown.value.hidden
    assert shown.middle is not None
    assert (shown.position, shown.middle.current) == ("higher", "none")
    own = next(c for c in shown.comparators if c.key == "LA")
    assert (own.display, own.given) == ("23.4%", "")


def test_the_csv_says_how_many_neighbours_and_where_the_middle_half_runs(db: None) -> None:
    scene = make_compared_scene()
    publish_figures(scene)
    lines = [line_from_json(stored) for stored in scene.recalculated().lines]

    first = next(csv.DictReader(io.StringIO(scorecard_as_csv(lines))))

    wanted = ("neighbours_used", "neighbours_of", "quartile_1", "quartile_3", "position_of")
    assert [first[name] for name in wanted] == ["9", "10", "19.25", "22.5", "153"]
    assert (first["position"], first["position_of_current"]) == ("higher", "in range")
