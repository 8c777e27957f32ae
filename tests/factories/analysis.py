from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import Analysis
from tests.factories.scorecard import ScorecardFactory


class AnalysisFactory(DjangoModelFactory[Analysis]):
    class Meta:
        model = Analysis

    scorecard = factory.SubFactory(ScorecardFactory)
    authority = factory.SelfAttribute("scorecard.authority")
    number = "1"
    text = "The figure fell for the third quarter running."
