from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.models import ReturnComparator
from tests.factories.indicator import IndicatorFactory
from tests.factories.return_version import ReturnFactory


class ReturnComparatorFactory(DjangoModelFactory[ReturnComparator]):
    class Meta:
        model = ReturnComparator

    of_return = factory.SubFactory(ReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    indicator = factory.SubFactory(IndicatorFactory)
    name = "SN"
    year = "2023-24"
    value = Decimal("22.4")
    places = 1
