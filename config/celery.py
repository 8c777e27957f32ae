"""The Celery application and the only schedule.

The job row in the database is the truth; a task is a nudge that carries the row's id. That is why
nothing here keeps a result, and why a lost or doubled nudge does no harm.
"""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("like_for_like")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    # A spawned child loads polars first; on a busy machine that takes longer than the usual four seconds.
    worker_proc_alive_timeout=60.0,
    broker_connection_retry_on_startup=True,
    # A nudge must not hold up the page that sends it: with Redis down the sweeper re-sends.
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 5},
    task_publish_retry=False,
    timezone="Europe/London",
    beat_schedule={
        "sweep-jobs": {"task": "indicators.sweep_jobs", "schedule": 15.0},
        "forget-expired-sessions": {"task": "indicators.forget_expired_sessions", "schedule": 24 * 60 * 60.0},
        # Of the day, but asked every hour: a schedule that begins anew each morning never ends a day.
        "destroy-expired-files": {"task": "indicators.destroy_expired_files", "schedule": 60 * 60.0},
        "remind-due": {"task": "reports.remind_due", "schedule": 60 * 60.0},
    },
)
app.autodiscover_tasks(["indicators", "reports"])
