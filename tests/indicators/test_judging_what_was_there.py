from __future__ import annotations

from importlib import import_module

from django.apps import apps

from indicators.models import Job, JobState
from tests.factories.value import ValueFactory

migration = import_module("indicators.migrations.0010_judge_what_is_told")


def test_figures_from_before_are_judged_by_one_job_an_authority(db: None) -> None:
    old = ValueFactory.create(told=False)
    ValueFactory.create(authority=old.authority, source_return=old.source_return, told=False)
    ValueFactory.create(told=True)
    for _ in range(2):
        migration.queue(apps, None)
    [job] = Job.objects.all()
    assert (job.authority, job.kind, job.state) == (old.authority, "recalculate", JobState.QUEUED)
