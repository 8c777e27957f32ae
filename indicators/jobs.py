"""The durable job: queue, claim, fence, run, sweep. The only writer of the job rows.

The row is committed with the change that needs it; a nudge is sent on commit; whoever claims the
row first runs it. A claim raises `attempt`, and every later write of that worker names the attempt
it holds, so one that was thought lost and comes back is refused. Running twice equals once.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from authorities import audit
from authorities.models import Authority, User
from authorities.refusal import Refused
from indicators.models import Job, JobState

logger = logging.getLogger(__name__)

# A step reads and reckons, reporting progress, and hands back what writes its result.
Progress = Callable[[int, int, str], None]
Write = Callable[[], dict[str, int]]
Step = Callable[[Job, Progress], Write]


class LostClaim(Exception):
    """Another worker holds the job now; what this one reckoned is thrown away."""


@transaction.atomic
def enqueue(
    kind: str, *, authority: Authority, reason: str, by: User | None, codes: Sequence[str] = ()
) -> Job:
    """A job row in the caller's transaction, and a nudge once that commits.

    Joins the job of that kind that is already waiting for the authority, if there is one. `codes` are the
    indicators to count anew from the lists.
    """
    job = _waiting_or_new(kind, authority, reason[:200], by, codes)
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def _waiting_or_new(
    kind: str, authority: Authority, reason: str, by: User | None, codes: Sequence[str]
) -> Job:
    waiting = Job.objects.filter(kind=kind, authority=authority, state=JobState.QUEUED)
    codes = sorted({*codes, *_left_undone(kind, authority)})
    while True:
        # The lock keeps a worker from claiming it before the caller's change is there to be read.
        job = waiting.select_for_update().first()
        if job is not None:
            _join(job, codes)
            return job
        try:
            with transaction.atomic():
                return Job.objects.create(
                    kind=kind, authority=authority, reason=reason, created_by=by, codes=codes
                )
        except IntegrityError:
            continue  # somebody else's was committed in between: join that one


def _left_undone(kind: str, authority: Authority) -> set[str]:
    """What jobs were to count that stopped after failing, and no later job has done since."""
    jobs = Job.objects.filter(kind=kind, authority=authority)
    done = jobs.filter(state=JobState.DONE, error="").order_by("-pk").values_list("pk", flat=True).first()
    parked = jobs.filter(state=JobState.PARKED, pk__gt=done or 0)
    return {code for codes in parked.values_list("codes", flat=True) for code in codes}


def _join(job: Job, codes: Sequence[str]) -> None:
    """Let a waiting job count these as well."""
    together = sorted({*job.codes, *codes})
    if together != job.codes:
        job.codes = together
        Job.objects.filter(pk=job.pk).update(codes=together)


def nudge(job_id: int) -> None:
    """Ring the bell. A broker that is down costs nothing: the sweeper rings again."""
    from indicators.tasks import run_job  # the task module imports this one

    try:
        run_job.apply_async((job_id,), ignore_result=True, retry=False)
    except Exception:  # whatever the broker's client raises: the row is safe
        logger.warning("job %s waits for the sweeper: the broker did not answer", job_id)


def claim(job_id: int) -> Job | None:
    """The job, now ours, or None when it is gone, over, somebody else's, or must wait its turn.

    Two jobs of a kind never run at once for one authority: the slower would write over the newer.
    """
    now = timezone.now()
    name = f"{socket.gethostname()}/{threading.get_ident()}"[:80]
    running = Job.objects.filter(
        kind=OuterRef("kind"), authority=OuterRef("authority"), state=JobState.RUNNING
    ).exclude(pk=OuterRef("pk"))
    taken = Job.objects.filter(~Exists(running), pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempt=F("attempt") + 1,
        claimed_by=name,
        claimed_at=now,
        heard_at=now,
        error="",
        progress_done=0,
        progress_total=0,
        progress_text="Starting",
    )
    return Job.objects.select_related("authority").get(pk=job_id) if taken else None


def _held(job: Job) -> Q:
    return Q(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)


def _report(job: Job) -> Progress:
    def report(done: int, total: int, text: str) -> None:
        held = Job.objects.filter(_held(job)).update(
            progress_done=done, progress_total=total, progress_text=text[:200], heard_at=timezone.now()
        )
        if not held:
            raise LostClaim

    return report


def run(job_id: int) -> bool:
    """Claim a job and run its steps. False when there was nothing to claim. Never raises a step's error:
    the row carries it."""
    job = claim(job_id)
    if job is None:
        return False
    steps: list[Step] = [import_string(path) for path in settings.JOB_STEPS[job.kind]]
    try:
        result: dict[str, int] = {}
        for number, step in enumerate(steps, start=1):
            write = step(job, _report(job))
            last = number == len(steps)
            with transaction.atomic():
                # The row lock that keeps a second worker out until this commit.
                if not Job.objects.select_for_update().filter(_held(job)).exists():
                    raise LostClaim
                result |= write()
                if last:
                    _finish(job, result)
    except LostClaim:
        logger.warning("job %s attempt %s was taken over", job.pk, job.attempt)
    except Exception as error:
        logger.exception("job %s attempt %s failed", job.pk, job.attempt)
        _fail(job, f"{type(error).__name__}: {error}")
    _nudge_waiting(job)
    return True


def _nudge_waiting(over: Job) -> None:
    """Ring for the job that had to wait for this one."""
    waiting = Job.objects.filter(kind=over.kind, authority=over.authority, state=JobState.QUEUED)
    for job_id in waiting.exclude(pk=over.pk).values_list("pk", flat=True):
        nudge(job_id)


def _finish(job: Job, result: dict[str, int]) -> None:
    Job.objects.filter(_held(job)).update(
        state=JobState.DONE,
        result=result,
        finished_at=timezone.now(),
        progress_done=F("progress_total"),
        progress_text="Done",
    )


def _fail(job: Job, error: str) -> None:
    """Queue a failed job again, or park it after the last attempt with its error to be seen."""
    if _queued_again(job, error):
        nudge(job.pk)


@transaction.atomic
def _queued_again(job: Job, error: str) -> bool:
    last = job.attempt >= settings.JOB_ATTEMPTS
    held = Job.objects.filter(_held(job))
    waiting = Job.objects.filter(kind=job.kind, authority=job.authority, state=JobState.QUEUED)
    newer = waiting.select_for_update().first()
    if newer is not None:
        # A newer change already waits: it will do this job's work too.
        _join(newer, job.codes)
    if last:
        held.update(state=JobState.PARKED, error=error[:2000], finished_at=timezone.now())
    elif newer is not None:
        held.update(
            state=JobState.DONE,
            error=error[:2000],
            finished_at=timezone.now(),
            progress_text="Taken over by a newer job",
        )
    else:
        again = held.update(state=JobState.QUEUED, error=error[:2000], progress_text="Will be tried again")
        return bool(again)
    return False


def sweep() -> int:
    """Ring again for what nobody claimed, and free what a dead worker held. The count of both."""
    now = timezone.now()
    lost_before = now - timedelta(seconds=settings.JOB_LOST_AFTER_SECONDS)
    swept = 0
    for job in Job.objects.filter(state=JobState.RUNNING, heard_at__lt=lost_before):
        _fail(job, "The worker stopped answering.")
        swept += 1
    waiting = Job.objects.filter(state=JobState.QUEUED, nudged_at__lt=now - timedelta(seconds=10))
    for job_id in list(waiting.values_list("pk", flat=True)):
        Job.objects.filter(pk=job_id).update(nudged_at=now)
        nudge(job_id)
        swept += 1
    return swept


@transaction.atomic
def retry_parked(job: Job, *, by: User | None) -> Job:
    """A new job in place of one that was parked. Raises Refused for one that is not parked."""
    if job.state != JobState.PARKED:
        raise Refused("Only work that has stopped after failing can be tried again.")
    again = enqueue(
        job.kind, authority=job.authority, reason=f"Tried again: {job.reason}", by=by, codes=job.codes
    )
    sentence = f"asked for job {job.pk} to be tried again"
    audit.record("try a job again", sentence, by=by, authority=job.authority, about=again)
    return again


def job_of_decision(kind: str, *, authority: Authority, decided_at: datetime) -> Job | None:
    """The job that took a decision of that moment into account: the first that did it, else the newest
    that is to do it or failed to."""
    after = Q(claimed_at__gte=decided_at) | Q(state=JobState.QUEUED)
    held = Job.objects.filter(after, kind=kind, authority=authority).select_related("authority")
    return held.filter(state=JobState.DONE, error="").order_by("pk").first() or held.order_by("-pk").first()
