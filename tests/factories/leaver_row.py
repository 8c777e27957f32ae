from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import LeaverRow
from tests.factories.return_version import ChildrenReturnFactory


class LeaverRowFactory(DjangoModelFactory[LeaverRow]):
    """One row of list 9: a care leaver."""

    class Meta:
        model = LeaverRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    age = 19
