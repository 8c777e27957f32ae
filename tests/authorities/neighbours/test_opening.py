from __future__ import annotations

import io
import zipfile

import pytest

from authorities.neighbours.opening import open_file
from authorities.neighbours.problems import NeighbourFileError
from authorities.neighbours.reading import read_table
from tests.authorities.neighbours.files import above, as_csv, as_xlsx, groups, wide


def refusal(content: bytes, file_name: str = "list.csv") -> str:
    with pytest.raises(NeighbourFileError) as refused:
        open_file(content, file_name)
    (sentence,) = refused.value.problems
    return sentence


def test_a_workbook_and_a_text_file_give_the_same_list() -> None:
    workbook = read_table(open_file(as_xlsx(above(letters=False) + wide()), "list.xlsx"))
    text = read_table(open_file(as_csv(above(letters=False) + wide()), "list.csv"))
    assert workbook == text
    assert len(text) == 11


def test_blank_rows_above_the_header_count() -> None:
    rows: list[list[object]] = [[], [], *groups()]
    assert read_table(open_file(as_xlsx(rows), "list.xlsx"))[0].row == 4


def test_the_sheet_is_found_by_its_name_and_else_the_first_is_taken() -> None:
    assert len(read_table(open_file(as_xlsx(wide(), sheet="Anything"), "list.xlsx"))) == 11


def test_a_text_file_from_a_british_spreadsheet_is_read() -> None:
    rows = wide()
    rows[1][1] = "Testing – place"
    assert read_table(open_file(as_csv(rows, encoding="cp1252"), "list.CSV"))[0].name == "Testing – place"


def test_a_file_of_another_kind_is_refused_by_its_content() -> None:
    assert refusal(b"%PDF-1.7 ...", "list.csv").startswith("This file is a PDF.")
    assert "older .xls" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1", "list.xls")
    assert refusal(b"words", "list.txt").startswith("This file is neither")
    assert refusal(b"LA num\x00\x01", "list.csv").startswith("This file is neither")
    assert refusal(b"\r\n \n").startswith("The file is empty.")


def test_a_file_above_five_megabytes_is_refused() -> None:
    assert refusal(b"a" * (5 * 1024 * 1024 + 1)).startswith("The file is larger than 5 MB.")


def test_a_damaged_workbook_is_refused() -> None:
    whole = as_xlsx(groups())
    assert refusal(whole[: len(whole) // 2], "list.xlsx").startswith("The workbook is damaged")
    assert refusal(b"PK\x03\x04" + b"x" * 400, "list.xlsx").startswith("The workbook is damaged")


def test_a_workbook_that_unfolds_to_far_more_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (61 * 1024 * 1024))
    assert refusal(file.getvalue(), "list.xlsx").startswith("The workbook holds far more")
