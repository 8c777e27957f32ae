"""The mapping as data: sound, held to the catalogue, stored once, and never at the cost of a person's own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from authorities.models import AuditEvent
from indicators.calculations.figures import Unit
from indicators.catalogue.loader import read_catalogue
from indicators.models import Dataset, PublishedValue, Series
from indicators.published.mapping import MappedSeries, MappingError, read_mapping, store_datasets
from tests.factories.user import UserFactory
from tests.indicators.published.conftest import Import
from tests.indicators.published.small_files import referrals


def test_every_series_is_an_indicator_of_the_catalogue_in_its_unit() -> None:
    units = {entry.code: entry.unit for entry in read_catalogue()}
    for dataset in read_mapping():
        for series in dataset.series:
            unit = units[series.indicator]
            column = series.column.lower()
            assert series.per_children <= (unit is Unit.RATE), series
            if unit is Unit.PERCENTAGE:
                assert "percent" in column or "rate" in column, series
            if unit is Unit.NUMBER:
                assert "percent" not in column and "rate" not in column, series


def test_keys_are_unique_and_name_column_and_filters() -> None:
    keys = [series.key(dataset.key) for dataset in read_mapping() for series in dataset.series]
    assert len(keys) == len(set(keys)) == 23
    assert max(map(len, keys)) <= 300
    assert "cin-referrals:rereferral_percent (Referrals and Re-referrals)" in keys
    assert "cin-referrals:referral_count per 10,000 children (Referrals and Re-referrals)" in keys


def test_every_basis_is_said_and_fits() -> None:
    for dataset in read_mapping():
        for series in dataset.series:
            assert 10 < len(series.basis) <= 200, series


def test_two_headlines_of_one_indicator_are_refused(tmp_path: Path) -> None:
    series = [{"indicator": "REF_N", "column": column} for column in ("a", "b")]
    raw = [{"key": "k", "name": "K", "publication": "", "year_means": "31 March", "series": series}]
    path = tmp_path / "datasets.json"
    path.write_text(json.dumps(raw))
    with pytest.raises(MappingError, match="k: REF_N has 2 headline series"):
        read_mapping(path)


@pytest.mark.django_db
def test_storing_the_mapping_twice_changes_nothing_and_records_once(mapping: None) -> None:
    before = AuditEvent.objects.count()
    assert store_datasets() == "0 added, 0 changed, 32 unchanged"
    assert AuditEvent.objects.count() == before
    assert (Dataset.objects.count(), Series.objects.count()) == (9, 23)


@pytest.mark.django_db
def test_an_indicator_that_the_catalogue_lacks_is_refused(mapping: None) -> None:
    first = read_mapping()[0]
    with pytest.raises(MappingError, match="the catalogue has no indicator NO_SUCH_N"):
        store_datasets([replace(first, series=(MappedSeries("NO_SUCH_N", "referral_count"),))])


@pytest.mark.django_db
def test_a_series_that_the_mapping_drops_stays_but_is_no_headline(mapping: None) -> None:
    first = read_mapping()[0]
    dropped = first.series[0]
    own = Series.objects.get(key=first.series[1].key(first.key))
    Series.objects.filter(pk=own.pk).update(added_by=UserFactory.create())
    assert store_datasets([replace(first, series=first.series[2:])]) == "0 added, 1 changed, 4 unchanged"
    assert not Series.objects.get(key=dropped.key(first.key)).headline
    assert Series.objects.get(pk=own.pk).headline


@pytest.mark.django_db
def test_a_series_that_the_mapping_gains_is_read_from_the_releases_held(take: Import) -> None:
    take(referrals())
    first = read_mapping()[0]
    gained = MappedSeries(
        "CONTACT_N", "rereferral_count", {"category": "Referrals and Re-referrals"}, basis="For a test"
    )
    assert store_datasets([replace(first, series=(*first.series, gained))]).startswith("1 added")
    values = PublishedValue.objects.filter(series__column="rereferral_count")
    assert values.count() == 15 and {value.value for value in values} == {24}
