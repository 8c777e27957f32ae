"""Redis is killed and comes back empty, while one authority's lists are counted and another's wait."""

from __future__ import annotations

from indicators.models import JobState
from tests.faults.conftest import RUNNING, WAITING
from tests.faults.outcomes import assert_done_once
from tests.faults.portal import CALENDAR, Figures, Portal


def test_a_restart_of_redis_neither_stops_the_job_that_runs_nor_loses_the_one_that_waits(
    portal: Portal, undisturbed: Figures
) -> None:
    assert portal.bell is not None
    with portal.held_up(CALENDAR):
        portal.approve(RUNNING)
        portal.wait_for(RUNNING, lambda job: job.counting, "counting")
        # The worker has one process, and it is busy.
        portal.approve(WAITING)
        assert portal.bell.waiting() == 1, "the nudge is in Redis, and will be lost with it"
        portal.bell.kill()
        portal.bell.start_again()
        assert portal.bell.waiting() == 0
        assert portal.job(RUNNING).state == JobState.RUNNING
        assert portal.job(WAITING).state == JobState.QUEUED

    for code in (RUNNING, WAITING):
        done = portal.wait_until_done(code)
        assert (done.attempt, done.error) == (1, "")
        assert_done_once(portal, code, done, undisturbed)
