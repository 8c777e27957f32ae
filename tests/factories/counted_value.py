from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from indicators.calculations.periods import Window
from indicators.models import CountedValue
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.return_version import PERIOD_END, ApprovedChildrenReturnFactory


class CountedValueFactory(DjangoModelFactory[CountedValue]):
    """21 of 100 over six months, counted from the approved lists of its authority and period."""

    class Meta:
        model = CountedValue

    authority = factory.SubFactory(AuthorityFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    window = Window.R6.value
    period_end = PERIOD_END
    numerator = Decimal(21)
    denominator = Decimal(100)
    value = Decimal(21)
    complete = True
    proxy = False
    rebuilt = False
    basis = "rolling 6 months, counted from the Annex A lists"
    source_return = factory.SubFactory(
        ApprovedChildrenReturnFactory,
        authority=factory.SelfAttribute("..authority"),
        period_end=factory.SelfAttribute("..period_end"),
    )
    returns = factory.LazyAttribute(lambda made: [made.source_return.pk])
    input_hash = factory.Sequence(lambda number: f"{number:064x}")
