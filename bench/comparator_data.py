"""153 authorities, 60 series, 40 years, ten neighbours each: made up, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from authorities.models import Authority, Level, Neighbour, NeighbourList, Region
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.models import Dataset, Indicator, PublishedValue, Release, Series
from indicators.storing import insert_rows

AUTHORITIES, SERIES, YEARS, NEIGHBOURS, REGIONS = 153, 60, 40, 10, 9
FIRST_YEAR = 1985
MISSING = 0.05
SEED = 20250131
_FIELDS = (
    "release",
    "series",
    "year",
    "level",
    "area_code",
    "authority",
    "region",
    "value",
    "symbol",
    "places",
)


@dataclass(frozen=True)
class Made:
    release: Release
    model: NeighbourList
    authorities: list[Authority]
    series: list[Series]


def make() -> Made:
    """Real authorities as far as the portal knows, so that nothing in the way of its work is left out."""
    random = np.random.default_rng(SEED)
    regions = Region.objects.bulk_create(
        Region(code=f"E1200000{n + 1}", name=f"Region {n + 1}") for n in range(REGIONS)
    )
    authorities = Authority.objects.bulk_create(
        Authority(code=str(201 + n), name=f"Authority {n + 1}", region=regions[n % REGIONS])
        for n in range(AUTHORITIES)
    )
    dataset = Dataset.objects.create(key="bench", name="Bench", year_means="31 March")
    polarities = [polarity.value for polarity in Polarity]
    indicators = Indicator.objects.bulk_create(
        Indicator(
            code=f"B{n}_PCT",
            name=f"Bench {n}",
            family="Bench",
            unit=Unit.PERCENTAGE.value,
            polarity=polarities[n % len(polarities)],
            numerator="some",
        )
        for n in range(SERIES)
    )
    series = Series.objects.bulk_create(
        Series(dataset=dataset, key=f"bench:{n:02}", indicator=indicator, column=f"column_{n}")
        for n, indicator in enumerate(indicators)
    )
    release = Release.objects.create(
        dataset=dataset, name="Bench", released_on=date(2025, 1, 31), sha256="0" * 64, rows_read=0
    )
    insert_rows(PublishedValue, _FIELDS, _values(random, release, authorities, regions, series))
    return Made(release, _model(random, authorities), authorities, series)


def _model(random: np.random.Generator, authorities: list[Authority]) -> NeighbourList:
    model = NeighbourList.objects.create(name="Bench", source="Made up", valid_from=date(2021, 4, 1))
    Neighbour.objects.bulk_create(
        Neighbour(neighbour_list=model, authority=authority, neighbour=authorities[other], rank=rank)
        for row, authority in enumerate(authorities)
        for rank, other in enumerate(
            [each for each in random.permutation(AUTHORITIES) if each != row][:NEIGHBOURS], start=1
        )
    )
    return model


def _values(
    random: np.random.Generator,
    release: Release,
    authorities: list[Authority],
    regions: list[Region],
    series: list[Series],
) -> Iterator[tuple[Any, ...]]:
    """Percentages with one decimal, 0.0 to 60.0, so that many are equal; region and England have theirs."""
    areas: list[tuple[str, str, int | None, int | None]] = [
        (Level.LOCAL.value, one.code, one.pk, one.region_id) for one in authorities
    ]
    areas += [(Level.REGIONAL.value, region.code, None, region.pk) for region in regions]
    areas.append((Level.NATIONAL.value, "E92000001", None, None))
    for one in series:
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            tenths = random.integers(0, 601, len(areas)).tolist()
            there = (random.random(len(areas)) >= MISSING).tolist()
            for area, number, has in zip(areas, tenths, there, strict=True):
                value, symbol = (Decimal(number).scaleb(-1), "") if has else (None, "c")
                yield (release.pk, one.pk, year, *area, value, symbol, 1)
