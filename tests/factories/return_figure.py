from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.calculations.periods import Window
from indicators.models import ReturnFigure
from tests.factories.indicator import IndicatorFactory
from tests.factories.return_version import ReturnFactory


class ReturnFigureFactory(DjangoModelFactory[ReturnFigure]):
    """A figure given by its parts: 21 of 100."""

    class Meta:
        model = ReturnFigure

    of_return = factory.SubFactory(ReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    indicator = factory.SubFactory(IndicatorFactory)
    window = Window.R12.value
    numerator = Decimal(21)
    denominator = Decimal(100)
    sheet = "Figures"
    row = factory.Sequence(lambda number: number + 2)
