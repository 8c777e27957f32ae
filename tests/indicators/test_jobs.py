"""The durable job: one claim wins, a late writer is refused, what fails is tried again and then parked."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from authorities.models import AuditEvent, Authority, User
from authorities.refusal import Refused
from indicators import jobs, tasks
from indicators.models import Job, JobState
from tests.factories.job import JobFactory


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids that the bell was rung for. The bell leads to a broker, which is no part of these tests."""
    rung: list[int] = []
    monkeypatch.setattr(jobs, "nudge", rung.append)
    return rung


@pytest.fixture
def steps(settings: Any) -> Any:
    def use(*names: str) -> None:
        settings.JOB_STEPS = {"recalculate": [f"tests.indicators.steps.{name}" for name in names]}

    return use


@pytest.fixture
def job(authority: Authority) -> Job:
    return JobFactory.create(authority=authority)


def test_a_job_runs_its_steps_and_keeps_their_results(job: Job, steps: Any) -> None:
    steps("rename", "count")

    assert jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempt, job.result) == (JobState.DONE, 1, {"renamed": 1, "counted": 2})
    assert (job.progress_done, job.progress_total) == (2, 2)
    assert job.finished_at is not None
    assert Authority.objects.get().kind == "attempt 1"


def test_a_job_that_is_over_or_gone_is_left_alone(job: Job, steps: Any) -> None:
    steps("rename")
    jobs.run(job.pk)

    assert not jobs.run(job.pk)
    assert not jobs.run(job.pk + 1)
    tasks.run_job(job.pk + 1)
    assert Job.objects.get().attempt == 1


def test_a_second_request_rides_on_the_job_that_waits(authority: Authority, analyst: User) -> None:
    first = jobs.enqueue("recalculate", authority=authority, reason="one", by=analyst)

    assert jobs.enqueue("recalculate", authority=authority, reason="two", by=analyst) == first
    assert jobs.claim(first.pk) is not None
    assert jobs.enqueue("recalculate", authority=authority, reason="three", by=analyst) != first


def test_the_bell_is_rung_only_once_the_change_is_committed(
    authority: Authority, nudges: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("recalculate", authority=authority, reason="a change", by=None)
        assert nudges == []

    assert nudges == [job.pk]


def test_a_late_writer_is_refused(job: Job, steps: Any) -> None:
    steps("be_taken_over")

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.RUNNING, 2)
    assert Authority.objects.get().kind != "written late"


def test_a_late_worker_is_stopped_at_its_next_report(job: Job, steps: Any) -> None:
    steps("be_taken_over_before_reporting")

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempt, job.progress_text) == (JobState.RUNNING, 2, "Starting")


def test_what_a_failed_step_wrote_is_taken_back(job: Job, steps: Any) -> None:
    steps("fail_in_writing")

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.QUEUED, "ValueError: the disk was full")
    assert Authority.objects.get().kind != "half written"


def test_three_failures_park_a_job_with_its_error(job: Job, steps: Any, nudges: list[int]) -> None:
    steps("fail")

    for _ in range(3):
        assert jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.PARKED, 3)
    assert job.error == "ValueError: the figures were not there"
    assert nudges == [job.pk, job.pk]
    assert not jobs.run(job.pk)


def test_a_job_that_fails_while_a_newer_one_waits_leaves_the_work_to_it(
    job: Job, steps: Any, authority: Authority, nudges: list[int]
) -> None:
    steps("fail")
    running = jobs.claim(job.pk)
    assert running is not None
    newer = JobFactory.create(authority=authority)
    jobs._fail(running, "ValueError: broken")

    job.refresh_from_db()
    assert (job.state, job.progress_text) == (JobState.DONE, "Taken over by a newer job")
    assert jobs.claim(newer.pk) is not None


def test_two_jobs_of_one_authority_never_run_at_once(
    job: Job, authority: Authority, other_authority: Authority, steps: Any, nudges: list[int]
) -> None:
    steps("rename")
    first = jobs.claim(job.pk)
    second = JobFactory.create(authority=authority)
    elsewhere = JobFactory.create(authority=other_authority)

    assert jobs.claim(second.pk) is None
    assert jobs.claim(elsewhere.pk) is not None

    Job.objects.filter(pk=first.pk).update(state=JobState.DONE)  # type: ignore[union-attr]
    assert jobs.claim(second.pk) is not None


def test_the_job_that_had_to_wait_is_rung_for_when_the_first_is_over(
    job: Job, authority: Authority, steps: Any, nudges: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps("count")
    waiting: list[Job] = []
    claim = jobs.claim

    def claim_and_queue_another(job_id: int) -> Job | None:
        held = claim(job_id)
        waiting.append(JobFactory.create(authority=authority))
        return held

    monkeypatch.setattr(jobs, "claim", claim_and_queue_another)
    jobs.run(job.pk)

    assert nudges == [waiting[0].pk]


def test_the_sweeper_rings_again_for_what_nobody_claimed(job: Job, nudges: list[int]) -> None:
    assert jobs.sweep() == 0
    Job.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))

    assert jobs.sweep() == 1
    assert nudges == [job.pk]
    assert jobs.sweep() == 0


def test_the_sweeper_frees_what_a_dead_worker_held(job: Job, settings: Any, nudges: list[int]) -> None:
    lost = timezone.now() - timedelta(seconds=settings.JOB_LOST_AFTER_SECONDS + 1)
    for attempt in (1, 2, 3):
        assert jobs.claim(job.pk) is not None
        assert jobs.sweep() == 0, "a worker that was heard of lately is not lost"
        Job.objects.update(heard_at=lost)
        assert jobs.sweep() >= 1
        job.refresh_from_db()
        assert job.state == (JobState.PARKED if attempt == 3 else JobState.QUEUED)

    assert job.error == "The worker stopped answering."


def test_parked_work_is_tried_again_as_a_new_job(job: Job, analyst: User) -> None:
    with pytest.raises(Refused, match="stopped after failing"):
        jobs.retry_parked(job, by=analyst)
    Job.objects.update(state=JobState.PARKED)
    job.refresh_from_db()

    again = jobs.retry_parked(job, by=analyst)

    assert again.pk != job.pk
    assert again.reason == "Tried again: An example"
    assert AuditEvent.objects.get(act="try a job again").actor == analyst


def test_the_job_of_a_decision_is_the_first_that_took_it_into_account(authority: Authority) -> None:
    decided = timezone.now()
    before = JobFactory.create(
        authority=authority, state=JobState.DONE, claimed_at=decided - timedelta(seconds=1)
    )
    assert jobs.job_of_decision("recalculate", authority=authority, decided_at=decided) is None

    failed = JobFactory.create(authority=authority, state=JobState.PARKED, claimed_at=decided, error="x")
    assert jobs.job_of_decision("recalculate", authority=authority, decided_at=decided) == failed

    waiting = JobFactory.create(authority=authority)
    assert jobs.job_of_decision("recalculate", authority=authority, decided_at=decided) == waiting

    Job.objects.filter(pk=waiting.pk).update(state=JobState.DONE, claimed_at=decided)
    JobFactory.create(authority=authority)
    assert jobs.job_of_decision("recalculate", authority=authority, decided_at=decided) == waiting
    assert before.pk < waiting.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_once_one_wins(authority: Authority) -> None:
    job, start, won = JobFactory.create(authority=authority), Barrier(4), []

    def claim() -> None:
        start.wait(timeout=20)
        try:
            won.append(jobs.claim(job.pk))
        finally:
            connection.close()

    threads = [Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sum(held is not None for held in won) == 1
    assert Job.objects.get().attempt == 1


@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_cannot_be_claimed_before_the_change_that_joined_it_is_there(
    authority: Authority,
) -> None:
    job, about_to_claim, seen = JobFactory.create(authority=authority), Event(), []

    def claim() -> None:
        about_to_claim.set()
        try:
            assert jobs.claim(job.pk) is not None
            seen.append(Authority.objects.get().kind)
        finally:
            connection.close()

    with transaction.atomic():
        joined = jobs.enqueue("recalculate", authority=authority, reason="a change", by=None)
        Authority.objects.update(kind="changed")
        worker = Thread(target=claim)
        worker.start()
        assert about_to_claim.wait(timeout=20)
        worker.join(timeout=1)
        assert joined == job
        assert worker.is_alive(), "the claim waits for the change to be committed"
    worker.join(timeout=60)

    assert seen == ["changed"]
