from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import AdoptionRow
from tests.factories.return_version import ChildrenReturnFactory


class AdoptionRowFactory(DjangoModelFactory[AdoptionRow]):
    """One row of list 10: a child with a decision for adoption."""

    class Meta:
        model = AdoptionRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    decided = date(2024, 12, 3)
