"""A job's process is killed when the figures are written and the scorecard is not."""

from __future__ import annotations

from indicators.models import JobState
from tests.faults.conftest import KILLED_LATER
from tests.faults.portal import LAYOUTS, SCORECARDS, VALUES, Figures, Portal


def test_what_was_written_before_the_end_stands_and_only_the_rest_is_done(
    portal: Portal, undisturbed: Figures
) -> None:
    with portal.held_up(LAYOUTS):
        portal.approve(KILLED_LATER)
        portal.wait_for(KILLED_LATER, lambda job: bool(portal.figures(KILLED_LATER)[VALUES]), "written")
        portal.kill_who_counts()
    left = portal.job(KILLED_LATER)
    assert (left.state, left.attempt) == (JobState.RUNNING, 1)
    assert portal.figures(KILLED_LATER)[SCORECARDS] == []

    done = portal.wait_until_done(KILLED_LATER)
    assert (done.attempt, done.error) == (2, "")
    assert done.result["figures_counted_anew"] == done.result["values_changed"] == 0
    assert done.result["scorecards_rebuilt"] == 1
    assert portal.figures(KILLED_LATER) == undisturbed
