from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.calculations.periods import Window
from indicators.models import Value
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.return_version import PERIOD_END, ApprovedReturnFactory


class ValueFactory(DjangoModelFactory[Value]):
    """21 of 100 over twelve months, from the approved return of its authority and period."""

    class Meta:
        model = Value

    authority = factory.SubFactory(AuthorityFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    window = Window.R12.value
    period_end = PERIOD_END
    numerator = Decimal(21)
    denominator = Decimal(100)
    value = Decimal(21)
    places = 0
    basis = "12 months to the period end"
    source_return = factory.SubFactory(
        ApprovedReturnFactory,
        authority=factory.SelfAttribute("..authority"),
        period_end=factory.SelfAttribute("..period_end"),
    )
    input_hash = factory.Sequence(lambda number: f"{number:064x}")
    told = True
