"""Lines judged by bands, tolerances, baselines and decisions: each case worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Value
from reports.rows import Line, line_from_json
from tests.factories.polarity_override import PolarityOverrideFactory
from tests.factories.target import TargetFactory
from tests.reports.scenes import NOW, Scene

# The four orders of bands that a scorecard of 2017 printed, high-good and low-good.
HIGH: dict[str, Any] = {"outstanding": "90+", "good": "85-89", "requires_improvement": "70-80"}
LOW: dict[str, Any] = {"outstanding": "<14", "good": "15-17", "requires_improvement": "22-18"}
BARE: dict[str, Any] = {"outstanding": "90", "good": "80", "requires_improvement": "70"}
OVERLAP: dict[str, Any] = {"outstanding": "79-85", "good": "76-79", "requires_improvement": "70-76"}
WORDS: dict[str, Any] = {"outstanding": "Reduction", "good": "Stable", "requires_improvement": "Increase"}


def line(
    scene: Scene, top: int | str, base: int | None = 100, code: str = "SCENE_PCT", **target: Any
) -> Line:
    """The line as it is judged with so many of 100 and this target."""
    unit = scene.indicators[code].unit
    value = Decimal(top) if base is None or unit == "number" else Decimal(top) * 100 / base
    Value.objects.filter(authority=scene.authority, indicator__code=code, period_end=NOW).update(
        numerator=top, denominator=base, value=value, input_hash=f"{top}/{base}"
    )
    if target:
        fields = {"text": ""} | target
        TargetFactory.create(authority=scene.authority, indicator=scene.indicators[code], **fields)
    lines = [line_from_json(data) for data in scene.recalculated().lines]
    return next(found for found in lines if found.code == code)


@pytest.mark.parametrize(
    ("top", "bands", "grade", "colour", "gap"),
    [
        # Ascending. 90 is the floor of outstanding.
        (90, HIGH, "outstanding", "green", ""),
        # Between 89 and 90: not yet outstanding.
        ("89.5", HIGH, "good", "green", ""),
        # 81 to 84 lie in no band: the worse of the two beside them.
        (82, HIGH, "requires improvement", "amber", "3 more: 85 instead of 82"),
        # 69 is below the floor of 70, and 16 short of good.
        (69, HIGH, "below requires improvement", "red", "16 more: 85 instead of 69"),
        # Descending. '<14' leaves 14 out, and 14 to 15 is a gap: 14 itself falls to good.
        (13, LOW, "outstanding", "green", ""),
        (14, LOW, "good", "green", ""),
        (17, LOW, "good", "green", ""),
        # 17.5 lies between good and requires improvement.
        ("17.5", LOW, "requires improvement", "amber", "1 fewer: 16.5 instead of 17.5"),
        (22, LOW, "requires improvement", "amber", "5 fewer: 17 instead of 22"),
        (23, LOW, "below requires improvement", "red", "6 fewer: 17 instead of 23"),
        # A bare 80 means 80 or better.
        (85, BARE, "good", "green", ""),
        (79, BARE, "requires improvement", "amber", "1 more: 80 instead of 79"),
        # 79 stands in outstanding and in good, 76 in good and in the one below: the better of the two.
        (79, OVERLAP, "outstanding", "green", ""),
        (76, OVERLAP, "good", "green", ""),
        (75, OVERLAP, "requires improvement", "amber", "1 more: 76 instead of 75"),
        # Bands in words are shown, and nothing is graded by them.
        (20, WORDS, "", "none", ""),
    ],
)  # fmt: skip
def test_bands_grade_the_figure_and_say_how_far_good_is(
    scene: Scene, top: int | str, bands: dict[str, Any], grade: str, colour: str, gap: str
) -> None:
    sense = "at_most" if bands is LOW else "at_least"
    found = line(scene, top, **bands, sense=sense)
    assert found.bands is not None
    events, _, instead = gap.partition(": ")
    sentence = f"{events} of 100 would have reached the good band ({instead})." if gap else ""
    assert (found.bands.grade, found.rag, found.gap) == (grade, colour, sentence)
    assert (found.bands.outstanding, found.bands.good) == (bands["outstanding"], bands["good"])


@pytest.mark.parametrize(
    ("top", "target", "colour", "reason", "gap"),
    [
        # In good, and at the target.
        (86, "85", "green", "In the good band; the year-end target of at least 85 is met.", ""),
        # In good, and two short of a target inside the band.
        (
            86,
            "88",
            "green",
            "In the good band; the year-end target of at least 88 is missed.",
            "2 more of 100 would have met it (88 instead of 86).",
        ),
        # A target that is worse than the lowest band: met, and red by the bands.
        (
            66,
            "65",
            "red",
            "Below the requires improvement band; the year-end target of at least 65 is met.",
            "",
        ),
    ],
)
def test_a_year_end_target_stands_beside_the_bands(
    scene: Scene, top: int, target: str, colour: str, reason: str, gap: str
) -> None:
    found = line(scene, top, text=target, **HIGH, sense="at_least")
    assert (found.target, found.rag, found.rag_reason, found.gap) == (target, colour, reason, gap)


def test_bands_in_words_leave_the_rating_to_the_target(scene: Scene) -> None:
    found = line(scene, 20, text="20%", **WORDS)
    assert (found.rag, found.rag_reason) == ("green", "Target of at most 20 met.")


def test_bands_say_which_way_is_good_where_no_polarity_does(scene: Scene) -> None:
    scene.template.definition["sections"][0]["lines"][0]["polarity"] = "neutral"
    scene.template.save()
    # From 30 to 16, and low is good by the bands.
    found = line(scene, 16, text="16", **LOW)
    assert (found.effect, found.word, found.judged) == ("better", "POSITIVE", "low")
    assert found.rag_reason == "In the good band; the year-end target of at most 16 is met."


@pytest.mark.parametrize(
    ("top", "kind", "tolerance", "colour"),
    [
        # The template's: 5 per cent of 20 is 1.
        (21, "", None, "amber"),
        (22, "", None, "red"),
        # 10 per cent of 20 is 2, and the tolerance itself is within it.
        (22, "relative", 10, "amber"),
        (23, "relative", 10, "red"),
        # Three points, whatever the target.
        (23, "points", 3, "amber"),
        (24, "points", 3, "red"),
        # Nothing is near enough.
        (21, "points", 0, "red"),
        (20, "points", 0, "green"),
    ],
)
def test_a_tolerance_of_the_targets_own_comes_before_the_templates(
    scene: Scene, top: int, kind: str, tolerance: int | None, colour: str
) -> None:
    found = line(scene, top, text="20%", tolerance_kind=kind, tolerance=tolerance)
    assert found.rag == colour


@pytest.mark.parametrize(
    ("code", "top", "base", "baseline", "display", "points", "percent", "shown"),
    [
        # 21 - 24.3 = -3.3 points; 3.3 / 24.3 = 13.58 per cent.
        ("SCENE_PCT", 21, 100, "24.3", "24.3%", "-3.3", "-13.58024691358024691358024691", "-3.3 points"),
        # 12 - 16 = -4; 4 / 16 is a quarter.
        ("SCENE_SMALL", 12, None, "16", "16", "-4", "-25", "-25.0%"),
        ("SCENE_SMALL", 12, None, "0", "0", "12", None, "+12 from 0"),
    ],
)
def test_the_change_from_the_baseline_is_in_points_or_per_cent(
    scene: Scene,
    code: str,
    top: int,
    base: int | None,
    baseline: str,
    display: str,
    points: str,
    percent: str | None,
    shown: str,
) -> None:
    found = line(scene, top, base, code, text="20", baseline=baseline, baseline_note="2022-23")
    assert (found.baseline, found.baseline_display, found.baseline_note) == (baseline, display, "2022-23")
    assert found.change is not None
    assert (found.change.points, found.change.percent, found.change.shown) == (points, percent, shown)


def test_a_baseline_alone_is_no_target(scene: Scene) -> None:
    found = line(scene, 21, baseline="24")
    assert (found.target, found.rag, found.word) == ("", "none", "DECREASE")
    assert found.change is not None


def test_a_rate_scaled_to_a_year_is_counted_back_in_its_own_window(scene: Scene) -> None:
    """555 of 100,000 in twelve months is 55.5; at most 50 is 500: 55 fewer. Low is good on this line."""
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_RATE"], text="50")
    found = line_from_json(scene.recalculated().lines[2])
    assert found.gap == "55 fewer would have met it (500 instead of 555)."


def test_a_figure_typed_as_meeting_its_target_has_no_gap_though_its_parts_fall_short(scene: Scene) -> None:
    """19 of 94 is 20.2 per cent, typed as 20 against at most 20."""
    line(scene, 19, 94)
    Value.objects.filter(indicator__code="SCENE_PCT", period_end=NOW).update(value=20, input_hash="typed")
    found = line_from_json(scene.recalculated().lines[0])
    assert (found.rag, found.gap) == ("green", "")


def decide(scene: Scene, polarity: str, valid_from: date = date(2024, 4, 1)) -> None:
    PolarityOverrideFactory.create(
        authority=scene.authority,
        indicator=scene.indicators["SCENE_PCT"],
        polarity=polarity,
        valid_from=valid_from,
        reason="More is the aim.",
    )


def test_a_decision_of_the_authority_turns_the_rating_and_the_colour(scene: Scene) -> None:
    """21 against 20, from 30, printed as low is good: by its own decision high is."""
    before = line_from_json(scene.recalculated().lines[0])
    assert (before.rag, before.effect, before.polarity_reason) == ("amber", "better", "")
    decide(scene, "high")
    found = line_from_json(scene.recalculated().lines[0])
    assert (found.polarity, found.rag, found.effect) == ("high", "green", "worse")
    assert found.polarity_reason == "High is good here, by decision of the authority: More is the aim."


def test_a_decision_for_neither_side_rates_and_colours_nothing(scene: Scene) -> None:
    decide(scene, "neutral")
    found = line_from_json(scene.recalculated().lines[0])
    assert (found.rag, found.effect, found.word) == ("none", "none", "DECREASE")
    assert found.polarity_reason.startswith("Neither high nor low is good here")


def test_a_decision_holds_from_its_day_and_until_it_is_taken_back(scene: Scene) -> None:
    decide(scene, "high", date(2025, 2, 1))
    assert line_from_json(scene.recalculated().lines[0]).polarity == "low"
    decide(scene, "high")
    decide(scene, "")
    assert line_from_json(scene.recalculated().lines[0]).polarity_reason == ""


def test_a_target_with_a_side_of_its_own_keeps_it_against_the_decision(scene: Scene) -> None:
    decide(scene, "high")
    found = line(scene, 21, text="<22")
    assert (found.rag, found.polarity, found.effect) == ("green", "high", "worse")


def test_a_decision_makes_a_scorecard_out_of_date_at_once(scene: Scene) -> None:
    before = scene.scorecard.inputs_hash
    decide(scene, "high")
    assert scene.recalculated().inputs_hash != before
