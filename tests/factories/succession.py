from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from authorities.models import Succession
from tests.factories.authority import AuthorityFactory


class SuccessionFactory(DjangoModelFactory[Succession]):
    """One of the two halves of a split on 1 April 2023."""

    class Meta:
        model = Succession

    predecessor = factory.SubFactory(AuthorityFactory, valid_to=date(2023, 3, 31))
    successor = factory.SubFactory(AuthorityFactory, valid_from=date(2023, 4, 1))
    on = date(2023, 4, 1)
    kind = Succession.Kind.SPLIT
