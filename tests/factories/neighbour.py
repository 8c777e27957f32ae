from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import Neighbour
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour_list import NeighbourListFactory


class NeighbourFactory(DjangoModelFactory[Neighbour]):
    class Meta:
        model = Neighbour

    neighbour_list = factory.SubFactory(NeighbourListFactory)
    authority = factory.SubFactory(AuthorityFactory)
    neighbour = factory.SubFactory(AuthorityFactory)
    rank = 1
    closeness = "Close"
