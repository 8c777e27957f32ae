from __future__ import annotations

import pytest

from reports.papers.label_matching import leading_line, matching_line, plain_words
from tests.reports.papers.small_texts import NAMES


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Calls answered (annual rate per 10,000 children)*", "1"),
        ("letters ANSWERED within 5 days (%) **", "2"),
        ("• Percentage of children seen by a visitor within the month.", "3"),
        ("Percentage of child seen by a visitor within the month", "3"),
        ("Number of homes Under 16", "4"),
        ("Number of homes — Age 16+", "5"),
        ("Percentage of CIC reviews held in “good” time", "6"),
        ("Percentage of Children in Care reviews held in ‘good’ time", "6"),
    ],
)
def test_a_name_is_matched_whatever_its_dashes_quotes_marks_and_capitals(printed: str, number: str) -> None:
    assert matching_line(printed, NAMES) == number


@pytest.mark.parametrize("printed", ["", "•", "Number of homes", "Both rest on one builder.", "Calls"])
def test_a_name_that_no_label_is_alike_is_not_matched(printed: str) -> None:
    assert matching_line(printed, NAMES) is None


def test_a_name_that_two_labels_are_equally_alike_is_not_matched() -> None:
    assert matching_line("Calls answered", {"1": "Calls answered", "2": "Calls answered."}) is None


def test_the_nearer_of_two_close_labels_is_matched() -> None:
    labels = {"1": "Reviews of children in care", "2": "Reviews of children in care (year to date)"}
    assert matching_line("Reviews of children in care (year to date)", labels) == "2"
    assert matching_line("Reviews of children in care", labels) == "1"


def test_a_sentence_that_begins_with_a_label_leads_with_the_longest_one() -> None:
    labels = {"1": "Number of homes", "2": "Number of homes – Under 16", "3": "Number of visits"}
    assert leading_line("Number of homes under 16 remains low.", labels) == "2"
    assert leading_line("Number of homes remains low.", labels) == "1"
    assert leading_line("Number of homes", labels) is None
    assert leading_line("Number of homesteads is low.", labels) is None


def test_a_possessive_loses_its_mark_and_keeps_its_letter() -> None:
    assert plain_words("Care leaver PA's, Case Supervision’s") == "care leaver pas case supervisions"
