from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from authorities.models import Authority, PopulationEstimate, PopulationVintage
from authorities.populations.lookup import mid_year_for, newest_vintage
from tests.factories.authority import AuthorityFactory
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.population_vintage import PopulationVintageFactory


def estimate(
    vintage: PopulationVintage, authority: Authority, mid_year: int, children: int
) -> PopulationEstimate:
    return PopulationEstimateFactory.create(
        vintage=vintage, authority=authority, area_code=authority.code, mid_year=mid_year, children=children
    )


def test_a_mid_year_belongs_to_periods_that_end_on_30_june_or_later() -> None:
    years = [2022, 2023, 2024]
    assert mid_year_for(date(2024, 6, 30), years) == 2024
    assert mid_year_for(date(2024, 6, 29), years) == 2023
    assert mid_year_for(date(2025, 3, 31), years) == 2024
    assert mid_year_for(date(2030, 3, 31), years) == 2024
    assert mid_year_for(date(2022, 6, 29), years) is None
    assert mid_year_for(date(2025, 3, 31), []) is None


@pytest.mark.django_db
def test_the_newest_vintage_reaches_furthest_and_an_old_one_imported_later_does_not_take_over() -> None:
    authority = AuthorityFactory.create()
    assert newest_vintage() is None
    now = timezone.now()
    empty = PopulationVintageFactory.create(fictional=False, imported_at=now)
    assert newest_vintage() == empty
    reaching = PopulationVintageFactory.create(fictional=False, imported_at=now - timedelta(days=3))
    corrected = PopulationVintageFactory.create(fictional=False, imported_at=now - timedelta(days=2))
    older = PopulationVintageFactory.create(fictional=False, imported_at=now - timedelta(days=1))
    for vintage, newest in ((reaching, 2024), (corrected, 2024), (older, 2023)):
        estimate(vintage, authority, newest, 100)
    assert newest_vintage() == corrected


@pytest.mark.django_db
def test_fictional_and_real_vintages_are_kept_apart() -> None:
    fictional = PopulationVintageFactory.create(fictional=True)
    assert newest_vintage() is None
    real = PopulationVintageFactory.create(fictional=False)
    assert (newest_vintage(), newest_vintage(fictional=True)) == (real, fictional)
