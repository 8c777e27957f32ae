from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from authorities.models import Region
from indicators.benchmarks.in_year import InYear, in_year
from indicators.calculations.polarity import Polarity
from indicators.models import Benchmark, Indicator, ReturnState
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.region import RegionFactory
from tests.factories.return_version import PERIOD_END
from tests.factories.value import ValueFactory

pytestmark = pytest.mark.django_db
ASKED = [("REREF_PCT", "R12"), ("CLA_N", "S")]


@pytest.fixture
def region() -> Region:
    return RegionFactory.create()


@pytest.fixture
def indicators() -> dict[str, Indicator]:
    return {
        "REREF_PCT": IndicatorFactory.create(code="REREF_PCT", polarity=Polarity.LOW.value),
        "CLA_N": IndicatorFactory.create(code="CLA_N", polarity=Polarity.NEUTRAL.value, unit="number"),
    }


def returned(region: Region, indicator: Indicator, **values: str) -> None:
    """By an authority's code, with a letter before it."""
    for name, cell in values.items():
        authority = region.authorities.filter(code=name[1:]).first()
        authority = authority or AuthorityFactory.create(code=name[1:], region=region)
        number = cell[:1].isdigit()
        ValueFactory.create(
            authority=authority,
            indicator=indicator,
            window="R12" if indicator.code == "REREF_PCT" else "S",
            value=Decimal(cell) if number else None,
            symbol="" if number else cell,
        )


def rows(region: Region) -> dict[tuple[str, str], InYear]:
    found = in_year(region=region, measures=ASKED, period_end=PERIOD_END)
    return {(row.indicator.code, row.authority.code): row for row in found}


def test_an_authority_is_compared_with_the_others_and_with_all_of_its_region(
    region: Region, indicators: dict[str, Indicator], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    returned(region, indicators["REREF_PCT"], a101="20", a102="25", a103="30.5", a104="c")
    AuthorityFactory.create(code="105", region=region)
    # Another region's figure has no part in it.
    returned(RegionFactory.create(), indicators["REREF_PCT"], a106="99")
    with django_assert_num_queries(3):
        found = rows(region)
    row = found["REREF_PCT", "101"]
    assert (row.value, row.others_mean, row.others) == (Decimal(20), Decimal("27.75"), 2)
    # (20 + 25 + 30.5) / 3; quartiles 22.5 and 27.75 of three.
    assert (row.all_mean, row.of) == (Decimal("25.1666666667"), 3)
    assert (row.q1, row.q3, row.position.value) == (Decimal("22.5"), Decimal("27.75"), "lower")
    assert (row.rank, row.tied) == (1, False)
    hidden, absent = found["REREF_PCT", "104"], found["REREF_PCT", "105"]
    assert (hidden.value, hidden.symbol, hidden.rank, hidden.position.value) == (None, "c", None, "none")
    assert (hidden.others_mean, hidden.others) == (Decimal("25.1666666667"), 3)
    assert (absent.value, absent.symbol) == (None, "x")
    assert len(found) == 10
    assert not Benchmark.objects.exists()


def test_only_figures_of_approved_returns_at_that_period_end_are_used(
    region: Region, indicators: dict[str, Indicator]
) -> None:
    returned(region, indicators["REREF_PCT"], a101="20", a102="25", a103="30")
    late = region.authorities.get(code="102").returns.get()
    late.state = ReturnState.SUPERSEDED
    late.save()
    region.authorities.get(code="103").values.update(period_end=date(2024, 10, 31))
    found = rows(region)
    assert [found["REREF_PCT", code].value for code in ("101", "102", "103")] == [Decimal(20), None, None]
    assert found["REREF_PCT", "101"].of == 1


def test_a_neutral_indicator_is_placed_and_not_ranked(
    region: Region, indicators: dict[str, Indicator]
) -> None:
    returned(region, indicators["CLA_N"], a101="586", a102="600")
    row = rows(region)["CLA_N", "101"]
    assert (row.position.value, row.rank) == ("lower", None)


def test_a_figure_too_large_to_compare_is_shown_and_counts_as_none(
    region: Region, indicators: dict[str, Indicator]
) -> None:
    returned(region, indicators["CLA_N"], a101="586", a102="10000000")
    found = rows(region)
    assert (found["CLA_N", "102"].value, found["CLA_N", "102"].position.value) == (
        Decimal(10_000_000),
        "none",
    )
    assert found["CLA_N", "101"].of == 1


def test_a_local_indicator_of_the_same_code_is_not_compared(region: Region) -> None:
    authority = AuthorityFactory.create(code="101", region=region)
    local = IndicatorFactory.create(code="REREF_PCT", owner_authority=authority)
    returned(region, local, a101="20")
    assert in_year(region=region, measures=ASKED, period_end=PERIOD_END) == []


def test_an_authority_that_did_not_exist_on_the_day_is_left_out(
    region: Region, indicators: dict[str, Indicator]
) -> None:
    returned(region, indicators["REREF_PCT"], a101="20")
    AuthorityFactory.create(code="102", region=region, valid_from=date(2025, 4, 1))
    assert {code for _, code in rows(region)} == {"101"}


def test_more_authorities_than_can_be_added_up_are_refused(region: Region) -> None:
    IndicatorFactory.create(code="REREF_PCT")
    AuthorityFactory.create_batch(41, region=region)
    with pytest.raises(ValueError, match="more than 40 authorities"):
        in_year(region=region, measures=ASKED, period_end=PERIOD_END)
