from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import SavedView
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory


class SavedViewFactory(DjangoModelFactory[SavedView]):
    class Meta:
        model = SavedView

    person = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda number: f"View {number}")
    query = "shade=target"
