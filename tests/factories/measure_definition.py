from __future__ import annotations

from factory.django import DjangoModelFactory

from indicators.models import MeasureDefinition


class MeasureDefinitionFactory(DjangoModelFactory[MeasureDefinition]):
    class Meta:
        model = MeasureDefinition
        django_get_or_create = ("code",)

    code = "REF_N"
    fingerprint = "0" * 64
