"""Files made in good faith: what is clear is read, the rest is said where it stands; nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00

from indicators.models import ReturnState
from tests.indicators.conftest import Upload
from tests.indicators.files import (
    GOOD_ROWS,
    as_bytes,
    book_of,
    csv_file,
    workbook,
)
from tests.indicators.returns.outcomes import only_error

TITLE = "Return of figures: Aldermere (901), January 2025"


@pytest.mark.parametrize(
    "content",
    [
        workbook(above=[[TITLE], []]),
        workbook(above=[["Our own title"], ["made on Monday"], []]),
        workbook(sheet="  figures "),
        workbook(header=("CODE ", "indicator", "window", "Numerator:", " denominator", "value", "as  at")),
        csv_file(),
        csv_file(delimiter=";"),
        csv_file(delimiter="\t"),
        csv_file(delimiter=";", title=TITLE),
        csv_file(encoding="utf-8-sig"),
        csv_file(encoding="utf-16"),
        csv_file(ending="\r"),
        csv_file(ending="\n"),
    ],
    ids=[
        "template title", "own titles", "sheet name", "header in other letters", "csv", "semicolons", "tabs",
        "semicolons under a title with a comma", "byte order mark", "utf-16", "old Mac lines", "Unix lines",
    ],
)  # fmt: skip
def test_an_untidy_but_clear_file_is_read_whole(upload: Upload, content: bytes) -> None:
    kept = upload(content, name="return.xlsx" if content.startswith(b"PK") else "return.csv")

    assert kept.state == ReturnState.READY
    figures = {f.indicator.code: (f.window, f.numerator, f.denominator) for f in kept.figures.all()}
    assert figures == {
        "CLA_N": ("S", Decimal(580), None),
        "REREF_PCT": ("R12", Decimal(120), Decimal(500)),
        "S47_RATE": ("R6", Decimal(300), Decimal(43367)),
    }


def test_columns_in_another_order_are_found_by_their_headings(upload: Upload) -> None:
    kept = upload(workbook(("S", 580, "CLA_N"), header=("Window", "Numerator", "Code")))

    assert kept.figures.get().numerator == 580


def test_a_csv_of_an_english_excel_keeps_its_letters(upload: Upload) -> None:
    row = ("CLA_N", "", "S", 580, "", "", "", "£5 – “café”")

    assert upload(csv_file(row, encoding="cp1252"), name="return.csv").figures.get().note == "£5 – “café”"


def test_rows_of_the_template_left_blank_are_no_figures(upload: Upload) -> None:
    kept = upload(
        workbook(("CLA_N", "Children looked after", "S", 580), ("REREF_PCT", "Re-referrals", "R12"))
    )

    assert [f.indicator.code for f in kept.figures.all()] == ["CLA_N"]
    assert "Re-referrals" in kept.problems.get(code="missing_figure", sentence__contains="REREF").sentence


def test_a_cell_formatted_as_a_percentage_is_read_as_excel_shows_it(upload: Upload) -> None:
    book = book_of(("REREF_PCT", None, "R12", None, None, 0.243))
    book["Figures"]["F2"].number_format = FORMAT_PERCENTAGE_00

    figure = upload(as_bytes(book)).figures.get()

    assert (figure.value, figure.places) == (Decimal("24.3"), 1)


def test_a_fraction_without_that_format_is_asked_about_not_guessed_at(upload: Upload) -> None:
    problem = only_error(upload(workbook(("REREF_PCT", None, "R12", None, None, 0.243))))

    assert (problem.sheet, problem.row, problem.column) == ("Figures", 2, "Value")
    assert "type 24.3" in problem.sentence


@pytest.mark.parametrize(
    ("typed", "symbol"), [("c", "c"), ("n/a", "z"), ("-", "x"), ("■", "c"), ("<5", "c"), ("[x]", "x")]
)
def test_a_symbol_is_kept_as_a_symbol_and_never_as_nought(upload: Upload, typed: str, symbol: str) -> None:
    figure = upload(workbook(("CLA_N", None, "S", None, None, typed))).figures.get()

    assert (figure.symbol, figure.value) == (symbol, None)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2024, 9, 15), date(2024, 9, 15)),
        (datetime(2024, 9, 15, 12, 30), date(2024, 9, 15)),
        ("15/09/2024", date(2024, 9, 15)),
        ("September 2024", date(2024, 9, 30)),
        ("Q2 2024-25", date(2024, 9, 30)),
    ],
)
def test_a_figure_may_have_a_date_of_its_own(upload: Upload, cell: Any, day: date) -> None:
    assert upload(workbook(("CLA_N", None, "S", 580, None, None, cell))).figures.get().as_at == day


def test_a_date_in_brackets_after_a_figure_is_its_own_date(upload: Upload) -> None:
    figure = upload(workbook(("CLA_N", None, "S", None, None, "580 (Sep 2024)"))).figures.get()

    assert (figure.value, figure.as_at) == (Decimal(580), date(2024, 9, 30))


def test_comparators_are_kept_as_given_and_never_as_figures(upload: Upload) -> None:
    others = [("CLA_N", None, "England", "2024/25", "83,840"), ("CLA_N", None, "Region", 2024, "c")]

    kept = upload(workbook(("CLA_N", None, "S", 580), comparators=others))

    assert kept.figures.count() == 1
    assert [(o.name, o.year, o.value, o.symbol) for o in kept.comparators.order_by("name")] == [
        ("England", "2024/25", Decimal(83840), ""),
        ("Region", "2024", None, "c"),
    ]


def test_another_sheet_is_said_not_to_have_been_read(upload: Upload) -> None:
    book = book_of(*GOOD_ROWS)
    book.create_sheet("Workings").append([0])
    book.create_sheet("Read me").append(["How to fill this in"])

    kept = upload(as_bytes(book))

    warning = kept.problems.get(code="sheet_not_read")
    assert (warning.severity, warning.sheet) == ("warning", "Workings")
    assert kept.state == ReturnState.READY
