from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.calculations.periods import Window
from indicators.models import IndicatorInSet
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory


class IndicatorInSetFactory(DjangoModelFactory[IndicatorInSet]):
    class Meta:
        model = IndicatorInSet

    authority = factory.SubFactory(AuthorityFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    window = Window.R12.value
