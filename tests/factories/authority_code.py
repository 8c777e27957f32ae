from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import AuthorityCode
from tests.factories.authority import AuthorityFactory


class AuthorityCodeFactory(DjangoModelFactory[AuthorityCode]):
    class Meta:
        model = AuthorityCode

    authority = factory.SubFactory(AuthorityFactory)
    code = factory.Sequence(lambda number: f"E069{number:05}")
