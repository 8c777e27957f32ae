from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.comparing.words import comparator_key
from reports.drill import cell_facts
from reports.heads import ColumnHead, ComparatorHead, SectionHead
from reports.presentation import counted, counts, tables
from reports.reading import Definition, Reading
from reports.rows import Cell, Comparator, Line

GIVEN, BLANK, ABSENT = "given", "blank", "absent"


def comparator(key: str, display: str, symbol: str = "") -> Comparator:
    return Comparator(key, key.upper(), "england", None, symbol, display, "2023-24", "A paper")


def cell(as_at: str | None = None) -> Cell:
    return Cell(
        key="current",
        label="January 2025",
        value="21",
        display="21%",
        period_end="2025-01-31",
        basis="snapshot at 31 January 2025",
        as_at=as_at,
    )


def line(number: str = "1", as_at: str | None = None, **more: Any) -> Line:
    made = Line(
        number=number,
        code="X",
        indicator=f"Line {number}",
        name="X",
        section="Section",
        unit="percentage",
        polarity="low",
        counts_people=True,
        cells=(cell(as_at),),
        current="current",
        earlier="current",
        comparators=(comparator(GIVEN, "20%"), comparator(BLANK, ""), comparator(ABSENT, "-", "x")),
    )
    return replace(made, **more)


def reading(*lines: Line) -> Reading:
    heads = tuple(
        ComparatorHead(key, key.upper(), "england", "2023-24", "A paper") for key in (GIVEN, BLANK, ABSENT)
    )
    section = SectionHead(
        "Section", "", (ColumnHead("current", "January 2025"),), heads, tuple(one.number for one in lines)
    )
    return Reading(
        authority="800",
        authority_name="Exampleshire",
        template="scene",
        title="Scene",
        source="",
        period_end="2025-01-31",
        inputs="",
        calculated_at="",
        rag_kind="relative",
        rag_tolerance="5",
        sections=(section,),
        definitions={},
        lines=lines,
    )


def table_of(*lines: Line) -> list[list[str]]:
    """The comparators' headings of the one table, then each row's figures under them."""
    (table,) = tables(reading(*lines), lambda number: f"/{number}")
    return [
        [head.label for head in table.comparators],
        *([figure.display for figure in row.comparators] for row in table.rows),
    ]


def test_a_comparator_that_no_line_has_takes_no_column_and_no_place_in_the_legend() -> None:
    assert table_of(line(), line("2")) == [["GIVEN", "ABSENT"], ["20%", "-"], ["20%", "-"]]
    assert [item["label"] for item in comparator_key(reading(line()))] == ["GIVEN", "ABSENT"]


def test_a_comparator_that_one_line_has_keeps_its_column_for_all() -> None:
    filled = replace(line("2"), comparators=(comparator(BLANK, "7%"),))
    assert table_of(line(), filled)[0] == ["GIVEN", "BLANK", "ABSENT"]


def test_the_width_is_of_the_columns_that_are_shown() -> None:
    (table,) = tables(reading(line()), lambda number: f"/{number}")
    assert table.width == 4 + 1 + 2


def test_the_legend_explains_the_middle_half_only_where_a_line_stands_against_it() -> None:
    assert "Compared to mid-50%" not in [item["label"] for item in comparator_key(reading(line()))]
    placed = comparator_key(reading(line(), line("2", position="lower")))
    assert placed[0]["label"] == "Compared to mid-50%"
    assert "middle half of all English authorities" in placed[0]["words"]


@pytest.mark.parametrize(("as_at", "note"), [("2025-01-31", ""), ("2024-09-30", "at 30 September 2024")])
def test_a_date_of_its_own_is_said_only_where_it_is_not_the_period_end(as_at: str, note: str) -> None:
    (table,) = tables(reading(line(as_at=as_at)), lambda number: f"/{number}")
    assert table.rows[0].figures[0].note == note
    (facts,) = cell_facts(line(as_at=as_at), None)
    own = [fact["value"] for fact in facts.facts if fact["key"] == "Date of its own"]
    assert own == ([note.removeprefix("at ")] if note else [])


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "said"),
    [
        ("number", "enquiries", "", "Counts enquiries."),
        (
            "percentage",
            "referrals within a year of another",
            "referrals in the window",
            "Counts referrals within a year of another, out of referrals in the period.",
        ),
        (
            "percentage",
            "of those, children assessed",
            "children looked after",
            "Counts children assessed, out of children looked after.",
        ),
        (
            "rate",
            "referrals dated in the window",
            "population aged 0-17",
            "Counts referrals dated in the period, for every 10,000 of the population aged 0-17.",
        ),
        (
            "days",
            "sum of the days to match",
            "children matched in the window",
            "Sum of the days to match, divided by children matched in the period.",
        ),
        ("number", "", "", "The catalogue does not say what is counted."),
    ],
)
def test_what_is_counted_is_one_sentence(unit: str, numerator: str, denominator: str, said: str) -> None:
    assert counted(Definition("X", numerator, denominator, "", "", ""), unit) == said


def test_a_tile_leads_to_where_the_report_begins_with_its_colour() -> None:
    watched = line(rag="red", effect="better")
    found = {str(item["label"]): item["anchor"] for item in counts([watched])["ratings"]}
    assert found == {
        "green": "green-to-celebrate",
        "amber": "amber-to-watch",
        "red": "red-to-watch",
        "not rated": "not-judged",
    }
    both = counts([watched, line("2", rag="red", effect="worse")])["ratings"]
    assert both[2]["anchor"] == "red-of-concern"
