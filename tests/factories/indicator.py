from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.models import Indicator


class IndicatorFactory(DjangoModelFactory[Indicator]):
    """A national percentage where low is good; with `owner_authority` it is that authority's own."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda number: f"EXAMPLE_{number}")
    name = factory.LazyAttribute(lambda indicator: f"Example indicator {indicator.code}")
    family = "Front door"
    unit = Unit.PERCENTAGE.value
    windows = factory.LazyFunction(lambda: [Window.R12.value, Window.S.value])
    polarity = Polarity.LOW.value
    numerator = "referrals within twelve months of an earlier one"
    denominator = "referrals"
