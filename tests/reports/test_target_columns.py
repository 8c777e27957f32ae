"""Bands and baselines in the lists made from lines: what changed, and the exception report."""

from __future__ import annotations

from dataclasses import replace

from reports.changes import changes_between
from reports.disclosure import Audience
from reports.exception_report import distance, sentence
from reports.reading import read_scorecard, reading_from_json
from reports.rows import BandTexts, Line
from reports.target_columns import bands_in_words, grade_in_words, target_columns, target_facts
from tests.factories.target import TargetFactory
from tests.reports.scenes import PERCENTAGE, Scene

BANDS = {"outstanding": "<14", "good": "14-17", "requires_improvement": "18-22"}


def banded(scene: Scene) -> Line:
    """21 of 100 in the requires improvement band; good ends at 17, and 4 is 23.5 per cent of it."""
    TargetFactory.create(
        authority=scene.authority, indicator=scene.indicators["SCENE_PCT"], text="15%", baseline=24, **BANDS
    )
    line = read_scorecard(scene.recalculated(), Audience.OWN).line(PERCENTAGE)
    assert line is not None
    return line


def test_the_exception_report_says_the_band_and_how_far_good_is(scene: Scene) -> None:
    line = banded(scene)
    assert distance(line) == "is 23.5% short of the good band"
    assert sentence(line) == (
        "21% against a target of 15%, down from 30%, in the requires improvement band. "
        "It is 23.5% short of the good band."
    )


def test_new_bands_and_a_new_baseline_are_among_what_changed(scene: Scene) -> None:
    before = read_scorecard(scene.scorecard, Audience.OWN)
    banded(scene)
    after = read_scorecard(scene.recalculated(), Audience.OWN)
    found = {change.what: (change.before, change.after) for change in changes_between(before, after)}
    assert found == {
        "target": ("20%", "15%"),
        "bands": ("", "requires improvement 18-22, good 14-17, outstanding <14"),
        "baseline": ("", "24%"),
    }


def test_the_facts_of_a_target_are_its_bands_its_baseline_and_the_change(scene: Scene) -> None:
    line = banded(scene)
    assert {fact["key"]: fact["value"] for fact in target_facts(line)} == {
        "Requires improvement": "18-22",
        "Good": "14-17",
        "Outstanding": "<14",
        "Baseline": "24%",
        "Change since": "-3 points",
    }
    assert grade_in_words(line) == "Requires improvement"


def test_a_line_without_bands_says_nothing_of_them(scene: Scene) -> None:
    line = read_scorecard(scene.scorecard, Audience.OWN).lines[1]
    assert (bands_in_words(line), grade_in_words(line), target_facts(line)) == ("", "", [])
    ungraded = replace(line, bands=BandTexts("Reduction", "Stable", "Increase"))
    assert grade_in_words(ungraded) == ""


def test_a_reading_frozen_before_there_were_bands_is_read_without_them(scene: Scene) -> None:
    frozen = read_scorecard(scene.scorecard, Audience.OWN).as_json()
    for section in frozen["sections"]:
        del section["shows"]
    for line in frozen["lines"]:
        for name in ("bands", "baseline", "baseline_display", "baseline_note", "change", "gap"):
            del line[name]
        del line["polarity_reason"]
    reading = reading_from_json(frozen)
    assert target_columns(reading.sections[0]).width == 0
    assert reading.lines[0].bands is None
