from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import Region


class RegionFactory(DjangoModelFactory[Region]):
    """A fictional region; the codes are outside those of England's nine."""

    class Meta:
        model = Region

    code = factory.Sequence(lambda number: f"E129{number:05}")
    name = factory.Sequence(lambda number: f"Example region {number}")
    fictional = True
