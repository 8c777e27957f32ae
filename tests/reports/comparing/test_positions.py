"""Where an authority's published figure stands among all others', and where the current one would."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Value
from reports.comparing.drill import middle_sentences
from reports.disclosure import Audience, disclose
from reports.exports import scorecard_as_csv
from reports.rows import Line, line_from_json
from tests.factories.polarity_override import PolarityOverrideFactory
from tests.factories.printed_verdict import PrintedVerdictFactory
from tests.factories.target import TargetFactory
from tests.reports.comparing.scenes import (
    columns,
    given,
    make_compared_scene,
    publish_figures,
    relayout,
)
from tests.reports.scenes import NOW, PERCENTAGE, Scene


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


def other_unit(scene: Scene, unit: str, window: str, annualised: tuple[str, ...] = ()) -> None:
    """The first line in another unit and of another window."""
    indicator = scene.indicators["SCENE_PCT"]
    indicator.unit, indicator.annualised = unit, list(annualised)
    indicator.save()
    TargetFactory.create(authority=scene.authority, indicator=indicator, text="20")
    Value.objects.filter(indicator=indicator).update(window=window)
    sections = columns()
    for column in sections["sections"][0]["columns"]:
        column["window"] = window
    relayout(scene, sections)


@pytest.mark.parametrize(
    ("unit", "window", "annualised", "current"),
    [
        ("rate", "R12", (), "in range"),
        ("rate", "FY", (), "in range"),
        ("rate", "S", (), "in range"),
        ("rate", "R6", (), "none"),
        ("rate", "Q", ("R6",), "none"),
        ("rate", "YTD", (), "none"),
        ("rate", "Q", ("Q",), "in range"),
        ("percentage", "Q", (), "in range"),
        ("average", "M", (), "in range"),
        ("days", "MEAN12", (), "in range"),
    ],
)
def test_the_current_figure_has_a_place_only_where_it_can_be_set_against_a_years(
    compared: Scene, unit: str, window: str, annualised: tuple[str, ...], current: str
) -> None:
    other_unit(compared, unit, window, annualised)
    publish_figures(compared)
    if window in ("Q", "FY"):
        ends(compared, date(2024, 12, 31) if window == "Q" else date(2025, 3, 31))
    found = line(compared)
    assert found.value.display and found.middle is not None
    assert (found.middle.published, found.middle.current) == ("higher", current)
    assert any("would" in sentence for sentence in middle_sentences(found)) is (current != "none")


def ends(scene: Scene, day: date) -> None:
    """The same scorecard for another period end, at which the window closes."""
    Value.objects.filter(period_end=NOW).update(period_end=day)
    scene.scorecard.period_end = day
    scene.scorecard.save()


def ranked(scene: Scene, **of: Any) -> tuple[int | None, bool]:
    """The rank and whether it is shared; the release's row is ranked as low being good, 120 of 153."""
    publish_figures(scene, **of)
    middle = line(scene).middle
    assert middle is not None
    return middle.rank, middle.tied


def judged_by(scene: Scene, polarity: str) -> None:
    PolarityOverrideFactory.create(
        authority=scene.authority,
        indicator=scene.indicators["SCENE_PCT"],
        polarity=polarity,
        valid_from=date(2024, 4, 1),
    )


def test_the_rank_is_the_releases_where_the_line_is_judged_as_the_catalogue_says(compared: Scene) -> None:
    assert ranked(compared, tied=True) == (120, True)


def test_the_rank_is_turned_about_where_the_authority_takes_the_other_side_to_be_good(
    compared: Scene,
) -> None:
    judged_by(compared, "high")
    # 119 authorities are lower and nobody is equal, so 33 are higher.
    assert ranked(compared) == (34, False)
    assert "ranks 34 of 153, 1 being the best." in middle_sentences(line(compared))[-1]


def test_a_shared_rank_cannot_be_turned_about_and_is_not_said(compared: Scene) -> None:
    judged_by(compared, "high")
    assert ranked(compared, tied=True) == (None, False)
    assert not any("ranks" in sentence for sentence in middle_sentences(line(compared)))


@pytest.mark.parametrize(("catalogue", "judged"), [("low", "neutral"), ("neutral", "high")])
def test_there_is_no_rank_where_neither_side_is_good_or_none_was_ranked(
    compared: Scene, catalogue: str, judged: str
) -> None:
    compared.indicators["SCENE_PCT"].polarity = catalogue
    compared.indicators["SCENE_PCT"].save()
    judged_by(compared, judged)
    assert ranked(compared, rank=None if catalogue == "neutral" else 120) == (None, False)


def test_a_paper_that_prints_another_polarity_turns_the_rank_about(compared: Scene) -> None:
    sections = columns()
    sections["sections"][0]["lines"][0]["polarity"] = "high"
    relayout(compared, sections)
    assert ranked(compared) == (34, False)


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
