from __future__ import annotations

import pytest

from authorities.models import Region, User
from tests.factories.collection_deadline import CollectionDeadlineFactory
from tests.factories.region import RegionFactory
from tests.factories.user import UserFactory
from tests.reports.collection.places import DUE, QUARTER, SET_AT


@pytest.fixture
def reminding(db: None) -> Region:
    """A region with a deadline that reminds."""
    region: Region = RegionFactory.create(name="Test region")
    CollectionDeadlineFactory.create(
        region=region, period_end=QUARTER, due_on=DUE, remind=True, set_at=SET_AT
    )
    return region


@pytest.fixture
def lead(db: None) -> User:
    made: User = UserFactory.create(name="A lead")
    return made
