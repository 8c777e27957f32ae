from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import AuthorityName
from authorities.register.names import name_key
from tests.factories.authority import AuthorityFactory


class AuthorityNameFactory(DjangoModelFactory[AuthorityName]):
    class Meta:
        model = AuthorityName

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.SelfAttribute("authority.name")
    key = factory.LazyAttribute(lambda held: name_key(held.name))
