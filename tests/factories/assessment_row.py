from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import AssessmentRow
from tests.factories.return_version import ChildrenReturnFactory


class AssessmentRowFactory(DjangoModelFactory[AssessmentRow]):
    """One row of list 4: a assessment."""

    class Meta:
        model = AssessmentRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    started = date(2024, 12, 3)
