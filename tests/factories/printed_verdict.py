from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import PrintedVerdict
from tests.factories.scorecard import ScorecardFactory


class PrintedVerdictFactory(DjangoModelFactory[PrintedVerdict]):
    class Meta:
        model = PrintedVerdict

    scorecard = factory.SubFactory(ScorecardFactory)
    authority = factory.SelfAttribute("scorecard.authority")
    number = "1"
    rag = "green"
    direction = "down"
