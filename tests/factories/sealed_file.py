from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import SealedFile
from tests.factories.return_version import ChildrenReturnFactory


class SealedFileFactory(DjangoModelFactory[SealedFile]):
    """A sealed file that nobody can open: its bytes are no cipher."""

    class Meta:
        model = SealedFile

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    key_version = "1"
    content = b"sealed"
    destroy_after = date(2025, 3, 2)
