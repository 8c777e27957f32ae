"""Celery's tasks: an id in, one service call. A vanished row means return."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from indicators import jobs
from indicators.children.sealing import destroy_expired


@shared_task(name="indicators.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task(name="indicators.sweep_jobs")
def sweep_jobs() -> None:
    jobs.sweep()


@shared_task(name="indicators.forget_expired_sessions")
def forget_expired_sessions() -> None:
    call_command("clearsessions")


@shared_task(name="indicators.destroy_expired_files")
def destroy_expired_files() -> None:
    destroy_expired(timezone.localdate())
