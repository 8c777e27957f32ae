"""What a new definition or a new bank holiday makes stale is counted again, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.children.queueing import read_bank_holidays, store_bank_holidays, store_definitions
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.staleness import codes_of_the_calendar
from indicators.models import BankHoliday, Job, MeasureDefinition
from tests.factories.return_version import ApprovedChildrenReturnFactory, ApprovedReturnFactory

pytestmark = pytest.mark.django_db


def test_the_first_loading_notes_every_definition() -> None:
    assert store_definitions() == f"{len(DEFINITIONS)} new or changed"
    assert store_definitions() == "0 new or changed"
    assert MeasureDefinition.objects.count() == len(DEFINITIONS)


def test_a_changed_definition_is_counted_again_for_those_with_lists() -> None:
    store_definitions()
    with_lists = ApprovedChildrenReturnFactory.create().authority
    ApprovedReturnFactory.create()
    MeasureDefinition.objects.filter(code="CP_N").update(fingerprint="0" * 64)
    MeasureDefinition.objects.filter(code="REF_N").delete()
    store_definitions()
    job = Job.objects.get()
    assert (job.authority, job.codes) == (with_lists, ["CP_N", "REF_N"])


def test_a_new_bank_holiday_is_counted_into_what_counts_working_days() -> None:
    store_bank_holidays(read_bank_holidays())
    authority = ApprovedChildrenReturnFactory.create().authority
    store_bank_holidays(read_bank_holidays() | {date(2026, 7, 1): "A day of thanks"})
    assert BankHoliday.objects.get(day=date(2026, 7, 1)).name == "A day of thanks"
    job = Job.objects.get()
    assert (job.authority, job.codes) == (authority, codes_of_the_calendar())


def test_the_same_table_again_changes_nothing() -> None:
    store_bank_holidays(read_bank_holidays())
    ApprovedChildrenReturnFactory.create()
    assert store_bank_holidays(read_bank_holidays()) == "0 changed"
    assert not Job.objects.exists()
