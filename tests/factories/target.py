from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import Target
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory


class TargetFactory(DjangoModelFactory[Target]):
    class Meta:
        model = Target

    authority = factory.SubFactory(AuthorityFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    text = "20%"
    valid_from = date(2024, 4, 1)
    source = "The authority's plan"
