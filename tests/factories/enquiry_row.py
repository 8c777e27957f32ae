from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import EnquiryRow
from tests.factories.return_version import ChildrenReturnFactory


class EnquiryRowFactory(DjangoModelFactory[EnquiryRow]):
    """One row of list 5: a section 47 enquiry."""

    class Meta:
        model = EnquiryRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
