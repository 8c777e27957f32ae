"""A figure that is hidden in the matrix must not leave in any file made from it."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import openpyxl
import pytest

from indicators.calculations.figures import Unit
from indicators.calculations.spread import Shade
from reports.side_by_side.exports.comparison import matrix_as_json
from reports.side_by_side.exports.data_workbook import write_data_workbook
from reports.side_by_side.exports.long_form import matrix_csv
from reports.side_by_side.exports.tidy import meta_csv, tidy_csv
from reports.side_by_side.exports.workbook import matrix_workbook
from reports.side_by_side.matrix import Matrix
from tests.reports.side_by_side.exports.matrices import JUNE, TELLING, Column, Given, five, matrix_of


def parts(content: bytes) -> str:
    """Every cell of a workbook with its format of numbers, and its notes and properties."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    told = [f"{cell.value} {cell.number_format}" for cell in cells if cell.value is not None]
    told += [cell.comment.text for cell in cells if cell.comment]
    return " ; ".join([*told, str(book.properties.title), str(book.properties.description)])


def every_file(matrix: Matrix) -> dict[str, str]:
    out = io.BytesIO()
    write_data_workbook([matrix], JUNE, out)
    made = {
        "csv": matrix_csv([matrix]),
        "tidy": tidy_csv(matrix, {}),
        "meta": meta_csv(matrix),
        "json": json.dumps(matrix_as_json(matrix)),
        "data": parts(out.getvalue()),
    }
    workbooks = {f"xlsx, {shade}": parts(matrix_workbook(matrix, shade, date(2025, 7, 1))) for shade in Shade}
    return made | workbooks


def numbers(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w.#-])\d+(?:\.\d+)?(?![\w.-])", text))


@pytest.mark.parametrize("kind", list(every_file(matrix_of([five()]))))
def test_a_small_count_and_what_would_tell_it_are_in_no_file(kind: str) -> None:
    text = every_file(matrix_of([five()]))[kind]
    assert not numbers(text) & set(TELLING)


def test_the_search_would_find_them_where_they_are_not_hidden() -> None:
    given = {"T01": Given("4.918", numerator="30", denominator="610", before="4.91")}
    texts = every_file(matrix_of([Column("OTHER_PCT", given)]))
    for kind, text in texts.items():
        if kind != "meta":
            assert numbers(text) & {"4.918", "4.9", "610"}, kind


def test_a_figure_withheld_for_anothers_sake_is_in_no_file() -> None:
    column = five()
    kept = dict(column.given) | {
        "T04": Given("77.7", numerator="777", denominator="1000", withheld=True),
    }
    texts = every_file(matrix_of([Column("REREF_PCT", kept)]))
    for kind, text in texts.items():
        assert not numbers(text) & {"77.7", "777"}, kind


def test_a_small_count_of_children_is_its_symbol_in_each_format() -> None:
    counts = {f"T0{n}": Given(str(n * 10)) for n in range(1, 5)} | {"T05": Given("4")}
    matrix = matrix_of([Column("CP_N", counts, unit=Unit.NUMBER)])
    texts = every_file(matrix)
    assert "suppressed" in texts["csv"] and "suppressed" in texts["json"] and "suppressed" in texts["data"]
    assert texts["tidy"].splitlines()[-1].endswith(",c")
    assert texts["xlsx, quartile"].count("suppressed") >= 2
