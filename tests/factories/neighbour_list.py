from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from authorities.models import NeighbourList


class NeighbourListFactory(DjangoModelFactory[NeighbourList]):
    class Meta:
        model = NeighbourList

    name = factory.Sequence(lambda n: f"Neighbour model {n}")
    source = "Department for Education"
    valid_from = date(2021, 4, 1)
