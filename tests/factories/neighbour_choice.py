from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from authorities.models import NeighbourChoice
from tests.factories.authority import AuthorityFactory
from tests.factories.neighbour_list import NeighbourListFactory


class NeighbourChoiceFactory(DjangoModelFactory[NeighbourChoice]):
    class Meta:
        model = NeighbourChoice

    authority = factory.SubFactory(AuthorityFactory)
    neighbour_list = factory.SubFactory(NeighbourListFactory)
    valid_from = date(2025, 4, 1)
    reason = "The newer model"
