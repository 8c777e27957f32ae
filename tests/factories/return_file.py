from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import ReturnFile
from tests.factories.return_version import ReturnFactory


class ReturnFileFactory(DjangoModelFactory[ReturnFile]):
    class Meta:
        model = ReturnFile

    of_return = factory.SubFactory(ReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    content = b"the bytes of a workbook"
