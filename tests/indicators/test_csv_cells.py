"""Text on its way into a csv file."""

from __future__ import annotations

import pytest

from indicators.csv_cells import csv_text, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+44", "-3", "-1+2", "--", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_plain_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"), [("Figures", "Figures"), (12, "12"), (None, ""), ("", ""), ("-", "-")]
)
def test_any_other_cell_is_left_as_it_is(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_headings_and_rows_become_a_csv_file() -> None:
    assert csv_text(["Sheet", "Row"], [["café, the", 2]]) == 'Sheet,Row\r\n"café, the",2\r\n'
