"""What a job is to count anew is not lost: not by joining, not by failing three times."""

from __future__ import annotations

from typing import Any

import pytest

from authorities.models import Authority
from indicators import jobs
from indicators.models import Job, JobState
from tests.factories.job import JobFactory


@pytest.fixture
def job(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Job:
    # The bell leads to a broker, which is no part of these tests.
    monkeypatch.setattr(jobs, "nudge", lambda _: None)
    return JobFactory.create(authority=authority)


def test_a_change_that_joins_a_waiting_job_adds_its_codes(job: Job, authority: Authority) -> None:
    for codes in (["REF_N"], ["CP_N", "REF_N"], []):
        joined = jobs.enqueue("recalculate", authority=authority, reason="a change", by=None, codes=codes)
        assert joined == job
    job.refresh_from_db()
    assert job.codes == ["CP_N", "REF_N"]


def test_what_a_parked_job_was_to_count_is_counted_by_the_next_job(
    job: Job, settings: Any, authority: Authority
) -> None:
    Job.objects.filter(pk=job.pk).update(codes=["CP_N", "REF_N"])
    settings.JOB_STEPS = {"recalculate": ["tests.indicators.steps.fail"]}
    for _ in range(3):
        jobs.run(job.pk)
    settings.JOB_STEPS = {"recalculate": ["tests.indicators.steps.count"]}

    later = jobs.enqueue("recalculate", authority=authority, reason="a return of figures", by=None)
    assert later.codes == ["CP_N", "REF_N"]
    jobs.run(later.pk)
    # Once done it is not done again.
    assert jobs.enqueue("recalculate", authority=authority, reason="a target", by=None).codes == []


def test_a_job_that_is_parked_hands_its_codes_to_the_one_that_waits_already(
    job: Job, settings: Any, authority: Authority
) -> None:
    Job.objects.filter(pk=job.pk).update(codes=["CP_N"], attempt=2)
    settings.JOB_STEPS = {"recalculate": ["tests.indicators.steps.fail"]}
    running = jobs.claim(job.pk)
    assert running is not None
    waiting = JobFactory.create(authority=authority, codes=["REF_N"])
    jobs._fail(running, "ValueError: broken")
    job.refresh_from_db()
    waiting.refresh_from_db()
    assert (job.state, waiting.codes) == (JobState.PARKED, ["CP_N", "REF_N"])
