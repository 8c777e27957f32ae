"""A rate whose return gives the count alone: which estimate of the children it stands on, and how long."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

from authorities.models import Authority, PopulationVintage
from authorities.populations.importing import import_population
from authorities.register.loader import read_register
from authorities.register.store import store_register
from indicators.models import Return, Value
from indicators.populations import Children
from indicators.returns.figure_rows import figure_rows
from tests.authorities.register.published import folder
from tests.factories.population_estimate import PopulationEstimateFactory
from tests.factories.population_vintage import PopulationVintageFactory
from tests.indicators.conftest import MONTH, Approve
from tests.indicators.files import GOOD_ROWS, workbook

ONS = "ons_mid-year_population_estimates_2012_to_2024.csv"
ALONE = ("S47_RATE", None, "R6", 300)


def estimates(authority: Authority, name: str, **children: int) -> PopulationVintage:
    """An edition with the children of each mid-year: y2023=50_000."""
    vintage = PopulationVintageFactory.create(name=name)
    for year, count in children.items():
        PopulationEstimateFactory.create(
            vintage=vintage, authority=authority, mid_year=int(year[1:]), children=count
        )
    return vintage


def rate() -> Value:
    return Value.objects.get(indicator__code="S47_RATE")


def test_a_count_alone_becomes_a_rate_on_the_latest_mid_year_not_after_the_period(
    authority: Authority, approve: Approve
) -> None:
    vintage = estimates(authority, "Edition of 2025", y2023=48_000, y2024=50_000, y2025=60_000)

    approve(workbook(ALONE), period=MONTH)

    # 300 in six months are 600 in twelve; 600 x 10,000 / 50,000.
    assert (rate().value, rate().denominator, rate().vintage) == (Decimal(120), Decimal(50_000), vintage)
    assert "on 50,000 children aged 0 to 17 at mid-2024 (Edition of 2025)" in rate().basis


def test_another_mid_year_never_stands_in_for_one_without_a_number(authority: Authority) -> None:
    vintage = estimates(authority, "Edition", y2023=48_000)
    PopulationEstimateFactory.create(
        vintage=vintage, authority=authority, mid_year=2024, children=None, symbol="x"
    )

    assert Children(authority).at(date(2024, 3, 31)) is not None
    assert Children(authority).at(MONTH) is None


def test_a_newer_edition_does_not_move_a_figure_but_stands_under_the_next_return(
    authority: Authority, approve: Approve
) -> None:
    estimates(authority, "First edition", y2024=50_000)
    approve(workbook(ALONE), period=MONTH)
    estimates(authority, "Second edition", y2024=40_000)

    approve(workbook(*GOOD_ROWS), period=date(2024, 12, 31))
    assert Value.objects.get(indicator__code="S47_RATE", period_end=MONTH).value == Decimal(120)

    approve(workbook(ALONE, GOOD_ROWS[0]), period=MONTH)
    corrected = Value.objects.get(indicator__code="S47_RATE", period_end=MONTH)
    assert (corrected.value, corrected.denominator) == (Decimal(150), Decimal(40_000))


def test_a_base_that_the_return_gives_is_used_as_given(authority: Authority, approve: Approve) -> None:
    estimates(authority, "Edition", y2024=50_000)

    approve(workbook(*GOOD_ROWS), period=MONTH)

    assert (rate().denominator, rate().vintage) == (Decimal(43_367), None)


def test_the_estimates_are_read_once_for_a_whole_recalculation(
    authority: Authority, django_assert_num_queries: object
) -> None:
    estimates(authority, "Edition", y2023=48_000, y2024=50_000)

    with django_assert_num_queries(3):  # type: ignore[operator]
        children = Children(authority)
        found = [children.at(date(year, 12, 31)) for year in (2022, 2023, 2024, 2025)]

    assert [estimate and estimate.children for estimate in found] == [None, 48_000, 50_000, 50_000]


@pytest.mark.django_db
def test_the_children_of_sefton_at_a_period_end_are_those_printed_for_the_mid_year_before() -> None:
    content = (folder("published") / ONS).read_bytes()
    store_register(read_register())
    import_population(content=content, file_name=ONS, by=None)
    printed = {
        int(row["time_period"]): int(row["population_estimate"])
        for row in csv.DictReader(content.decode("utf-8-sig").splitlines())
        if row["old_la_code"] == "343"
    }

    sefton = Children(Authority.objects.get(code="343"))

    for period_end, year in ((date(2025, 1, 31), 2024), (date(2024, 3, 31), 2023), (date(2023, 6, 30), 2023)):
        found = sefton.at(period_end)
        assert found is not None and found.children == printed[year]


def test_the_page_of_a_return_shows_the_rate_that_a_count_alone_will_give(
    authority: Authority, approve: Approve
) -> None:
    estimates(authority, "First edition", y2024=50_000)
    approve(workbook(ALONE), period=MONTH)
    estimates(authority, "Second edition", y2024=40_000)

    [row] = figure_rows(Return.objects.get())

    # By the edition that the value was reckoned with, whatever came after.
    assert (row.shown, row.denominator) == ("120.0", "")
    assert row.note == "on 50,000 children aged 0 to 17 at mid-2024 (First edition)"
