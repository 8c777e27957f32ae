from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import EarlyHelpRow
from tests.factories.return_version import ChildrenReturnFactory


class EarlyHelpRowFactory(DjangoModelFactory[EarlyHelpRow]):
    """One row of list 2: a early help assessment."""

    class Meta:
        model = EarlyHelpRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
