from __future__ import annotations

from datetime import date

import pytest

from indicators.calculations.periods import Window
from indicators.catalogue.loader import read_catalogue
from reports.layouts.labels import column_label
from reports.layouts.schema import CellWindow, ComparatorKind, Layout, read_layouts

ENTRIES = {entry.code: entry for entry in read_catalogue()}
LAYOUTS = {layout.name: layout for layout in read_layouts(codes=ENTRIES)}
LINES = {"sefton-2023": 23, "sefton-2025": 26, "north-somerset-2023-24": 60, "quarterly-standard": 24}
LINES["quarterly-bands"] = 24
PERIODS = {
    "sefton-2023": date(2023, 9, 30),
    "sefton-2025": date(2025, 1, 31),
    "north-somerset-2023-24": date(2023, 12, 31),
    "quarterly-standard": date(2023, 12, 31),
    "quarterly-bands": date(2023, 12, 31),
}


def own(authority: str, period_end: date) -> list[str]:
    return [layout.name for layout in LAYOUTS.values() if layout.is_own(authority, period_end)]


def headings(layout: Layout, section: int) -> list[str]:
    columns = layout.sections[section].columns
    return [column_label(column, None, PERIODS[layout.name]) for column in columns]


def test_the_shipped_layouts_hold_every_row_of_their_papers() -> None:
    assert {name: len(list(layout.lines())) for name, layout in LAYOUTS.items()} == LINES


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_lines_are_numbered_from_one_in_printed_order(layout: Layout) -> None:
    numbers = [line.number for _, line in layout.lines()]
    assert numbers == [str(number) for number in range(1, LINES[layout.name] + 1)]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.name)
def test_every_window_of_a_layout_is_one_that_the_catalogue_knows_for_the_indicator(layout: Layout) -> None:
    unknown = [(code, window) for code, window, _ in layout.needs() if window not in ENTRIES[code].windows]
    assert unknown == []


def test_the_headings_are_those_of_the_papers() -> None:
    assert headings(LAYOUTS["sefton-2025"], 0) == [
        "LA rolling 12m (Feb24 - Jan25)",
        "LA rolling 6m (Aug24 - Jan25)",
    ]
    assert headings(LAYOUTS["sefton-2025"], 1) == ["LA Jan24 ChAT", "LA Jan25 ChAT"]
    assert headings(LAYOUTS["north-somerset-2023-24"], 4) == [
        "Q4 2022-23",
        "Q1 2023-24",
        "Q2 2023-24",
        "Q3 2023-24",
    ]
    assert headings(LAYOUTS["quarterly-standard"], 0) == ["Q3 2022-23", "Q2 2023-24", "Q3 2023-24"]


def test_north_somerset_has_its_five_areas_in_printed_order() -> None:
    sections = LAYOUTS["north-somerset-2023-24"].sections
    assert [len(section.lines) for section in sections] == [17, 14, 13, 10, 6]
    assert sections[0].title == "Early Help and Front Door Responses"
    assert sections[4].title == "A Stable and able workforce"
    assert {section.earlier for section in sections} == {"q2"}


@pytest.mark.parametrize(
    ("authority", "period_end", "names"),
    [
        ("343", date(2023, 9, 30), ["sefton-2023"]),
        ("343", date(2023, 11, 30), ["sefton-2023"]),
        ("343", date(2023, 12, 31), ["sefton-2025"]),
        ("343", date(2025, 1, 31), ["sefton-2025"]),
        ("802", date(2023, 12, 31), ["north-somerset-2023-24"]),
        ("370", date(2023, 12, 31), []),
    ],
)
def test_each_authority_has_at_most_one_layout_of_its_own(
    authority: str, period_end: date, names: list[str]
) -> None:
    assert own(authority, period_end) == names


def test_sefton_compares_two_windows_at_one_date_and_then_one_window_at_two_dates() -> None:
    layout = LAYOUTS["sefton-2025"]
    for number, earlier, current in (("1", ("R12", 0), ("R6", 0)), ("13", ("S", 12), ("S", 0))):
        line = layout.line(number)[1]
        assert layout.cell(line, "earlier") == CellWindow(Window(earlier[0]), earlier[1])
        assert layout.cell(line, "current") == CellWindow(Window(current[0]), current[1])


def test_the_local_baselines_of_sefton_2023_stand_in_the_column_of_published_figures() -> None:
    layout = LAYOUTS["sefton-2023"]
    compared = [line.number for _, line in layout.lines() if line.compare_with == "LA"]
    assert compared == ["6", "7"]
    assert all("baseline" in layout.line(number)[1].comparator_years["LA"] for number in compared)


def test_comparator_years_are_kept_where_they_differ_from_the_heading() -> None:
    layout = LAYOUTS["sefton-2025"]
    section, _ = layout.line("17")
    assert section.comparator("LA").year == "2023-24"
    corrected = {
        line.number: dict(line.comparator_years) for _, line in layout.lines() if line.comparator_years
    }
    assert corrected == {number: {"LA": "2022-23"} for number in ("17", "20", "21")}
    assert layout.line("22")[0].comparator("LA").year == "2022-23"


def test_only_one_line_of_the_papers_has_a_target_with_a_sense_but_no_polarity() -> None:
    found = [(name, line.number) for name, x in LAYOUTS.items() for _, line in x.lines() if line.target_sense]
    assert found == [("north-somerset-2023-24", "15")]


def test_our_own_layout_takes_polarity_from_the_catalogue_and_compares_with_the_latest_year() -> None:
    layout = LAYOUTS["quarterly-standard"]
    assert layout.authority is None
    assert all(line.polarity is None for _, line in layout.lines())
    for section in layout.sections:
        assert [c.key for c in section.comparators] == ["Published", "SN", "Region", "England"]
        assert {c.year for c in section.comparators} == {"latest"}


def test_a_papers_polarity_differs_from_the_catalogues_only_where_it_is_known_to() -> None:
    differs = {
        (name, line.number, line.code)
        for name, layout in LAYOUTS.items()
        for _, line in layout.lines()
        if line.polarity is not None and line.polarity is not ENTRIES[line.code].polarity
    }
    assert differs == {
        # North Somerset prints higher is better for special guardianship orders; Sefton prints no polarity.
        ("north-somerset-2023-24", "36", "CLA_EXIT_SGO_PCT"),
        # Barnsley alone prints a polarity for assessments that end in closure.
        ("north-somerset-2023-24", "31", "ASM_NFA_PCT"),
    }


def test_each_kind_of_comparator_of_the_papers_is_named() -> None:
    kinds = {c.key: c.kind for c in LAYOUTS["sefton-2025"].sections[0].comparators}
    assert kinds == {
        "RIG Sefton": ComparatorKind.OWN_REGIONAL,
        "RIG NW": ComparatorKind.REGIONAL_GROUP,
        "LA": ComparatorKind.OWN_PUBLISHED,
        "SN": ComparatorKind.NEIGHBOURS,
        "NW": ComparatorKind.REGION,
        "Eng": ComparatorKind.ENGLAND,
    }
    assert [c.key for c in LAYOUTS["north-somerset-2023-24"].sections[0].comparators] == [
        "SN",
        "SW",
        "Eng",
        "Ofsted good",
    ]
