from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import PolarityOverride
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory


class PolarityOverrideFactory(DjangoModelFactory[PolarityOverride]):
    class Meta:
        model = PolarityOverride

    authority = factory.SubFactory(AuthorityFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    polarity = "low"
    valid_from = date(2025, 4, 1)
    reason = "Fewer referrals is the aim of our front door"
