from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import CareRow
from tests.factories.return_version import ChildrenReturnFactory


class CareRowFactory(DjangoModelFactory[CareRow]):
    """One row of list 8: a child in care."""

    class Meta:
        model = CareRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
    legal = "C2"
