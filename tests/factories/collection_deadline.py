from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from reports.models import CollectionDeadline
from tests.factories.region import RegionFactory
from tests.factories.return_version import PERIOD_END


class CollectionDeadlineFactory(DjangoModelFactory[CollectionDeadline]):
    class Meta:
        model = CollectionDeadline

    region = factory.SubFactory(RegionFactory)
    period_end = PERIOD_END
    due_on = date(PERIOD_END.year, PERIOD_END.month + 1, 28)
