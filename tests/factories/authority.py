from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import Authority
from tests.factories.region import RegionFactory


class AuthorityFactory(DjangoModelFactory[Authority]):
    """A fictional authority that has always existed, in a region of its own unless one is given."""

    class Meta:
        model = Authority

    # No real authority has a code below 200.
    code = factory.Sequence(lambda number: f"{number % 200:03}")
    name = factory.LazyAttribute(lambda authority: f"Exampleshire {authority.code}")
    region = factory.SubFactory(RegionFactory)
    kind = "Unitary authority"
    fictional = True
