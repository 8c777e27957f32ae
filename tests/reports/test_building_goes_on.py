"""One return, or one scorecard, that cannot be shown must not stop the others of its authority."""

from __future__ import annotations

from datetime import date

import pytest

from authorities.models import Role
from indicators.calculations.periods import Window
from indicators.jobs import enqueue
from indicators.models import JobState, Value
from indicators.waiting import finish
from reports import building
from reports.building import is_stale
from reports.demonstration.flow import hand_in_and_approve
from reports.demonstration.region import synthetic_return
from reports.models import Scorecard
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


def published(world: World) -> Scorecard:
    assert world.own.scorecard is not None
    return Scorecard.objects.select_related("authority", "template").get(pk=world.own.scorecard.pk)


def test_a_month_end_return_stops_nothing_where_the_layout_closes_by_quarter() -> None:
    """A quarter does not close in October: the return has values, and the other scorecards go on."""
    world = make_world()
    authority, analyst = world.own.authority, world.own.people[Role.ANALYST]
    content = synthetic_return(authority, date(2025, 10, 31), [("CIN_RATE", Window.S)])
    job = hand_in_and_approve(
        authority,
        date(2025, 10, 31),
        "october.xlsx",
        content,
        analyst=analyst,
        approver=world.own.people[Role.APPROVER],
    )
    assert job is not None and finish(job).state == JobState.DONE
    assert Value.objects.filter(authority=authority, period_end=date(2025, 10, 31)).count() == 1
    assert not Scorecard.objects.filter(authority=authority, period_end=date(2025, 10, 31)).exists()
    assert not is_stale(published(world))


def test_one_scorecard_that_cannot_be_built_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = make_world()
    authority, real = world.own.authority, building.rebuild
    Scorecard.objects.filter(authority=authority).update(inputs_hash="")
    broken = Scorecard.objects.filter(authority=authority).earliest("period_end")

    def rebuild(scorecard: Scorecard) -> bool:
        if scorecard.pk == broken.pk:
            raise ValueError("a line that cannot be made")
        return real(scorecard)

    monkeypatch.setattr(building, "rebuild", rebuild)
    job = finish(enqueue("recalculate", authority=authority, reason="a test", by=None))
    assert (job.state, job.result["scorecards_failed"]) == (JobState.DONE, 1)
    assert is_stale(broken) and not is_stale(published(world))
