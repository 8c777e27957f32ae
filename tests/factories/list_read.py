from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import ListRead
from tests.factories.return_version import ChildrenReturnFactory


class ListReadFactory(DjangoModelFactory[ListRead]):
    """List 4 of a return, read without a problem."""

    class Meta:
        model = ListRead

    of_return = factory.SubFactory(ChildrenReturnFactory)
    authority = factory.SelfAttribute("of_return.authority")
    number = 4
    sheet = "List_4"
    layout = "2019"
    rows = 0
    rejected = 0
    repeated = 0
