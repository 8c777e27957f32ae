from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import ContactRow
from tests.factories.return_version import ChildrenReturnFactory


class ContactRowFactory(DjangoModelFactory[ContactRow]):
    """One row of list 1: a contact."""

    class Meta:
        model = ContactRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    contacted = date(2024, 12, 3)
    source = "6"
