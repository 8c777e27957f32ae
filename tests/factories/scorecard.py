from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import Scorecard
from tests.factories.authority import AuthorityFactory
from tests.factories.return_version import PERIOD_END
from tests.factories.scorecard_template import ScorecardTemplateFactory


class ScorecardFactory(DjangoModelFactory[Scorecard]):
    """A scorecard that has not been calculated yet: reports.building does that."""

    class Meta:
        model = Scorecard

    authority = factory.SubFactory(AuthorityFactory)
    template = factory.SubFactory(ScorecardTemplateFactory)
    period_end = PERIOD_END
