"""The workbook of a return's problems, as whoever opens it to mend the file finds it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from indicators.models import Return
from indicators.returns.problem_workbook import problem_workbook
from indicators.returns.rule_titles import rule_title
from tests.factories.authority import AuthorityFactory
from tests.factories.return_problem import ReturnProblemFactory
from tests.factories.return_version import ChildrenReturnFactory
from tests.indicators.conftest import Upload
from tests.indicators.files import workbook

ORDER = {"code": "authorised_before_start", "severity": "warning", "sheet": "List 4"}
FORMULA = '=HYPERLINK("https://example.org","here")'


@pytest.fixture
def shown(db: None) -> Return:
    """Three problems of one rule, out of the file's order, one of another, and one that must be mended."""
    made = ChildrenReturnFactory.create(authority=AuthorityFactory.create(code="901", name="Aldermere"))
    for row in (12, None, 4):
        ReturnProblemFactory.create(
            of_return=made, **ORDER, row=row, column="Authorised", found="01/10/2024",
            sentence=f"Started on 0{row or 1}.",
        )  # fmt: skip
    ReturnProblemFactory.create(
        of_return=made, severity="error", code="wrong_period", sheet="List 1", row=None, column="", found="",
        sentence="Every date is old. Choose the right period end.",
    )  # fmt: skip
    ReturnProblemFactory.create(
        of_return=made, severity="warning", code="never_heard_of", sheet="=1+1", row=9, column="@SUM(1)",
        found=FORMULA, sentence="https://example.org is no date.",
    )  # fmt: skip
    return made


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=4, values_only=True))


def test_what_must_be_mended_comes_first_then_the_rule_with_the_most(shown: Return) -> None:
    book = opened(problem_workbook(shown))

    assert book.sheetnames == ["Summary", "Problems"]
    assert rows_of(book["Summary"]) == [
        ("A list is that of another period", "Must be mended", 1,
         "Every date is old. Choose the right period end."),
        ("An assessment was authorised before it started", "Check this", 3, "For example: Started on 04."),
        ("Never heard of", "Check this", 1, "https://example.org is no date."),
    ]  # fmt: skip


def test_each_problem_has_its_place_and_what_stood_there(shown: Return) -> None:
    rows = rows_of(opened(problem_workbook(shown))["Problems"])

    assert [row[2] for row in rows] == [None, 4, 12, None, 9]
    assert rows[1] == (
        "Check this", "List 4", 4, "Authorised", "01/10/2024", "Started on 04.",
        "An assessment was authorised before it started",
    )  # fmt: skip


def test_a_value_that_looks_like_a_formula_or_a_link_stays_text(shown: Return) -> None:
    sheet = opened(problem_workbook(shown))["Problems"]
    last = sheet[8]

    assert [cell.value for cell in last[1:6]] == [
        "=1+1", 9, "@SUM(1)", FORMULA, "https://example.org is no date."
    ]  # fmt: skip
    assert [cell.data_type for cell in last] == ["s", "s", "n", "s", "s", "s", "s"]
    assert not any(cell.hyperlink for cell in last)


def test_title_header_and_filter_serve_someone_who_works_down_the_rows(shown: Return) -> None:
    book = opened(problem_workbook(shown))

    for name, reach in (("Summary", "A3:D6"), ("Problems", "A3:G8")):
        sheet = book[name]
        assert sheet["A1"].value == "Problems of Aldermere (901), January 2025, version 1"
        assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == reach
        assert sheet.print_title_rows == "$3:$3"
        assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABCD")


def test_a_return_without_problems_has_a_workbook_without_rows(db: None) -> None:
    book = opened(problem_workbook(ChildrenReturnFactory.create()))

    assert rows_of(book["Summary"]) == rows_of(book["Problems"]) == []


def test_a_return_of_figures_has_its_problems_too(upload: Upload) -> None:
    kept = upload(workbook(("CLA_N", None, "S", "many")))
    rows = rows_of(opened(problem_workbook(kept))["Problems"])

    assert len(rows) == kept.problems.count() > 1
    assert (rows[0][0], rows[0][6]) == ("Must be mended", "A figure could not be read")


def test_a_rule_without_a_title_is_named_by_its_code() -> None:
    assert rule_title("headings_upside_down") == "Headings upside down"
