"""For the command line: run a job here, or wait for the worker that holds it."""

from __future__ import annotations

import time

from indicators import jobs
from indicators.models import Job

PAUSE_SECONDS = 0.2


def finish(job: Job) -> Job:
    """The job once it is over: run in this process, tried again if it fails, unless a worker was quicker."""
    while True:
        ran = jobs.run(job.pk)
        job.refresh_from_db()
        if job.over:
            return job
        if not ran:  # a worker holds it, or it waits for another job of the authority
            time.sleep(PAUSE_SECONDS)
