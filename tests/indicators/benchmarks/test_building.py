from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorities.refusal import Refused
from indicators.benchmarks.building import FIELDS, build_for_list, build_for_release, build_for_vintage
from indicators.calculations.polarity import Polarity
from indicators.models import Benchmark
from tests.factories.published_value import PublishedValueFactory
from tests.indicators.benchmarks.world import World

pytestmark = pytest.mark.django_db
Rows = list[tuple]


@pytest.fixture
def world() -> World:
    return World.make()


def stored(**which: object) -> Rows:
    return sorted(Benchmark.objects.filter(**which).values_list(*FIELDS), key=repr)


def test_the_mean_is_of_the_neighbours_with_a_figure_and_says_of_how_many(world: World) -> None:
    series = world.series()
    world.publish(series, A="22.5", B="20", C="25.1", D="c", E="30")
    model = world.neighbours(A="BCDE")
    build_for_release(world.release)
    row = world.benchmark("A", series, model)
    # (20 + 25.1 + 30) / 3 = 25.0333..., the middle one 25.1; D is suppressed.
    assert (row.neighbour_mean, row.neighbour_median) == (Decimal("25.0333333333"), Decimal("25.1"))
    assert (row.neighbours_used, row.neighbours) == (3, 4)
    # Of 20, 22.5, 25.1 and 30: quartiles 21.875 and 26.325; second best of four.
    assert (row.q1, row.q3, row.of) == (Decimal("21.875"), Decimal("26.325"), 4)
    assert (row.position, row.rank, row.tied) == ("in range", 2, False)
    assert (row.authority_value, row.authority_symbol, row.places) == (Decimal("22.5"), "", 1)


def test_a_suppressed_figure_keeps_its_symbol_and_is_neither_placed_nor_ranked(world: World) -> None:
    series = world.series()
    world.publish(series, A="c", B="20")
    build_for_release(world.release)
    row = world.benchmark("A", series)
    assert (row.authority_value, row.authority_symbol) == (None, "c")
    assert (row.position, row.rank, row.of) == ("none", None, 1)


def test_an_authority_that_the_file_leaves_out_has_a_row_that_says_not_available(world: World) -> None:
    series = world.series()
    world.publish(series, B="20", england="21.0")
    build_for_release(world.release)
    row = world.benchmark("A", series)
    assert (row.authority_value, row.authority_symbol, row.england_value) == (None, "x", Decimal(21))


def test_region_and_england_are_as_published_and_never_counted(world: World) -> None:
    series = world.series()
    world.publish(series, A="20", B="22", region="90.0", england="c")
    build_for_release(world.release)
    row = world.benchmark("A", series)
    assert (row.region_value, row.region_symbol) == (Decimal(90), "")
    assert (row.england_value, row.england_symbol) == (None, "c")
    assert (row.q3, row.of) == (Decimal("21.5"), 2)


def test_a_former_authority_counts_in_its_years_only(world: World) -> None:
    world.add("F", valid_to=date(2023, 3, 31))
    world.add("G", valid_from=date(2023, 4, 1))
    series = world.series()
    for year in (2023, 2024):
        world.publish(series, year, A="10", F="20", G="30")
    world.publish(series, 2025, A="10", F="z")
    build_for_release(world.release)
    assert [world.benchmark("A", series, year=year).of for year in (2023, 2024, 2025)] == [2, 2, 1]
    assert world.benchmark("F", series, year=2023).rank == 2
    # A figure for a year in which it did not exist is shown with no rank.
    assert (world.benchmark("F", series, year=2024).rank, world.benchmark("F", series, year=2024).of) == (
        None,
        2,
    )
    assert not Benchmark.objects.filter(authority=world.authorities["F"], year=2025).exists()


def test_ties_share_a_rank_and_neutral_indicators_have_none(world: World) -> None:
    low, high = world.series("LOW_PCT"), world.series("HIGH_PCT", Polarity.HIGH)
    neutral = world.series("NEUTRAL_PCT", Polarity.NEUTRAL)
    for series in (low, high, neutral):
        world.publish(series, A="10", B="10.0", C="5", D="20")
    build_for_release(world.release)
    found = {
        series.indicator.code: [world.benchmark(letter, series).rank for letter in "ABCD"]
        for series in (low, high, neutral)
    }
    assert found == {"LOW_PCT": [2, 2, 1, 4], "HIGH_PCT": [2, 2, 4, 1], "NEUTRAL_PCT": [None] * 4}
    assert world.benchmark("A", low).tied and not world.benchmark("C", low).tied


def test_real_and_fictional_authorities_are_never_compared() -> None:
    world = World.make("AB", fictional=True)
    real = world.add("C", fictional=False)
    series = world.series()
    world.publish(series, A="10", B="20", C="30")
    build_for_release(world.release)
    assert not Benchmark.objects.filter(authority=real).exists()
    assert world.benchmark("A", series).of == 2


def test_everybody_is_compared_without_neighbours_and_by_each_list_that_covers_it(world: World) -> None:
    series = world.series()
    world.publish(series, A="10", B="20", C="30")
    first, second = world.neighbours("One", A="BC", B="AC"), world.neighbours("Two", A="C")
    own = world.neighbours("Ours", owner="A", A="B")
    other = world.neighbours("Theirs", owner="B", B="C")
    more = world.neighbours("Ours too", owner="A", A="BC")
    assert build_for_release(world.release) == Benchmark.objects.count() == 5 + 2 + 1 + 1 + 1 + 1
    means = {
        (one and one.name): world.benchmark("A", series, one).neighbour_mean
        for one in (None, first, second, own, more)
    }
    assert means == {None: None, "One": 25, "Two": 30, "Ours": 20, "Ours too": 25}
    assert world.benchmark("B", series, other).neighbour_mean == 30


def test_building_again_leaves_the_same_rows(world: World) -> None:
    series, rate = world.series(), world.series("REF_RATE", per_children=True)
    world.publish(series, A="10", B="20")
    world.publish(rate, A="100", B="200")
    model = world.neighbours(A="B")
    vintage = world.vintage(A=10_000, B=20_000)
    build_for_release(world.release)
    before = stored()
    build_for_release(world.release)
    assert stored() == before
    build_for_list(model)
    assert stored() == before
    build_for_vintage(vintage)
    assert stored() == before


def test_a_new_list_or_vintage_adds_its_rows_and_leaves_the_others_alone(world: World) -> None:
    series, rate = world.series(), world.series("REF_RATE", per_children=True)
    world.publish(series, A="10", B="20")
    world.publish(rate, A="100", B="200")
    world.vintage(A=10_000, B=20_000)
    build_for_release(world.release)
    keys = set(Benchmark.objects.values_list("pk", flat=True))
    model = world.neighbours(A="B")
    assert build_for_list(model) == 2
    later = world.vintage(name="Restated", A=12_000, B=20_000)
    assert build_for_vintage(later) == 5 + 1
    assert keys < set(Benchmark.objects.values_list("pk", flat=True))
    by_list = Benchmark.objects.filter(authority=world.authorities["A"], series=rate, neighbour_list=model)
    assert dict(by_list.values_list("vintage__name", "authority_value")) == {
        "Mid-2023": Decimal(100),
        "Restated": Decimal("83.3333333333"),
    }
    everything = stored()
    build_for_release(world.release)
    assert stored() == everything


def test_a_count_becomes_a_rate_by_the_children_of_the_mid_year_before(world: World) -> None:
    rate = world.series("REF_RATE", per_children=True)
    world.publish(rate, A="586", B="c", C="7", D="0", region="1200", england="632830")
    world.vintage(2023, A=54_412, B=10_000, D=10_000, region=1_627_558, england=12_000_000)
    build_for_release(world.release)
    row = world.benchmark("A", rate)
    # 586 x 10,000 / 54,412; 1,200 x 10,000 / 1,627,558; 632,830 x 10,000 / 12,000,000
    assert row.authority_value == Decimal("107.6968315813")
    assert (row.region_value, row.england_value) == (Decimal("7.3730091339"), Decimal("527.3583333333"))
    assert row.vintage is not None and row.vintage.name == "Mid-2023"
    assert (row.of, row.places) == (2, 1)
    symbols = {letter: world.benchmark(letter, rate).authority_symbol for letter in "ABCD"}
    # B's count is hidden, C has no estimate of its children, D counted nobody.
    assert symbols == {"A": "", "B": "c", "C": "x", "D": ""}
    assert world.benchmark("D", rate).authority_value == 0


def test_another_mid_year_is_never_taken_in_its_place(world: World) -> None:
    rate = world.series("REF_RATE", per_children=True)
    world.publish(rate, A="586")
    world.vintage(2022, A=54_412)
    build_for_release(world.release)
    row = world.benchmark("A", rate)
    assert (row.authority_value, row.authority_symbol) == (None, "x")


def test_counts_without_any_population_make_no_rows(world: World) -> None:
    rate = world.series("REF_RATE", per_children=True)
    world.publish(rate, A="586")
    assert build_for_release(world.release) == 0


def test_a_figure_too_large_to_compare_is_refused_and_the_old_rows_stay(world: World) -> None:
    series = world.series()
    world.publish(series, A="10")
    build_for_release(world.release)
    before = stored()
    world.publish(series, B="10000000")
    with pytest.raises(Refused, match=r"802, 2024: The figure 10000000.* is too large"):
        build_for_release(world.release)
    assert stored() == before


def test_a_figure_of_england_may_be_larger(world: World) -> None:
    series = world.series()
    world.publish(series, A="10", england="12183016")
    build_for_release(world.release)
    assert world.benchmark("A", series).england_value == 12_183_016


def test_an_area_unknown_to_the_register_is_compared_with_nobody(world: World) -> None:
    series = world.series()
    world.publish(series, A="10")
    PublishedValueFactory.create(
        release=world.release, series=series, authority=None, region=None, area_code="940 / 941"
    )
    build_for_release(world.release)
    assert world.benchmark("A", series).of == 1


def test_the_number_of_queries_does_not_grow_with_lists_series_or_authorities(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            build_for_release(world.release)
        return len(captured)

    series, rate = world.series(), world.series("REF_RATE", per_children=True)
    world.publish(series, A="10")
    world.publish(rate, A="10")
    world.vintage(A=1000)
    world.neighbours("One", A="B")
    few = queries()
    for letter in "FGH":
        world.add(letter)
        world.publish(series, **{letter: "11"})
        world.neighbours(f"Of {letter}", owner=letter, **{letter: "AB"})
    for code in ("X_PCT", "Y_PCT"):
        world.publish(world.series(code), A="10")
    assert queries() == few
