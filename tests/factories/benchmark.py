from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.models import Benchmark
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour_list import NeighbourListFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory


class BenchmarkFactory(DjangoModelFactory[Benchmark]):
    class Meta:
        model = Benchmark

    authority = factory.SubFactory(AuthorityFactory)
    release = factory.SubFactory(ReleaseFactory)
    series = factory.SubFactory(SeriesFactory, dataset=factory.SelfAttribute("..release.dataset"))
    neighbour_list = factory.SubFactory(NeighbourListFactory)
    year = 2024
    authority_value = Decimal("23.4")
