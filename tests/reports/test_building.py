from __future__ import annotations

from typing import Any

import pytest

from indicators.models import JobState, Return, ReturnState, Value
from reports.building import is_stale, rebuild, stale_among
from reports.inputs import read_all_inputs
from reports.models import Scorecard
from reports.rows import line_from_json
from tests.factories.indicator import IndicatorFactory
from tests.factories.job import JobFactory
from tests.factories.printed_verdict import PrintedVerdictFactory
from tests.factories.return_comparator import ReturnComparatorFactory
from tests.factories.return_figure import ReturnFigureFactory
from tests.factories.return_version import ReturnFactory
from tests.factories.scorecard import ScorecardFactory
from tests.factories.target import TargetFactory
from tests.factories.value import ValueFactory
from tests.reports.scenes import BEFORE, NOW, Scene


def test_a_scorecard_just_calculated_is_current_and_rebuilding_it_changes_nothing(scene: Scene) -> None:
    lines = scene.scorecard.lines
    assert not is_stale(scene.scorecard)
    assert not rebuild(scene.scorecard)
    assert scene.scorecard.lines == lines


def _value(scene: Scene) -> None:
    Value.objects.filter(period_end=BEFORE).update(input_hash="changed")


def _target(scene: Scene) -> None:
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_RATE"], text="50")


def _layout(scene: Scene) -> None:
    scene.template.sha256 = "0" * 64
    scene.template.save()


def _approval(scene: Scene) -> None:
    """A newly approved return whose values have not been reckoned yet."""
    Return.objects.filter(authority=scene.authority, period_end=NOW).update(state=ReturnState.SUPERSEDED)
    ReturnFactory.create(authority=scene.authority, period_end=NOW, state=ReturnState.APPROVED)


def _printed(scene: Scene) -> None:
    PrintedVerdictFactory.create(scorecard=scene.scorecard)


def _definition(scene: Scene) -> None:
    scene.indicators["SCENE_PCT"].polarity = "high"
    scene.indicators["SCENE_PCT"].save()


def _job(scene: Scene) -> None:
    JobFactory.create(authority=scene.authority)


def _running(scene: Scene) -> None:
    JobFactory.create(authority=scene.authority, state=JobState.RUNNING)


def _comparator(scene: Scene) -> None:
    approved = Return.objects.get(authority=scene.authority, period_end=NOW)
    ReturnComparatorFactory.create(of_return=approved, indicator=scene.indicators["SCENE_PCT"])


@pytest.mark.parametrize(
    "change", [_value, _target, _layout, _approval, _printed, _definition, _job, _running, _comparator]
)
def test_whatever_it_was_made_from_makes_it_stale(scene: Scene, change: Any) -> None:
    change(scene)
    found = Scorecard.objects.select_related("authority", "template").get(pk=scene.scorecard.pk)
    assert is_stale(found)


def test_another_indicator_another_authority_and_a_later_period_leave_it_current(scene: Scene) -> None:
    ValueFactory.create(authority=scene.authority, indicator=IndicatorFactory.create(), period_end=BEFORE)
    ValueFactory.create(indicator=scene.indicators["SCENE_PCT"])
    ValueFactory.create(
        authority=scene.authority, indicator=scene.indicators["SCENE_PCT"], period_end="2025-04-30"
    )
    JobFactory.create(authority=scene.authority, state=JobState.DONE)
    assert not is_stale(scene.scorecard)


def test_each_figure_says_in_which_row_of_which_sheet_it_stands(scene: Scene) -> None:
    approved = Return.objects.get(authority=scene.authority, period_end=NOW)
    ReturnFigureFactory.create(
        of_return=approved, indicator=scene.indicators["SCENE_PCT"], sheet="Figures", row=17
    )
    TargetFactory.create(authority=scene.authority, indicator=scene.indicators["SCENE_PCT"], text="25%")
    source = line_from_json(scene.recalculated().lines[0]).value.source
    assert source is not None
    assert (source.sheet, source.row, source.version) == ("Figures", 17, approved.version)


def test_staleness_of_many_costs_no_more_queries_than_of_one(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    for year in range(2015, 2025):
        ScorecardFactory.create(
            authority=scene.authority, template=scene.template, period_end=f"{year}-03-31"
        )
    scorecards = list(Scorecard.objects.select_related("authority", "template"))
    with django_assert_max_num_queries(10):
        stale = stale_among(scorecards)
    assert stale == {s.pk for s in scorecards} - {scene.scorecard.pk}


def test_inputs_of_two_authorities_are_never_read_together(scene: Scene) -> None:
    with pytest.raises(ValueError, match="one authority at a time"):
        read_all_inputs([scene.scorecard, ScorecardFactory.create()])


def test_reading_many_gives_each_what_reading_it_alone_gives(scene: Scene) -> None:
    other = ScorecardFactory.create(authority=scene.authority, template=scene.template, period_end=BEFORE)
    together = read_all_inputs([scene.scorecard, other])
    for scorecard in (scene.scorecard, other):
        alone = read_all_inputs([scorecard])[scorecard.pk]
        assert together[scorecard.pk].digest() == alone.digest()
    assert together[other.pk].digest() != together[scene.scorecard.pk].digest()
