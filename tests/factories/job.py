from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import Job
from tests.factories.authority import AuthorityFactory


class JobFactory(DjangoModelFactory[Job]):
    """A recalculation that waits for a worker, asked for by the operator."""

    class Meta:
        model = Job

    kind = "recalculate"
    authority = factory.SubFactory(AuthorityFactory)
    reason = "An example"
