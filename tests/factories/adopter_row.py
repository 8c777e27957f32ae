from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import AdopterRow
from tests.factories.return_version import ChildrenReturnFactory


class AdopterRowFactory(DjangoModelFactory[AdopterRow]):
    """One row of list 11: a prospective adopter."""

    class Meta:
        model = AdopterRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    adopter = 815
    enquired = date(2024, 12, 3)
