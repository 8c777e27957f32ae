from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import SharingChoice
from tests.factories.authority import AuthorityFactory


class SharingChoiceFactory(DjangoModelFactory[SharingChoice]):
    """An authority that keeps its figures to itself."""

    class Meta:
        model = SharingChoice

    authority = factory.SubFactory(AuthorityFactory)
    shares = False
    reason = "The figures are being checked"
