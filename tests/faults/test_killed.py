"""Whoever counts an authority's lists is killed in the middle of it."""

from __future__ import annotations

from indicators.models import JobState
from tests.faults.conftest import KILLED
from tests.faults.outcomes import assert_done_once
from tests.faults.portal import CALENDAR, Figures, Portal


def test_a_count_whose_process_is_killed_is_done_once_by_the_next(
    portal: Portal, undisturbed: Figures
) -> None:
    with portal.held_up(CALENDAR):
        portal.approve(KILLED)
        portal.wait_for(KILLED, lambda job: job.counting, "counting")
        portal.kill_who_counts()
    left = portal.job(KILLED)
    assert (left.state, left.attempt) == (JobState.RUNNING, 1), "it was over before it could be killed"
    assert not any(portal.figures(KILLED).values())

    portal.start_again()

    done = portal.wait_until_done(KILLED)
    assert (done.attempt, done.error) == (2, "")
    assert_done_once(portal, KILLED, done, undisturbed)
