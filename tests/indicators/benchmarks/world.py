"""A few real authorities with published figures, made for the tests of benchmarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from authorities.models import Authority, Level, NeighbourList, PopulationVintage, Region
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.models import Benchmark, Dataset, Release, Series
from tests.factories.authority import AuthorityFactory
from tests.factories.dataset import DatasetFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.neighbour import NeighbourFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.population_vintage import PopulationVintageFactory
from tests.factories.published_value import PublishedValueFactory
from tests.factories.region import RegionFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory

ENGLAND = "England"


@dataclass
class World:
    """Authorities by a letter, all in one region, with one release of one dataset."""

    region: Region
    dataset: Dataset
    release: Release
    authorities: dict[str, Authority] = field(default_factory=dict)

    @classmethod
    def make(cls, letters: str = "ABCDE", *, fictional: bool = False) -> World:
        dataset = DatasetFactory.create(key="referrals")
        release = ReleaseFactory.create(dataset=dataset, fictional=fictional)
        world = cls(RegionFactory.create(fictional=fictional), dataset, release)
        for letter in letters:
            world.add(letter, fictional=fictional)
        return world

    def add(self, letter: str, **said: Any) -> Authority:
        said = {"fictional": False, "region": self.region, "name": letter} | said
        self.authorities[letter] = AuthorityFactory.create(code=f"8{ord(letter) - 64:02}", **said)
        return self.authorities[letter]

    def series(self, code: str = "REREF_PCT", polarity: Polarity = Polarity.LOW, **said: Any) -> Series:
        unit = Unit.RATE if said.get("per_children") else Unit.PERCENTAGE
        indicator = IndicatorFactory.create(code=code, polarity=polarity.value, unit=unit.value)
        return SeriesFactory.create(dataset=self.dataset, indicator=indicator, column=code.lower(), **said)

    def publish(self, series: Series, year: int = 2024, /, **cells: str) -> None:
        """By letter, 'region' or 'england': a figure, or a symbol."""
        for name, cell in cells.items():
            number = cell[:1].isdigit()
            PublishedValueFactory.create(
                release=self.release,
                series=series,
                year=year,
                value=Decimal(cell) if number else None,
                symbol="" if number else cell,
                places=len(cell.partition(".")[2]) if number else 0,
                **self._area(name),
            )

    def _area(self, name: str) -> dict[str, Any]:
        if name == "england":
            return {
                "level": Level.NATIONAL, "area_code": "E92000001", "authority": None, "region": None
            }  # fmt: skip
        if name == "region":
            return {
                "level": Level.REGIONAL,
                "area_code": self.region.code,
                "authority": None,
                "region": self.region,
            }
        return {"authority": self.authorities[name]}

    def neighbours(self, name: str = "Model", owner: str = "", **of: str) -> NeighbourList:
        """By letter: the letters of its neighbours, the closest first."""
        made = NeighbourListFactory.create(
            name=name,
            owner=self.authorities[owner] if owner else None,
            fictional=self.release.fictional,
            valid_from=date(2021, 4, 1),
        )
        for letter, others in of.items():
            for rank, other in enumerate(others, start=1):
                NeighbourFactory.create(
                    neighbour_list=made,
                    authority=self.authorities[letter],
                    neighbour=self.authorities[other],
                    rank=rank,
                )
        return made

    def vintage(self, mid_year: int = 2023, name: str = "Mid-2023", **children: int) -> PopulationVintage:
        made = PopulationVintageFactory.create(name=name, fictional=self.release.fictional)
        for area, number in children.items():
            PopulationEstimateFactory.create(
                vintage=made, mid_year=mid_year, children=number, **self._area(area)
            )
        return made

    def benchmark(
        self, letter: str, series: Series, neighbour_list: NeighbourList | None = None, year: int = 2024
    ) -> Benchmark:
        return Benchmark.objects.get(
            authority=self.authorities[letter], series=series, neighbour_list=neighbour_list, year=year
        )
