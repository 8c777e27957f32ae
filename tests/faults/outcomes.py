"""What must come of every fault."""

from __future__ import annotations

from tests.faults.portal import COUNTED, VALUES, Figures, Portal, SeenJob


def assert_done_once(portal: Portal, code: str, done: SeenJob, undisturbed: Figures) -> None:
    """One job, which wrote each figure itself, and the same figures as where nothing happened."""
    assert [job.pk for job in portal.jobs(code)] == [done.pk]
    counted = len(undisturbed[COUNTED])
    assert (done.result["figures_counted"], done.result["figures_counted_anew"]) == (counted, counted)
    assert done.result["values_changed"] == len(undisturbed[VALUES])
    assert portal.figures(code) == undisturbed
