"""The embedded worker: Celery's own worker and schedule on daemon threads of the web process.

For one machine without services. The broker is in memory, so it must be the same process; the
job rows make it safe to end at any moment.
"""

from __future__ import annotations

import threading

from celery.beat import EmbeddedService
from celery.beat import Scheduler as MemoryScheduler
from django.conf import settings

from config.celery import app

_started = threading.Event()


def start_embedded_worker() -> None:
    """Start the worker and the schedule once, where no broker is given. A no-op otherwise."""
    if not settings.EMBEDDED or _started.is_set():
        return
    _started.set()
    worker = app.WorkController(
        pool="solo",
        hostname="embedded",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        loglevel="WARNING",
    )
    threading.Thread(target=worker.start, name="embedded-worker", daemon=True).start()
    beat = EmbeddedService(app, thread=True, scheduler_cls=MemoryScheduler, max_interval=5)
    beat.daemon = True
    beat.start()
