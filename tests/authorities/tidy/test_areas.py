"""Areas are found by code alone, in a fixed number of queries."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.tidy.areas import Areas
from tests.factories.authority import AuthorityFactory
from tests.factories.region import RegionFactory


@pytest.mark.django_db
def test_areas_are_found_by_their_codes_and_a_joint_row_by_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    region = RegionFactory.create(code="T12000001")
    one, other = (AuthorityFactory.create(code=code, region=region) for code in ("T40", "T41"))
    with django_assert_num_queries(3):
        areas = Areas.load()
        assert areas.authority("T40") == one and areas.authority("T41") == other
        assert areas.region("T12000001") == region
        found = areas.authority("T40")
        assert found is not None and found.region == region
    assert areas.authority("T40 / T41") is None
    assert areas.authority(one.name) is None
    assert areas.region("T40") is None
