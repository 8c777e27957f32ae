"""A region of a few authorities with approved figures now and before, for the tests of the regional pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from authorities.models import Authority, Region
from authorities.sharing import Reader
from indicators.models import Indicator
from reports.models import ScorecardTemplate
from reports.side_by_side.columns import STANDARD
from reports.side_by_side.matrix import Matrix
from reports.side_by_side.reading import read_matrix
from reports.side_by_side.views import View
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.region import RegionFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory, layout_of
from tests.reports.scenes import BEFORE, NOW, give

LEAD = Reader(lead=True)


@dataclass
class RegionScene:
    """`indicators` are low-is-good percentages of 1,000 unless made otherwise, on the standard layout."""

    region: Region
    template: ScorecardTemplate
    authorities: list[Authority] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    def matrix(self, reader: Reader = LEAD, **choices: object) -> Matrix:
        return read_matrix(self.region, View(**{"back": 12, **choices}), reader)  # type: ignore[arg-type]

    def give(self, place: int, indicator: int, per_cent: int, period_end: date = NOW) -> None:
        give(self.authorities[place], self.indicators[indicator], per_cent * 10, 1000, per_cent, period_end)


def make_region(columns: list[list[int | None]], **indicator: object) -> RegionScene:
    """A column an indicator, a figure an authority (Place A, B ...), in per cent; None: it has none."""
    indicators = [IndicatorFactory.create(family=f"family {n}", **indicator) for n, _ in enumerate(columns)]
    codes = [each.code for each in indicators]
    template = ScorecardTemplateFactory.create(
        name=STANDARD, title="Standard", definition=layout_of(STANDARD, "Standard", codes)
    )
    scene = RegionScene(RegionFactory.create(), template, indicators=indicators)
    for place in range(max(map(len, columns))):
        name = f"Place {chr(65 + place)}"
        scene.authorities.append(AuthorityFactory.create(region=scene.region, name=name))
    for column, values in enumerate(columns):
        for place, value in enumerate(values):
            if value is not None:
                scene.give(place, column, value)
    return scene


__all__ = ["BEFORE", "LEAD", "NOW", "RegionScene", "make_region"]
