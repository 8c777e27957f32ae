from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import Reminder, ReminderKind
from tests.factories.authority import AuthorityFactory
from tests.factories.collection_deadline import CollectionDeadlineFactory
from tests.factories.return_version import PERIOD_END


class ReminderFactory(DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    authority = factory.SubFactory(AuthorityFactory)
    period_end = PERIOD_END
    kind = ReminderKind.BEFORE
    due_on = CollectionDeadlineFactory.due_on
    people = 2
