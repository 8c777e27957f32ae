from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import NeedRow
from tests.factories.return_version import ChildrenReturnFactory


class NeedRowFactory(DjangoModelFactory[NeedRow]):
    """One row of list 6: a child in need."""

    class Meta:
        model = NeedRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
    status = "c"
