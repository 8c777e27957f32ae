from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.cell_text import LONGEST_CELL, CellTextError, plain_text, quoted


def test_white_space_of_every_kind_becomes_one_space() -> None:
    assert plain_text("\u00a0Below\u2009regional\r\n\taverage\u202f ") == "Below regional average"


def test_invisible_marks_are_dropped() -> None:
    assert plain_text("\ufeff2\u200b4\u00ad.3\u2060%") == "24.3%"


@pytest.mark.parametrize(
    "mark", ["\x00", "\x08", "\x1b", "\x85", "\u202e", "\u2066", "\ue000", "\ud800", "\uffff"]
)
def test_other_unseen_characters_are_refused(mark: str) -> None:
    with pytest.raises(CellTextError, match="cannot be seen"):
        plain_text(f"24{mark}3")


def test_the_longest_cell_is_read_and_one_more_is_not() -> None:
    assert plain_text("9" * LONGEST_CELL) == "9" * LONGEST_CELL
    with pytest.raises(CellTextError, match="201 characters"):
        plain_text("9" * (LONGEST_CELL + 1))


@given(st.text(max_size=LONGEST_CELL))
def test_what_is_read_is_plain_and_reads_the_same_again(text: str) -> None:
    try:
        plain = plain_text(text)
    except CellTextError:
        return
    assert plain_text(plain) == plain
    assert plain.isprintable()
    assert "  " not in plain


@given(st.text(max_size=300))
def test_quoting_is_short_and_printable(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert shown[0] == shown[-1] == "'"
    assert len(shown) <= 2 + 41 * 6


def test_quoting_cuts_after_forty_characters() -> None:
    assert quoted("x" * 41) == "'" + "x" * 40 + "…'"
    assert quoted("x" * 40) == "'" + "x" * 40 + "'"
