from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import Series
from tests.factories.dataset import DatasetFactory
from tests.factories.indicator import IndicatorFactory


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    dataset = factory.SubFactory(DatasetFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    column = factory.Sequence(lambda n: f"column_{n}")
    key = factory.LazyAttribute(lambda series: f"{series.dataset.key}:{series.column}")
