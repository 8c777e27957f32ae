from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from indicators.models import Dataset


class DatasetFactory(DjangoModelFactory[Dataset]):
    class Meta:
        model = Dataset

    key = factory.Sequence(lambda n: f"dataset-{n}")
    name = "Referrals and re-referrals"
    publication = "Children in need"
    year_means = "year to 31 March"
