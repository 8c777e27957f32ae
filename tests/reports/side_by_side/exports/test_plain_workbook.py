from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.side_by_side.exports.plain_workbook import LONGEST_TEXT, Sheet, Value, write_workbook

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://example.org")',
    "=cmd|' /C calc'!A0",
]


def written(*sheets: Sheet) -> bytes:
    out = io.BytesIO()
    write_workbook(sheets, out)
    return out.getvalue()


def by_openpyxl(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[-1]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def by_calamine(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name(book.sheet_names[-1]).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def expected(rows: list[list[Value]]) -> list[list[Any]]:
    return [[None if c == "" else float(c) if isinstance(c, Decimal) else c for c in row] for row in rows]


def test_a_large_table_reads_back_equal_by_two_readers() -> None:
    random = Random(7)  # noqa: S311  # a test, not a secret
    words = ["", "Ärger & <tags>", "R12", " edges ", "two\nlines", "2025-06-30", '"quoted"']
    rows: list[list[Value]] = [
        [random.choice(words), random.choice([None, 0, 7, -3, 2.5]), Decimal(random.randrange(10**6)) / 1000]
        for _ in range(5_000)
    ]
    content = written(Sheet("About", ["about"], [["text"]]), Sheet("Data", ["a", "b", "c"], rows))
    whole = [["a", "b", "c"], *expected(rows)]
    assert by_openpyxl(content) == whole
    assert by_calamine(content) == whole


@given(
    st.lists(st.lists(st.one_of(st.text(), st.integers(-(10**9), 10**9)), min_size=2, max_size=2), max_size=5)
)
def test_any_text_makes_a_sound_file_of_as_many_rows(rows: list[list[Value]]) -> None:
    content = written(Sheet("Data", ["first", "second"], rows))
    found = by_openpyxl(content)
    assert found[0] == ["first", "second"]
    assert len(found) == 1 + len(rows)
    numbers = [[cell for cell in row if isinstance(cell, int)] for row in rows]
    assert [[cell for cell in row if isinstance(cell, int)] for row in found[1:]] == numbers


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_stays_text(text: str) -> None:
    content = written(Sheet("Data", ["=A1", "b"], [[text, 1]]))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet["A2"].data_type != "f" and sheet["A1"].data_type != "f"
    assert sheet["A2"].value == text.replace("\r", "\n") and sheet["A1"].value == "=A1"
    part = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in part


def test_control_characters_are_left_out_and_long_text_is_cut() -> None:
    bad = "a\x00b\x0bc\ud800d\ufffee\x1f"
    content = written(Sheet("Data", ["a"], [[bad], ["x" * (LONGEST_TEXT + 5)], ["one\r\ntwo"]]))
    for read in (by_openpyxl, by_calamine):
        [[_], [first], [second], [third]] = read(content)
        assert (first, len(second), third) == ("abcde", LONGEST_TEXT, "one\ntwo")


def test_a_text_that_spells_a_coded_character_is_not_decoded() -> None:
    part = zipfile.ZipFile(io.BytesIO(written(Sheet("Data", ["a"], [["_x0041_"]])))).read(
        "xl/worksheets/sheet1.xml"
    )
    assert b"<t>_x005F_x0041_</t>" in part


def test_headings_stay_in_sight_and_the_same_rows_give_the_same_bytes() -> None:
    content = written(Sheet("Data", ["a", "b"], [["x", 1]], (20, 8)))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width, sheet["A1"].font.bold) == ("A2", 20, True)
    assert content == written(Sheet("Data", ["a", "b"], [["x", 1]], (20, 8)))


def test_a_truth_is_the_number_that_it_equals_whichever_comes_first() -> None:
    rows: list[list[Value]] = [[True], [1], [Decimal("1.0")]]
    assert by_openpyxl(written(Sheet("Data", ["a"], rows)))[1:] == [[1], [1], [1]]


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet("Data", ["a"], [[float("nan")]]),
        Sheet("Data", ["a"], [[float("inf")]]),
        Sheet("Data", ["a"], [["x"], ["x", "y"]]),
        Sheet("Data", [], []),
        Sheet("", ["a"], []),
        Sheet("a/b", ["a"], []),
        Sheet("x" * 32, ["a"], []),
    ],
)
def test_what_a_spreadsheet_could_not_open_is_refused(sheet: Sheet) -> None:
    with pytest.raises(ValueError, match=r"no number|not the 1 cells|0 columns|cannot be the name"):
        written(sheet)


def test_more_rows_than_a_spreadsheet_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.side_by_side.exports.plain_workbook.MOST_ROWS", 4)
    assert len(by_openpyxl(written(Sheet("Data", ["a"], [["x"]] * 3)))) == 4
    with pytest.raises(ValueError, match="more rows"):
        written(Sheet("Data", ["a"], [["x"]] * 4))
