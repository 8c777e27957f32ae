from __future__ import annotations

import csv
import io
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from authorities.models import Region, Role
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import Position
from indicators.models import Indicator, Return, ReturnState
from reports.regional import Comparison, choices, compare
from tests.factories.authority import AuthorityFactory
from tests.factories.indicator import IndicatorFactory
from tests.factories.membership import MembershipFactory
from tests.factories.region import RegionFactory
from tests.reports.html_tree import tree, words
from tests.reports.scenes import BEFORE, NOW, Scene, give


def region_of(values: list[int | None], indicator: Indicator, **more: Any) -> Region:
    """A region whose authorities, A to Z, have these percentages of a thousand; None: no return."""
    region = RegionFactory.create()
    for place, value in enumerate(values):
        authority = AuthorityFactory.create(region=region, name=f"Place {chr(65 + place)}")
        if value is not None:
            give(authority, indicator, value * 10, 1000, value, **more)
    return region


def compared(region: Region, indicator: Indicator, back: int = 12) -> Comparison:
    return compare(region, indicator, Window.R12, NOW, back)


def slow_ranks(values: list[int | None], polarity: Polarity) -> list[int | None]:
    """The obvious way: sort the distinct order, walk down it, give equals the place of the first of them."""
    if polarity is Polarity.NEUTRAL:
        return [None] * len(values)
    known = sorted((v for v in values if v is not None), reverse=polarity is Polarity.HIGH)
    place = {}
    for position, value in enumerate(known, start=1):
        if value not in place:
            place[value] = position
    return [place[v] if v is not None else None for v in values]


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("seed", range(4))
def test_ranks_equal_those_of_a_slow_second_reckoning(db: None, polarity: Polarity, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test, not a secret
    values = [random.choice([None, 10, 20, 30, 40, 50]) for _ in range(9)]
    indicator = IndicatorFactory.create(polarity=polarity.value)
    comparison = compared(region_of(values, indicator), indicator)
    assert [row.rank for row in comparison.rows] == slow_ranks(values, polarity)
    ties = [values.count(v) > 1 and v is not None and polarity is not Polarity.NEUTRAL for v in values]
    assert [row.tied for row in comparison.rows] == ties


def test_the_middle_half_is_of_the_figures_shown(db: None) -> None:
    indicator = IndicatorFactory.create()
    comparison = compared(region_of([10, 20, 30, 40, 50, None], indicator), indicator)
    assert (comparison.low, comparison.high, comparison.shown) == (Decimal(20), Decimal(40), 5)
    assert [row.position for row in comparison.rows] == [
        *(Position.LOWER, Position.IN_RANGE, Position.IN_RANGE, Position.IN_RANGE, Position.HIGHER),
        Position.NONE,
    ]


def test_three_figures_have_no_middle_half(db: None) -> None:
    indicator = IndicatorFactory.create()
    comparison = compared(region_of([10, 20, 30], indicator), indicator)
    assert (
        comparison.low is None
        and comparison.mean is None
        and {row.position for row in comparison.rows} == {Position.NONE}
    )


def test_the_earlier_figure_is_of_the_named_period_never_the_nearest(db: None) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([20], indicator)
    give(region.authorities.get(), indicator, 300, 1000, 30, BEFORE)
    [row] = compared(region, indicator, back=12).rows
    assert (row.line.direction, row.line.effect, row.line.before.display) == ("down", "better", "30%")
    [row] = compared(region, indicator, back=3).rows
    assert (row.line.direction, row.line.before.display) == ("none", "")


def test_only_figures_of_approved_returns_are_compared(db: None) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([20, 30], indicator)
    Return.objects.filter(authority__name="Place A").update(state=ReturnState.SUBMITTED)
    first, second = compared(region, indicator).rows
    assert first.value is None and second.value == 30
    Return.objects.update(state=ReturnState.SUPERSEDED)
    assert choices(region, NOW) == []


def test_small_numbers_are_hidden_unranked_and_outside_the_middle_half(db: None) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([10, 20, 30, 40], indicator)
    small = AuthorityFactory.create(region=region, name="Place Z")
    give(small, indicator, 3, 100, 3)
    comparison = compared(region, indicator)
    row = comparison.rows[-1]
    assert row.authority == small
    assert (row.line.value.display, row.line.value.symbol, row.rank) == ("suppressed", "c", None)
    assert (row.position, row.line.direction, comparison.ranked) == (Position.NONE, "none", 4)
    assert comparison.low == Decimal("17.5"), "the hidden figure takes no part"
    assert comparison.mean == Decimal(25)


def test_local_indicators_and_other_regions_are_not_offered(db: None) -> None:
    region = region_of([20], IndicatorFactory.create(name="National"))
    give(
        region.authorities.get(),
        IndicatorFactory.create(owner_authority=region.authorities.get()),
        20,
        100,
        20,
    )
    region_of([20], IndicatorFactory.create(name="Elsewhere"))
    assert [choice.name for choice in choices(region, NOW)] == ["National"]


def lead_of(region: Region) -> Client:
    client = Client()
    client.force_login(MembershipFactory.create(role=Role.REGIONAL_LEAD, region=region).user)
    return client


def test_the_page_sorts_and_the_file_says_the_same(db: None) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([30, 10, None, 20], indicator)
    client, address = lead_of(region), reverse("region_compare", args=[region.code])
    page = tree(client.get(address, {"sort": "-value"}).content)
    rows = [[words(cell) for cell in row] for row in page.iterfind(".//tbody/tr")]
    assert [row[:2] for row in rows[:3]] == [["Place A", "30%"], ["Place D", "20%"], ["Place B", "10%"]]
    answer = client.get(address, {"format": "csv", "sort": "-value"})
    held = {row["authority"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    for name, figure, _, _, rank, _ in rows:
        assert held[name]["display"] == figure.replace("–", "")
        assert held[name]["rank"] == rank.replace("–", "")
    assert "attachment" in answer["Content-Disposition"]


def test_a_small_number_is_not_in_the_file_either(db: None) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([20], indicator)
    give(AuthorityFactory.create(region=region, name="Place Z"), indicator, 3, 100, 3)
    answer = lead_of(region).get(reverse("region_compare", args=[region.code]), {"format": "csv"})
    row = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))[1]
    assert (row["value"], row["symbol"], row["display"]) == ("", "c", "suppressed")


@pytest.mark.parametrize(
    "query", ["period=1900-01-31", "period=x", "figure=NO.R99", "back=-1", "back=x", "sort=x"]
)
def test_an_address_that_was_tampered_with_shows_the_ordinary_page(db: None, query: str) -> None:
    indicator = IndicatorFactory.create()
    region = region_of([20], indicator)
    answer = lead_of(region).get(f"{reverse('region_compare', args=[region.code])}?{query}")
    assert answer.status_code == 200 and "Place A" in answer.content.decode()


def test_the_page_of_a_region_without_returns_says_what_to_wait_for(db: None) -> None:
    region = RegionFactory.create()
    client = lead_of(region)
    assert (
        "Nothing to compare yet" in client.get(reverse("region_compare", args=[region.code])).content.decode()
    )


def test_the_page_asks_no_more_of_the_database_for_more_authorities(db: None) -> None:
    indicator = IndicatorFactory.create()
    asked = []
    for many in (5, 20):
        region = region_of([20] * many, indicator)
        client = lead_of(region)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("region_compare", args=[region.code])).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 15


def test_a_lead_of_another_region_finds_nothing(scene: Scene) -> None:
    client = lead_of(RegionFactory.create())
    assert client.get(reverse("region_compare", args=[scene.authority.region.code])).status_code == 404
