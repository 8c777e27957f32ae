from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from authorities.models import Level
from indicators.models import PublishedValue
from tests.factories.authority import AuthorityFactory
from tests.factories.release import ReleaseFactory
from tests.factories.series import SeriesFactory


class PublishedValueFactory(DjangoModelFactory[PublishedValue]):
    class Meta:
        model = PublishedValue

    release = factory.SubFactory(ReleaseFactory)
    series = factory.SubFactory(SeriesFactory, dataset=factory.SelfAttribute("..release.dataset"))
    year = 2024
    level = Level.LOCAL
    authority = factory.SubFactory(AuthorityFactory)
    area_code = factory.SelfAttribute("authority.code")
    region = factory.SelfAttribute("authority.region")
    value = Decimal("23.4")
    places = 1
