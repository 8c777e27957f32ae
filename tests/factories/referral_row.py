from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import ReferralRow
from tests.factories.return_version import ChildrenReturnFactory


class ReferralRowFactory(DjangoModelFactory[ReferralRow]):
    """One row of list 3: a referral."""

    class Meta:
        model = ReferralRow

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    row = factory.Sequence(lambda number: number + 2)
    child = 4711
    referred = date(2024, 12, 3)
