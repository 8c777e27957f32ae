from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from reports.layouts.labels import column_label
from reports.layouts.schema import CellWindow, Layout, parse_layout
from tests.reports.layouts.layout_dicts import layout_dict, line_dict, section_dict

JANUARY = date(2025, 1, 31)
QUARTERS = [
    {"key": "before", "label": "{quarter}", "window": None, "months_back": 3},
    {"key": "now", "label": "{quarter}, to {end}", "window": None, "months_back": 0},
]


def with_lines(*lines: dict[str, Any], **section: Any) -> Layout:
    return parse_layout(layout_dict(sections=[section_dict(lines=list(lines), **section)]))


def by_quarter(*lines: dict[str, Any]) -> Layout:
    return with_lines(*lines, columns=QUARTERS, current="now", earlier="before")


def test_a_cell_takes_its_window_from_the_column() -> None:
    layout = with_lines(line_dict("1"))
    _, line = layout.line("1")
    assert layout.cell(line, "earlier") == CellWindow(Window.R12, 0)
    assert layout.cell(line, "current") == CellWindow(Window.R6, 0)


def test_a_cell_takes_its_window_from_the_line_where_the_column_names_none() -> None:
    layout = by_quarter(line_dict("1", window="YTD"))
    _, line = layout.line("1")
    assert layout.cell(line, "before") == CellWindow(Window.YTD, 3)


def test_an_override_changes_only_what_it_names() -> None:
    layout = with_lines(
        line_dict("1", cells={"earlier": {"window": "S", "months_back": 12}, "current": {"window": "S"}})
    )
    _, line = layout.line("1")
    assert layout.cell(line, "earlier") == CellWindow(Window.S, 12)
    assert layout.cell(line, "current") == CellWindow(Window.S, 0)


def test_a_comparator_stands_for_the_earlier_figure_and_leaves_the_cell_empty() -> None:
    layout = with_lines(line_dict("1", compare_with={"comparator": "LA"}))
    _, line = layout.line("1")
    assert layout.cell(line, "earlier") is None
    assert layout.cell(line, "current") == CellWindow(Window.R6, 0)
    assert layout.needs() == [("REF_RATE", Window.R6, 0)]


def test_the_needs_of_a_layout_name_each_figure_once_in_printed_order() -> None:
    layout = by_quarter(
        line_dict("1", window="Q"), line_dict("2", "REREF_PCT", window="R12"), line_dict("3", window="Q")
    )
    assert layout.needs() == [
        ("REF_RATE", Window.Q, 3),
        ("REF_RATE", Window.Q, 0),
        ("REREF_PCT", Window.R12, 3),
        ("REREF_PCT", Window.R12, 0),
    ]


def test_lines_come_in_printed_order_with_their_section() -> None:
    first = section_dict(title="First", lines=[line_dict("2")])
    second = section_dict(title="Second", lines=[line_dict("1")])
    layout = parse_layout(layout_dict(sections=[first, second]))
    assert [(s.title, line.number) for s, line in layout.lines()] == [("First", "2"), ("Second", "1")]


def test_what_a_layout_does_not_hold_is_a_key_error() -> None:
    layout = parse_layout(layout_dict())
    section, line = layout.line("1")
    with pytest.raises(KeyError, match="no line '9'"):
        layout.line("9")
    with pytest.raises(KeyError, match="no column 'next'"):
        layout.cell(line, "next")
    with pytest.raises(KeyError, match="no comparator 'SN'"):
        section.comparator("SN")


def test_a_heading_shows_the_first_and_last_month_of_its_window() -> None:
    earlier, current = parse_layout(layout_dict()).sections[0].columns
    assert column_label(earlier, None, JANUARY) == "12m (Feb24 - Jan25)"
    assert column_label(current, None, JANUARY) == "6m (Aug24 - Jan25)"


def test_a_heading_shows_the_quarter_it_goes_back_to() -> None:
    before, now = by_quarter(line_dict("1", window="Q")).sections[0].columns
    assert column_label(before, None, date(2023, 6, 30)) == "Q4 2022-23"
    assert column_label(now, None, date(2023, 6, 30)) == "Q1 2023-24, to Jun23"


def test_a_heading_for_one_line_follows_the_lines_own_window() -> None:
    layout = with_lines(line_dict("1", cells={"earlier": {"window": "R3", "months_back": 12}}))
    section, line = layout.line("1")
    assert column_label(section.column("earlier"), line, JANUARY) == "12m (Nov23 - Jan24)"
    assert column_label(section.column("current"), line, JANUARY) == "6m (Aug24 - Jan25)"


@pytest.mark.parametrize(
    ("period_end", "own"),
    [
        (date(2023, 3, 31), False),
        (date(2023, 4, 30), True),
        (date(2023, 11, 30), True),
        (date(2023, 12, 31), False),
    ],
)
def test_a_layout_is_its_authoritys_own_from_its_first_to_its_last_period(
    period_end: date, own: bool
) -> None:
    layout = parse_layout(layout_dict(authority="343", valid_from="2023-04-30", valid_to="2023-11-30"))
    assert layout.is_own("343", period_end) is own
    assert layout.is_own("802", period_end) is False


def test_a_layout_without_dates_is_its_authoritys_own_always_and_one_for_anybody_never() -> None:
    assert parse_layout(layout_dict(authority="343")).is_own("343", JANUARY)
    assert not parse_layout(layout_dict()).is_own("343", JANUARY)


@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        (line_dict(polarity=None), Polarity.LOW),
        (line_dict(polarity="high"), Polarity.HIGH),
        (line_dict(polarity="neutral"), Polarity.NEUTRAL),
        (line_dict(polarity="neutral", target_sense="at_least"), Polarity.HIGH),
        (line_dict(polarity="neutral", target_sense="at_most"), Polarity.LOW),
    ],
)
def test_a_line_is_judged_by_its_target_then_its_paper_then_the_catalogue(
    line: dict[str, Any], polarity: Polarity
) -> None:
    assert with_lines(line).line("1")[1].judged_polarity(Polarity.LOW) is polarity


def test_a_line_can_have_a_target_that_its_paper_has_lost() -> None:
    layout = with_lines(line_dict("1", flags=["target not readable"]), line_dict("2", flags=["snapshot"]))
    assert [line.has_unread_target for _, line in layout.lines()] == [True, False]


def test_the_printed_years_hold_up_to_the_last_period_of_the_paper() -> None:
    column = {"key": "Eng", "label": "England", "kind": "england", "year": "2023-24", "source": "A paper"}
    group = column | {"key": "Group", "kind": "regional group", "year": "2024-25 Q1"}
    lines = [line_dict("1", comparator_years={"Eng": "2022-23"})]
    section = section_dict(lines=lines, comparators=[column, group])
    layout = parse_layout(layout_dict(sections=[section], printed_until=JANUARY.isoformat()))

    assert layout.at(JANUARY) is layout
    [later] = layout.at(date(2025, 2, 28)).sections
    assert [each.year for each in later.comparators] == ["latest", "2024-25 Q1"]
    assert later.lines[0].comparator_years == {}
