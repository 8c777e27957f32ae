"""Steps of a job for the tests of jobs: real ones, named in the settings as the portal's own are."""

from __future__ import annotations

from authorities.models import Authority
from indicators import jobs
from indicators.jobs import Progress, Write
from indicators.models import Job, JobState


def rename(job: Job, report: Progress) -> Write:
    """Say how far it is, and write what can be seen afterwards."""
    report(1, 2, "Half way")

    def write() -> dict[str, int]:
        Authority.objects.filter(pk=job.authority_id).update(kind=f"attempt {job.attempt}")
        return {"renamed": 1}

    return write


def count(job: Job, report: Progress) -> Write:
    return lambda: {"counted": 2}


def fail(job: Job, report: Progress) -> Write:
    raise ValueError("the figures were not there")


def fail_in_writing(job: Job, report: Progress) -> Write:
    def write() -> dict[str, int]:
        Authority.objects.filter(pk=job.authority_id).update(kind="half written")
        raise ValueError("the disk was full")

    return write


def be_taken_over(job: Job, report: Progress) -> Write:
    """Another worker takes the job for lost and holds it by the time that this one writes."""
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert jobs.claim(job.pk) is not None
    return rename_unreported(job)


def be_taken_over_before_reporting(job: Job, report: Progress) -> Write:
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert jobs.claim(job.pk) is not None
    report(1, 2, "Still here")
    return rename_unreported(job)


def rename_unreported(job: Job) -> Write:
    def write() -> dict[str, int]:
        Authority.objects.filter(pk=job.authority_id).update(kind="written late")
        return {}

    return write
