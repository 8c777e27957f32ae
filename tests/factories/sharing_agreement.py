from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from authorities.models import SeenBy, SharingAgreement
from tests.factories.region import RegionFactory


class SharingAgreementFactory(DjangoModelFactory[SharingAgreement]):
    """Leads alone, from the start of a year."""

    class Meta:
        model = SharingAgreement

    region = factory.SubFactory(RegionFactory)
    seen_by = SeenBy.LEADS
    valid_from = date(2024, 4, 1)
    reason = "Agreed by the region's directors"
