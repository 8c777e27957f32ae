from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import Level, PopulationEstimate
from tests.factories.authority import AuthorityFactory
from tests.factories.population_vintage import PopulationVintageFactory


class PopulationEstimateFactory(DjangoModelFactory[PopulationEstimate]):
    class Meta:
        model = PopulationEstimate

    vintage = factory.SubFactory(PopulationVintageFactory)
    mid_year = 2023
    level = Level.LOCAL
    authority = factory.SubFactory(AuthorityFactory)
    area_code = factory.SelfAttribute("authority.code")
    region = factory.SelfAttribute("authority.region")
    children = 50_000
