from __future__ import annotations

import zlib

import factory
from factory.django import DjangoModelFactory

from indicators.models import ReleaseFile
from tests.factories.release import ReleaseFactory


class ReleaseFileFactory(DjangoModelFactory[ReleaseFile]):
    class Meta:
        model = ReleaseFile

    release = factory.SubFactory(ReleaseFactory)
    content = zlib.compress(b"time_period\n2025\n")
