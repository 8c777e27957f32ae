"""One portal for all faults of a pytest process, each with an authority of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from indicators.models import JobState
from tests.faults.portal import VALUES, Figures, Portal, start_portal

# In the embedded mode there is no Redis to be lost, and no table that can be locked to readers.
collect_ignore = ["test_redis.py", "test_killed_later.py"] if settings.EMBEDDED else []

UNDISTURBED, KILLED, KILLED_LATER, RUNNING, WAITING = "D03", "D04", "D05", "D06", "D07"


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    folder = tmp_path_factory.mktemp("portal")
    codes = [UNDISTURBED, KILLED]
    if not settings.EMBEDDED:
        codes += [KILLED_LATER, RUNNING, WAITING]
    started = start_portal(folder, worker_id, codes)
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def undisturbed(portal: Portal) -> Figures:
    """What the same lists give where nothing befalls the portal."""
    portal.approve(UNDISTURBED)
    job = portal.wait_until_done(UNDISTURBED)
    assert (job.state, job.attempt, job.error) == (JobState.DONE, 1, "")
    figures = portal.figures(UNDISTURBED)
    assert len(figures[VALUES]) > 300
    return figures
