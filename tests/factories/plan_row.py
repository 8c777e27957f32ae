from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import PlanRow
from tests.factories.return_version import ChildrenReturnFactory


class PlanRowFactory(DjangoModelFactory[PlanRow]):
    """One row of list 7: a child protection plan."""

    class Meta:
        model = PlanRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
    earlier_plans = 0
