"""Which months a figure lacks, in words."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.calculations.periods import Window
from indicators.children.lacking import LOOKS_BACK, lacks_in_words
from indicators.measures.held import Coverage, Held

JUNE, JANUARY = date(2024, 6, 30), date(2025, 1, 31)
# List 3 from January to June and from August to January; list 4 in the second return alone.
COVERAGE = Coverage([Held(JUNE, {3: "2019"}), Held(JANUARY, {3: "2019", 4: "2019", 9: "2024"})])


@pytest.mark.parametrize(
    ("lists", "window", "words"),
    [
        ([3], Window.R12, "list 3 for July 2024"),
        ([4, 3], Window.R12, "list 3 for July 2024; list 4 for February 2024 to July 2024"),
        ([3], Window.YTD, "list 3 for July 2024"),
        # The window itself is covered, so it is the look-back that is not.
        ([3, 4], Window.R6, LOOKS_BACK),
        ([3], Window.S, LOOKS_BACK),
        # List 9 says how things stand at one day.
        ([9], Window.R12, LOOKS_BACK),
        ([7], Window.M, "list 7 for January 2025"),
    ],
)
def test_each_list_says_its_months(lists: list[int], window: Window, words: str) -> None:
    assert lacks_in_words(COVERAGE, lists, window, JANUARY) == words


def test_without_a_return_every_month_is_lacking() -> None:
    words = lacks_in_words(Coverage([]), [3], Window.R3, JANUARY)

    assert words == "list 3 for November 2024 to January 2025"
