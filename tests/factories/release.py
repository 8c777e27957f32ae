from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from indicators.models import Release
from tests.factories.dataset import DatasetFactory


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    dataset = factory.SubFactory(DatasetFactory)
    name = factory.Sequence(lambda n: f"Release {n}")
    released_on = date(2025, 10, 30)
    file_name = "referrals.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    rows_read = 100
