from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import models

from authorities.models import AuditEvent, Authority, Region
from indicators.calculations.polarity import Polarity
from indicators.catalogue.cells import LONGEST
from indicators.catalogue.entries import IndicatorEntry
from indicators.catalogue.loader import read_catalogue
from indicators.catalogue.store import Report, store_catalogue
from indicators.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> list[IndicatorEntry]:
    return read_catalogue()


def test_the_whole_catalogue_is_stored_and_a_second_run_changes_nothing(
    entries: list[IndicatorEntry],
) -> None:
    assert store_catalogue(entries) == Report(added=157, changed=0, unchanged=0, retired=0)
    assert store_catalogue(entries) == Report(added=0, changed=0, unchanged=157, retired=0)
    assert Indicator.objects.filter(owner_authority=None, retired=False).count() == 157


def test_an_entry_is_stored_as_plain_codes(entries: list[IndicatorEntry]) -> None:
    store_catalogue(entries)
    row = Indicator.objects.get(code="S47_RATE")
    assert (row.unit, row.polarity, row.counts_people) == ("rate", "neutral", True)
    assert (row.windows, row.annualised) == (["R6", "R12", "YTD"], ["R6", "YTD"])
    assert (row.annex_a_class, row.annex_a_lists) == ({"R6": "A", "R12": "S", "YTD": "S"}, [5])
    assert row.definition_date == date(2025, 1, 31)


def test_a_changed_entry_is_written_and_the_others_are_left(entries: list[IndicatorEntry]) -> None:
    store_catalogue(entries)
    changed = replace(entries[0], polarity=Polarity.LOW, name="Another name")
    assert store_catalogue([changed, *entries[1:]]) == Report(added=0, changed=1, unchanged=156, retired=0)
    row = Indicator.objects.get(code=changed.code)
    assert (row.name, row.polarity) == ("Another name", "low")


def test_an_indicator_missing_from_the_files_is_retired_once_and_kept(entries: list[IndicatorEntry]) -> None:
    store_catalogue(entries)
    assert store_catalogue(entries[1:]) == Report(added=0, changed=0, unchanged=156, retired=1)
    assert store_catalogue(entries[1:]) == Report(added=0, changed=0, unchanged=156, retired=0)
    assert Indicator.objects.get(code=entries[0].code).retired


def test_a_retired_indicator_that_returns_to_the_files_is_brought_back(entries: list[IndicatorEntry]) -> None:
    store_catalogue(entries)
    key = Indicator.objects.get(code=entries[0].code).pk
    store_catalogue(entries[1:])
    assert store_catalogue(entries) == Report(added=0, changed=1, unchanged=156, retired=0)
    row = Indicator.objects.get(code=entries[0].code)
    assert (row.pk, row.retired) == (key, False)


def test_local_indicators_are_never_touched_even_with_a_code_of_the_catalogue(
    entries: list[IndicatorEntry],
) -> None:
    region = Region.objects.create(code="E12000099", name="Somewhere")
    authority = Authority.objects.create(code="901", name="Sampleshire", region=region)
    own = {
        "owner_authority": authority,
        "family": "local",
        "unit": "number",
        "polarity": "low",
        "windows": ["S"],
    }
    Indicator.objects.create(code="LOCAL_N", name="Ours", numerator="children", **own)
    Indicator.objects.create(code=entries[0].code, name="Ours too", numerator="children", **own)
    before = list(Indicator.objects.filter(owner_authority=authority).order_by("pk").values())
    store_catalogue(entries)
    store_catalogue(entries[1:])
    assert list(Indicator.objects.filter(owner_authority=authority).order_by("pk").values()) == before


def test_an_empty_catalogue_is_refused_and_retires_nothing(entries: list[IndicatorEntry]) -> None:
    store_catalogue(entries)
    with pytest.raises(ValueError, match="There is no indicator to store"):
        store_catalogue([])
    assert not Indicator.objects.filter(retired=True).exists()


def test_a_run_that_changes_something_is_in_the_audit_trail_and_an_idle_run_is_not(
    entries: list[IndicatorEntry],
) -> None:
    store_catalogue(entries)
    store_catalogue(entries[1:])
    store_catalogue(entries[1:])
    first, second = AuditEvent.objects.filter(act="store_catalogue").order_by("pk")
    assert first.sentence == "loaded the indicator catalogue: 157 added, 0 changed, 0 unchanged, 0 retired"
    assert (second.actor_name, second.details["retired"]) == ("the operator", [entries[0].code])


def test_storing_again_costs_a_few_queries_whatever_the_size(
    entries: list[IndicatorEntry], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    store_catalogue(entries)
    with django_assert_max_num_queries(3):
        store_catalogue(entries)


def test_the_widths_that_the_loader_refuses_are_those_of_the_table() -> None:
    widths = {
        field.name: field.max_length
        for field in Indicator._meta.get_fields()
        if isinstance(field, models.CharField) and not field.choices
    }
    assert widths == LONGEST
