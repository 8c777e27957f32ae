"""What stands in the columns of others' figures: the release's word, else what came with the return."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators.models import Return, Series
from reports.comparing.drill import behind_sentences, middle_sentences
from reports.comparing.words import comparator_figure
from reports.heads import ComparatorHead, SectionHead, given_heads
from reports.layouts.schema import read_layouts
from reports.rows import Comparator, Line, line_from_json
from tests.factories.population_vintage import PopulationVintageFactory
from tests.factories.series import SeriesFactory
from tests.reports.comparing.scenes import (
    a_release,
    columns,
    given,
    make_compared_scene,
    publish_figures,
    relayout,
)
from tests.reports.scenes import NOW, PERCENTAGE, SMALL, Scene


@pytest.fixture
def compared(db: None) -> Scene:
    return make_compared_scene()


def line(scene: Scene, number: str = PERCENTAGE) -> Line:
    lines = [line_from_json(stored) for stored in scene.recalculated().lines]
    return next(one for one in lines if one.number == number)


def column(scene: Scene, key: str, number: str = PERCENTAGE) -> Comparator:
    return next(c for c in line(scene, number).comparators if c.key == key)


def test_a_release_fills_own_neighbours_region_and_england_at_its_decimals(compared: Scene) -> None:
    publish_figures(compared)
    shown = {c.key: (c.display, c.year, c.release) for c in line(compared).comparators}
    release = "Referrals to 2024"
    assert shown == {
        "LA": ("23.4%", "2023-24", release),
        "SN": ("25.0%", "2023-24", release),
        "Region": ("22.1%", "2023-24", release),
        "England": ("21.0%", "2023-24", release),
        "Group": ("", "2023-24", ""),
    }
    neighbours = column(compared, "SN")
    assert (neighbours.used, neighbours.of) == (9, 10)
    assert neighbours.value == "25.0111111111"
    assert "plain mean" in neighbours.basis


def test_without_a_release_everything_stays_as_given(compared: Scene) -> None:
    given(compared, "SN", "24")
    shown = column(compared, "SN")
    assert (shown.display, shown.release, shown.source, shown.given) == ("24%", "", "A paper", "")
    assert compared.recalculated().basis == {}
    assert line(compared).middle is None


@pytest.mark.parametrize(
    ("value", "places", "kept"),
    [("25", 0, ""), ("25.0", 1, ""), ("25.1", 1, "25.1%"), ("24", 0, "24%"), ("25.01", 2, "")],
)
def test_what_was_given_is_kept_where_it_prints_differently(
    compared: Scene, value: str, places: int, kept: str
) -> None:
    publish_figures(compared)
    given(compared, "SN", value, places=places)
    shown = column(compared, "SN")
    assert (shown.display, shown.given) == ("25.0%", kept)


def test_a_dash_that_was_given_is_no_other_word(compared: Scene) -> None:
    publish_figures(compared)
    given(compared, "SN", None, symbol="x")
    assert column(compared, "SN").given == ""


def test_an_upper_limit_that_was_given_is_kept_as_it_was_typed(compared: Scene) -> None:
    publish_figures(compared)
    given(compared, "LA", None, symbol="k", typed="<1%")
    assert (column(compared, "LA").display, column(compared, "LA").given) == ("23.4%", "<1%")


@pytest.mark.parametrize(("symbol", "display"), [("c", "suppressed"), ("z", "n/a"), ("k", "low")])
def test_a_symbol_of_the_release_stands_as_a_symbol(compared: Scene, symbol: str, display: str) -> None:
    publish_figures(compared, authority_value=None, authority_symbol=symbol)
    given(compared, "LA", "23")
    shown = column(compared, "LA")
    assert (shown.value, shown.symbol, shown.display, shown.given) == (None, symbol, display, "23%")


def test_not_available_in_the_release_leaves_what_was_given(compared: Scene) -> None:
    publish_figures(
        compared, authority_value=None, authority_symbol="x", region_value=None, region_symbol="x"
    )
    given(compared, "LA", "23")
    assert (column(compared, "LA").display, column(compared, "LA").release) == ("23%", "")
    assert (column(compared, "Region").display, column(compared, "Region").symbol) == ("-", "x")


def test_a_low_reliability_figure_keeps_its_mark(compared: Scene) -> None:
    publish_figures(compared, authority_symbol="u")
    assert column(compared, "LA").display == "23.4% [u]"


def test_neighbours_of_whom_none_has_a_figure_are_not_available(compared: Scene) -> None:
    publish_figures(compared, neighbour_mean=None, neighbour_median=None, neighbours_used=0)
    shown = column(compared, "SN")
    assert (shown.symbol, shown.used, shown.of) == ("x", 0, 10)


def test_an_authority_without_a_list_has_no_neighbours_figure(compared: Scene) -> None:
    publish_figures(compared, neighbour_mean=None, neighbour_median=None, neighbours_used=0, neighbours=0)
    shown = column(compared, "SN")
    assert (shown.display, shown.used, shown.of) == ("", None, None)


def test_a_median_is_shown_where_the_layout_asks_for_it_and_says_so(compared: Scene) -> None:
    relayout(compared, columns(SN={"average": "median"}))
    publish_figures(compared)
    shown = column(compared, "SN")
    assert (shown.label, shown.display) == ("SN, median", "24.6%")
    assert "the figure in the middle" in shown.basis


def test_a_line_reads_the_year_of_its_own_where_the_layout_corrects_it(compared: Scene) -> None:
    sections = columns()
    sections["sections"][0]["lines"][0]["comparator_years"] = {"LA": "2022-23"}
    relayout(compared, sections)
    row = publish_figures(compared)
    publish_figures(compared, release=row.release, year=2023, authority_value=Decimal("19.9"))
    assert (column(compared, "LA").display, column(compared, "LA").year) == ("19.9%", "2022-23")
    assert column(compared, "England").year == "2023-24"
    # The position is of the year in the authority's own column.
    assert line(compared).middle is not None and line(compared).middle.year == "2022-23"  # type: ignore[union-attr]


def test_a_heading_that_is_no_year_is_left_as_given(compared: Scene) -> None:
    relayout(compared, columns("local baseline"))
    publish_figures(compared)
    given(compared, "LA", "50", year="")
    shown = column(compared, "LA")
    assert (shown.display, shown.year, shown.release) == ("50%", "local baseline", "")


def test_the_latest_year_is_the_newest_that_ended_by_the_period_end(compared: Scene) -> None:
    relayout(compared, columns("latest"))
    row = publish_figures(compared)
    for year, value in ((2023, "22.0"), (2025, "26.0")):
        publish_figures(compared, release=row.release, year=year, authority_value=Decimal(value))
    assert (column(compared, "LA").display, column(compared, "LA").year) == ("23.4%", "2023-24")


def test_latest_without_a_release_is_headed_as_given(compared: Scene) -> None:
    relayout(compared, columns("latest"))
    given(compared, "SN", "24", year="")
    assert column(compared, "SN").year == "year as given"


def test_a_september_count_is_of_the_financial_year_that_holds_its_day(compared: Scene) -> None:
    row = publish_figures(compared, year=2023)
    row.release.dataset.year_means = "30 September"
    row.release.dataset.save()
    assert column(compared, "LA").year == "30 September 2023"


def test_the_release_that_a_column_names_wins_for_that_column(compared: Scene) -> None:
    old = publish_figures(compared)
    newer = a_release(compared, name="Referrals to 2025", released_on=date(2025, 10, 30))
    publish_figures(compared, release=newer, authority_value=Decimal("23.9"), england_value=Decimal("21.4"))
    relayout(compared, columns(LA={"release": old.release.name}))
    assert (column(compared, "LA").display, column(compared, "LA").release) == ("23.4%", "Referrals to 2024")
    assert (column(compared, "England").display, column(compared, "England").release) == (
        "21.4%",
        "Referrals to 2025",
    )


def test_a_rate_made_from_a_count_is_whole_and_names_its_population(compared: Scene) -> None:
    vintage = PopulationVintageFactory.create(name="Mid-year 2024")
    release = a_release(compared)
    release.dataset.series.update(per_children=True)
    publish_figures(
        compared, release=release, vintage=vintage, authority_value=Decimal("451.1245781234"), places=1
    )
    shown = column(compared, "LA")
    assert shown.display == "451%"  # the scene's first line is a percentage; the decimals are the point
    assert "the children of Mid-year 2024" in shown.basis


def test_comparators_of_another_indicator_say_so(compared: Scene) -> None:
    sections = columns()
    sections["sections"][0]["lines"][2]["comparator_code"] = "SCENE_PCT"
    relayout(compared, sections)
    publish_figures(compared)
    shown = column(compared, "LA", "3")
    assert shown.display == "23.4"
    assert compared.indicators["SCENE_PCT"].name in shown.basis


def test_comparators_that_slipped_a_row_are_the_lines_own_and_of_no_other_base(compared: Scene) -> None:
    sections = columns()
    slipped = sections["sections"][0]["lines"][0]
    slipped["comparator_code"], slipped["flags"] = "SCENE_RATE", ["comparators slipped"]
    relayout(compared, sections)
    publish_figures(compared)
    given(compared, "SN", "55", places=0)
    found = line(compared)
    said = " ".join([*behind_sentences(found), *middle_sentences(found)])
    assert "Referrals to 2024" in said and "another indicator" not in said
    head = ComparatorHead("SN", "SN", "", "2023-24", "", filled="Referrals to 2024")
    noted = comparator_figure(column(compared, "SN"), head)
    assert (noted.display, noted.note) == ("25.0%", "9 of 10")


@pytest.mark.parametrize("number", ["10", "11"])
def test_the_slipped_rows_of_the_north_somerset_paper_are_compared_with_their_own_indicator(
    number: str,
) -> None:
    layout = next(one for one in read_layouts() if one.name == "north-somerset-2023-24")
    _, found = layout.line(number)
    assert found.comparator_code != found.code
    assert found.published_code == found.code


def test_a_series_that_is_not_the_headline_is_never_read(compared: Scene) -> None:
    publish_figures(compared).series.__class__.objects.update(headline=False)
    assert column(compared, "LA").display == ""


def test_two_datasets_with_one_indicator_give_the_one_released_last(compared: Scene) -> None:
    publish_figures(compared)
    other = SeriesFactory.create(indicator=compared.indicators["SCENE_PCT"])
    later = a_release(compared, dataset=other.dataset, name="Another file", released_on=date(2025, 1, 1))
    publish_figures(compared, release=later, authority_value=Decimal("24.9"))
    assert column(compared, "LA").release == "Another file"


def test_approved_figures_of_the_return_are_never_touched(compared: Scene) -> None:
    publish_figures(compared)
    before = list(Return.objects.filter(period_end=NOW).values())
    compared.recalculated()
    assert list(Return.objects.filter(period_end=NOW).values()) == before


def test_a_column_that_the_release_has_nothing_for_is_no_column(compared: Scene) -> None:
    publish_figures(compared, england_value=None, england_symbol="x")
    shown = line(compared).comparators
    section = SectionHead("", "", (), tuple(head(c.key) for c in shown), (PERCENTAGE,))
    assert [one.key for one in given_heads(section, [line(compared)])] == ["LA", "SN", "Region"]


def head(key: str) -> ComparatorHead:
    return ComparatorHead(key, key, "", "", "")


def test_figures_of_fictional_authorities_are_nobodys_statistics(compared: Scene) -> None:
    publish_figures(compared)
    assert column(compared, "SN").source == "Made up for the demonstration, Referrals and re-referrals"


def test_a_count_is_shown_as_published_and_compared_with_nobodys(compared: Scene) -> None:
    publish_figures(compared)
    Series.objects.update(indicator=compared.indicators["SCENE_SMALL"])

    counted = line(compared, SMALL)

    shown = {c.key: c.display for c in counted.comparators}
    assert shown == {"LA": "23.4", "SN": "", "Region": "", "England": "", "Group": ""}
    assert (counted.middle, counted.position) == (None, "none")
