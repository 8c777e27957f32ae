from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from reports.models import Publication
from tests.factories.scorecard import ScorecardFactory


class PublicationFactory(DjangoModelFactory[Publication]):
    """A publication without lines, for tests of what surrounds one; publish by the verb to have them."""

    class Meta:
        model = Publication

    scorecard = factory.SubFactory(ScorecardFactory)
    authority = factory.SelfAttribute("scorecard.authority")
    version = factory.LazyAttribute(
        lambda made: Publication.objects.filter(scorecard=made.scorecard).count() + 1
    )
    snapshot = factory.LazyFunction(lambda: {"lines": []})
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
