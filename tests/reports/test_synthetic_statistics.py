"""The demonstration's statistics: of fictional authorities alone, and in by the importers of real ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from authorities.models import Level, NeighbourList, PopulationVintage, Region
from indicators.models import Benchmark, Dataset, PublishedValue, Release, Series
from reports.demonstration.statistics import YEARS, load_real, load_synthetic
from reports.management.commands.load_reference import load_reference

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def region() -> Region:
    load_reference(demonstration=True)
    return Region.objects.get(code="D12000001")


def test_every_series_has_a_figure_or_a_symbol_for_every_fictional_authority_and_year(region: Region) -> None:
    load_synthetic(region, TODAY, lambda _: None)

    authorities = region.authorities.count()
    for series in Series.objects.all():
        found = PublishedValue.objects.filter(series=series, level=Level.LOCAL)
        assert found.count() == authorities * YEARS, series.key
        assert found.exclude(value=None).exists(), series.key
    assert not PublishedValue.objects.filter(value__in=range(1, 6), places=0, level=Level.LOCAL).exclude(
        series__indicator__unit="percentage"
    )


def test_nothing_of_it_is_about_england_or_a_real_authority(region: Region) -> None:
    load_synthetic(region, TODAY, lambda _: None)

    assert not PublishedValue.objects.filter(level=Level.NATIONAL).exists()
    assert not PublishedValue.objects.filter(authority__fictional=False).exists()
    assert not Benchmark.objects.filter(authority__fictional=False).exists()
    for model in (Release, NeighbourList, PopulationVintage):
        assert set(model.objects.values_list("fictional", flat=True)) == {True}
        assert all("ynthetic" in name for name in model.objects.values_list("name", flat=True))


def test_loading_it_again_changes_nothing(region: Region) -> None:
    load_synthetic(region, TODAY, lambda _: None)
    before = [model.objects.count() for model in (Release, PublishedValue, Benchmark, NeighbourList)]

    load_synthetic(region, TODAY, lambda _: None)

    assert [m.objects.count() for m in (Release, PublishedValue, Benchmark, NeighbourList)] == before
    assert Release.objects.count() == Dataset.objects.count()


def test_without_the_published_files_it_says_so_and_goes_on(region: Region, tmp_path: Path) -> None:
    said: list[str] = []

    load_real(tmp_path, said.append)

    assert said == ["published statistics not loaded: they are not beside the project"]
    assert not Release.objects.exists()


def test_the_published_files_are_loaded_where_they_lie_beside(region: Region) -> None:
    if not (settings.PUBLISHED_DIR / "published").is_dir():
        pytest.skip("the published statistics are not beside the project")
    said: list[str] = []

    load_real(settings.PUBLISHED_DIR, said.append)

    assert said == ["10 published files loaded as releases"]
    assert set(Release.objects.values_list("dataset__key", flat=True)) == set(
        Dataset.objects.values_list("key", flat=True)
    )
    assert NeighbourList.objects.count() == 2 and PopulationVintage.objects.count() == 1
