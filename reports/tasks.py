"""Celery's tasks of this floor: one service call each, that may run twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from reports.collection.reminders import remind_due


@shared_task(name="reports.remind_due")
def remind_those_who_are_due() -> None:
    remind_due(timezone.localdate())
