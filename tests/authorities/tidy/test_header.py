"""A header is checked in one pass, however many columns it has, and its faults are short sentences."""

from __future__ import annotations

import codecs
import time

import pytest

from authorities.tidy.problems import TidyError
from authorities.tidy.reading import MOST_COLUMNS, open_tidy
from tests.authorities.tidy.small_files import STANDARD, rows_of, tidy


def refusal(content: bytes) -> str:
    with pytest.raises(TidyError) as caught:
        open_tidy(content)
    (sentence,) = caught.value.problems
    return sentence


def header(*own: str) -> bytes:
    return (",".join([*STANDARD, *own]) + "\n").encode()


def test_a_header_of_very_many_columns_is_refused_at_once() -> None:
    begun = time.process_time()
    said = refusal(header(*(f"column_{number % 40_000}" for number in range(80_000))))
    # Counting each name among all of them took minutes.
    assert time.process_time() - begun < 5
    assert said == "Line 1 has 80,010 columns; at most 500 are read. Delete those not needed."


def test_as_many_columns_as_are_read_are_read() -> None:
    own = [f"c{number}" for number in range(MOST_COLUMNS - len(STANDARD))]
    assert len(open_tidy(header(*own)).columns) == len(own)
    assert "501 columns" in refusal(header(*own, "one_more"))


def test_of_many_columns_given_twice_five_are_named_and_long_names_are_cut() -> None:
    own = [f"column_{number:02}" for number in range(20)]
    assert refusal(header(*own, *own)) == (
        "Line 1 has a column more than once: column_00, column_01, column_02, column_03, column_04 and 15 "
        "more. Delete one of the two."
    )
    assert len(refusal(header("x" * 9000, "x" * 9000))) < 150


def test_two_byte_order_marks_are_said_to_be_two() -> None:
    content = tidy(rows_of([2025], [{"referral_count": "1"}]))
    assert open_tidy(codecs.BOM_UTF8 + content).columns == ("referral_count",)
    assert refusal(2 * codecs.BOM_UTF8 + content).startswith("Line 1 begins with two byte-order marks")
