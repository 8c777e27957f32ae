from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import MeasureChoice
from tests.factories.authority import AuthorityFactory


class MeasureChoiceFactory(DjangoModelFactory[MeasureChoice]):
    """Child protection visits every 20 working days."""

    class Meta:
        model = MeasureChoice

    authority = factory.SubFactory(AuthorityFactory)
    chosen = factory.LazyFunction(lambda: {"cp_visit_working_days": 20})
    reason = "Our standard"
