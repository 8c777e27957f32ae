from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from authorities.models import PopulationVintage


class PopulationVintageFactory(DjangoModelFactory[PopulationVintage]):
    class Meta:
        model = PopulationVintage

    name = factory.Sequence(lambda n: f"Mid-year estimates, edition {n}")
    file_name = "estimates.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    # As the authorities of the factories are.
    fictional = True
