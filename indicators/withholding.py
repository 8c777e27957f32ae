"""Which values may be told outside their authority: the step of a recalculation job that decides it."""

from __future__ import annotations

from indicators.jobs import Progress, Write
from indicators.models import Job, Value


def decide_what_is_told(job: Job, report: Progress) -> Write:
    """Judge the values that are not told yet; what was told stays told while its figure does not change."""
    untold = Value.objects.filter(authority=job.authority, told=False)

    def write() -> dict[str, int]:
        return {"values_told": untold.update(told=True)}

    return write
