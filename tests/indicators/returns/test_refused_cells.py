"""Cells, headings and titles that cannot be read: each is named with its place, and no figure is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from authorities.models import Authority
from indicators.models import Indicator
from tests.indicators.conftest import Upload
from tests.indicators.files import (
    COMPARATOR_HEADER,
    GOOD_ROWS,
    HEADER,
    SHEET,
    as_bytes,
    book_of,
    part,
    repacked,
    workbook,
)
from tests.indicators.returns.outcomes import only_error


def test_a_workbook_without_the_sheet_names_those_it_has(upload: Upload) -> None:
    problem = only_error(upload(workbook(sheet="Sheet1")))

    assert problem.code == "no_figures_sheet"
    assert "'Sheet1'" in problem.sentence


def test_two_sheets_that_differ_by_a_space_are_not_chosen_between(upload: Upload) -> None:
    book = book_of(*GOOD_ROWS)
    book.create_sheet("Figures ").append(["CLA_N"])

    assert only_error(upload(as_bytes(book))).code == "two_sheets"


def test_a_file_without_its_header_is_refused(upload: Upload) -> None:
    problem = only_error(upload(workbook(header=("a", "b", "c", "d"))))

    assert problem.code == "no_header"
    assert "Code, Window" in problem.sentence


def test_a_heading_that_stands_twice_is_refused(upload: Upload) -> None:
    problem = only_error(upload(workbook(header=("Code", "Value", "Window", "Value"))))

    assert (problem.code, problem.column, problem.row) == ("two_columns", "Value", 1)


def test_a_second_header_further_down_is_pointed_at(upload: Upload) -> None:
    problem = only_error(upload(workbook(*GOOD_ROWS, HEADER)))

    assert (problem.code, problem.row) == ("unknown_indicator", 5)


@pytest.mark.parametrize(
    ("title", "code", "words"),
    [
        ("Return of figures: Brackenholt (902), January 2025", "another_authority", "902"),
        ("Return of figures: Aldermere (901), December 2024", "another_period", "December 2024"),
        ("Return of figures: Aldermere (901), Janury 2025", "another_period", "Janury 2025"),
        ("Return of figures: Aldermere (901), January 1025", "another_period", "January 1025"),
    ],
)
def test_the_template_of_another_place_or_period_is_refused(
    upload: Upload, title: str, code: str, words: str
) -> None:
    problem = only_error(upload(workbook(above=[[title], []])))

    assert (problem.code, problem.row) == (code, 1)
    assert words in problem.sentence


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#DIV/0!"])
def test_a_spreadsheet_error_is_never_taken_for_a_blank(upload: Upload, cell: str) -> None:
    problem = only_error(upload(workbook(("CLA_N", None, "S", cell))))

    assert (problem.code, problem.row, problem.column) == ("broken_cell", 2, "Numerator")
    assert cell in problem.sentence


def test_a_formula_that_was_never_calculated_is_never_taken_for_a_blank(upload: Upload) -> None:
    problem = only_error(upload(workbook(("CLA_N", None, "S", "=570+10"))))

    assert problem.code == "broken_cell"
    assert "never calculated" in problem.sentence


@pytest.mark.parametrize("cached", [b"<v></v>", b"<v/>", b"<v />"])
def test_however_the_missing_result_of_a_formula_is_written(upload: Upload, cached: bytes) -> None:
    content = workbook(("CLA_N", None, "S", "=570+10"))
    sheet = part(content, SHEET).replace(b"<v />", cached)

    assert only_error(upload(repacked(content, replace={SHEET: sheet}))).code == "broken_cell"


def test_a_calculated_formula_gives_its_result(upload: Upload) -> None:
    content = workbook(("CLA_N", None, "S", "=570+10"))
    sheet = part(content, SHEET).replace(b"<v />", b"<v>580</v>")

    assert upload(repacked(content, replace={SHEET: sheet})).figures.get().numerator == 580


def test_faults_are_found_in_sheets_whose_names_have_a_prefix(upload: Upload) -> None:
    content = workbook(("CLA_N", None, "S", "#N/A"))
    sheet = part(content, SHEET).replace(b"xmlns=", b"xmlns:x=").replace(b"</", b"</x:").replace(b"<", b"<x:")
    sheet = sheet.replace(b"<x:/x:", b"</x:")

    assert only_error(upload(repacked(content, replace={SHEET: sheet}))).code == "broken_cell"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ((None, None, "S", 580), "no_code", "Code"),
        (("CLA_X", None, "S", 580), "unknown_indicator", "Code"),
        (("CLA_N", None, "R9", 580), "unknown_window", "Window"),
        (("CLA_N", None, None, 580), "unknown_window", "Window"),
        (("CLA_N", None, "S", -3), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", "about 580"), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", "12 or 13"), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", "1,95"), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", date(2025, 1, 1)), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", True), "not_a_figure", "Numerator"),
        (("CLA_N", None, "S", 10**12), "not_a_figure", "Numerator"),
        (("REREF_PCT", None, "R12", None, None, "120%"), "not_a_figure", "Value"),
        (("CLA_N", None, "S", None, None, "58%"), "not_a_figure", "Value"),
        (("CLA_N", None, "S", 580, None, None, "31/02/2025"), "not_a_date", "As at"),
        (("CLA_N", None, "S", 580, None, None, "last autumn"), "not_a_date", "As at"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_place(
    upload: Upload, row: tuple[Any, ...], code: str, column: str
) -> None:
    problem = only_error(upload(workbook(row)))

    assert (problem.code, problem.sheet, problem.row, problem.column) == (code, "Figures", 2, column)


def test_every_problem_of_a_file_is_told_at_once(upload: Upload) -> None:
    kept = upload(workbook(("CLA_N", None, "S", "x y"), ("REREF_PCT", None, "R12", 5), ("NEW", None, "S", 1)))

    errors = kept.problems.filter(severity="error").order_by("row")
    assert [(p.row, p.code) for p in errors] == [
        (2, "not_a_figure"),
        (3, "one_part_missing"),
        (4, "unknown_indicator"),
    ]


def test_a_row_that_cannot_be_read_is_not_called_missing_as_well(upload: Upload) -> None:
    kept = upload(workbook(("CLA_N", None, "S", "x y"), *GOOD_ROWS[1:]))

    assert not kept.problems.filter(code="missing_figure").exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("CLA_N", None, None, "2024", 5), "no_comparator"),
        (("CLA_N", None, "England", "2024", "five"), "not_a_figure"),
    ],
)
def test_a_comparator_that_cannot_be_read_is_named_with_its_place(
    upload: Upload, row: tuple[Any, ...], code: str
) -> None:
    problem = only_error(upload(workbook(*GOOD_ROWS, comparators=[row])))

    assert (problem.code, problem.sheet, problem.row) == (code, "Comparators", 2)
    assert problem.column in COMPARATOR_HEADER


def test_an_indicator_of_another_authority_is_unknown(
    upload: Upload, indicators: dict[str, Indicator], other_authority: Authority
) -> None:
    indicators["STAFF_N"].owner_authority = other_authority
    indicators["STAFF_N"].save()

    assert only_error(upload(workbook(("STAFF_N", None, "S", 40)))).code == "unknown_indicator"
