from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import TemplateChoice
from tests.factories.authority import AuthorityFactory
from tests.factories.scorecard_template import ScorecardTemplateFactory


class TemplateChoiceFactory(DjangoModelFactory[TemplateChoice]):
    class Meta:
        model = TemplateChoice

    authority = factory.SubFactory(AuthorityFactory)
    template = factory.SubFactory(ScorecardTemplateFactory, authority=None)
    used = True
