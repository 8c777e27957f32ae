from __future__ import annotations

from pathlib import Path

import pytest

import reports
from reports.papers.analysis import (
    SCORECARDS,
    Commentary,
    ExceptionClass,
    find_paper,
    read_analysis,
    read_commentary,
    read_exception_classes,
)
from tests.reports.papers.small_texts import HEADINGS, TABLE, small_layout, small_paper

PROJECT = Path(reports.__file__).parent


def small_commentary(text: str) -> Commentary:
    return read_commentary(text, small_paper(), small_layout())


def test_the_analysis_of_a_table_stands_after_the_position_whatever_the_page_does() -> None:
    # The second page has a second row of headings, a wide cell and trailing empty cells.
    assert small_commentary(TABLE).analysis == {
        "1": "More calls came in spring.",
        "2": "Staff left in March.",
    }


def test_a_row_without_analysis_gets_none_and_a_position_is_never_taken_for_one() -> None:
    assert "3" not in small_commentary(TABLE).analysis


def test_a_row_whose_name_is_not_the_layouts_is_listed_as_unmatched() -> None:
    (sentence,) = small_commentary(TABLE).unmatched
    assert sentence.startswith("Row 4 is named 'Number of something else'")


def test_a_table_gives_no_exception_classes() -> None:
    assert read_exception_classes(TABLE, small_paper(), small_layout()) == {}


def test_each_row_is_listed_under_the_class_of_its_heading() -> None:
    assert read_exception_classes(HEADINGS, small_paper(), small_layout()) == {
        "2": ExceptionClass.AMBER,
        "4": ExceptionClass.RED_WATCH,
        "5": ExceptionClass.RED_WATCH,
        "6": ExceptionClass.RED_WATCH,
        "3": ExceptionClass.RED_WATCH,
    }


def test_a_paragraph_belongs_to_every_name_above_it_and_its_successors_join_it() -> None:
    analysis = read_analysis(HEADINGS, small_paper(), small_layout())
    assert analysis["2"] == "Staff left in March. Two more join in May."
    assert analysis["4"] == analysis["5"] == "Both rest on one builder."


def test_a_name_with_its_own_sentence_keeps_it_to_itself() -> None:
    analysis = read_analysis(HEADINGS, small_paper(), small_layout())
    assert analysis["6"] == "Percentage of CIC reviews held in good time is steady."
    assert "3" not in analysis


def test_a_dash_in_the_middle_of_a_sentence_is_kept() -> None:
    sentence = "Fewer staff – a third left – means slower answers."
    text = f"Red:\n\n- Letters answered within 5 days (%)\n\n{sentence}\n"
    analysis = read_analysis(text, small_paper(), small_layout())
    assert analysis == {"2": sentence}


def test_what_no_row_can_be_found_for_is_listed_as_unmatched() -> None:
    assert small_commentary(HEADINGS).unmatched == [
        "Percentage of children seen by nobody",
        "This paragraph has no row above it.",
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Green to celebrate:", ExceptionClass.CELEBRATE),
        ("Green:", ExceptionClass.CELEBRATE),
        ("Ambers on watching:", ExceptionClass.AMBER),
        ("Amber’s to watch;", ExceptionClass.AMBER),
        ("Reds to watch:", ExceptionClass.RED_WATCH),
        ("Red on watching:", ExceptionClass.RED_WATCH),
        ("REDS OF CONCERN;", ExceptionClass.RED_CONCERN),
        ("Red:", ExceptionClass.RED),
    ],
)
def test_a_heading_is_read_in_any_of_its_spellings(heading: str, expected: ExceptionClass) -> None:
    text = f"{heading}\n\n- Letters answered within 5 days (%)\n"
    assert read_exception_classes(text, small_paper(), small_layout()) == {"2": expected}


@pytest.mark.parametrize("text", ["", "No table and no headings.", "Red herrings are sold here:\n- Calls\n"])
def test_a_text_of_another_kind_has_no_analysis(text: str) -> None:
    found = small_commentary(text)
    assert (found.analysis, found.classes, found.unmatched) == ({}, {}, [])


def test_a_paper_is_found_in_its_folder_or_not_at_all(tmp_path: Path) -> None:
    assert find_paper(small_paper(), tmp_path) is None
    (tmp_path / "small.txt").write_text("text", encoding="utf-8")
    assert find_paper(small_paper(), tmp_path) == tmp_path / "small.txt"


def test_the_published_texts_are_looked_for_beside_the_project() -> None:
    assert PROJECT.parent.parent / "shared" / "data" / "scorecards" == SCORECARDS
