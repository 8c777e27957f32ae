"""The template goes out, is filled in, and comes back without a problem."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl

from authorities.models import Authority
from indicators.models import Indicator, IndicatorInSet, ReturnState
from indicators.returns.workbook import file_name, template_workbook
from tests.indicators.conftest import MONTH, QUARTER, Approve, Upload
from tests.indicators.files import as_bytes


def opened(authority: Authority, period_end: date = MONTH) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_workbook(authority, period_end)))


def test_the_template_asks_for_each_figure_of_the_set(
    authority: Authority, indicators: dict[str, Indicator]
) -> None:
    book = opened(authority)

    rows = list(book["Figures"].iter_rows(min_row=3, values_only=True))
    assert book.sheetnames == ["Read me", "Figures", "Comparators"]
    assert book["Figures"]["A1"].value == "Return of figures: Aldermere (901), January 2025"
    assert rows[0][:8] == (
        "Code",
        "Indicator",
        "Window",
        "Numerator",
        "Denominator",
        "Value",
        "As at",
        "Note",
    )
    assert [row[:3] for row in rows[1:]] == [
        ("CLA_N", "Children looked after", "S"),
        ("REREF_PCT", "Re-referrals", "R12"),
        ("S47_RATE", "Section 47 enquiries", "R6"),
    ]
    assert rows[3][10] == "rolling 6 months, 1 August 2024 to 31 January 2025"


def test_a_quarterly_figure_is_asked_for_only_where_a_quarter_closes(
    authority: Authority, indicators: dict[str, Indicator]
) -> None:
    IndicatorInSet.objects.create(authority=authority, indicator=indicators["WAIT_DAYS"], window="Q")

    def codes(period_end: date) -> list[object]:
        sheet = opened(authority, period_end)["Figures"]
        return [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)]

    assert "WAIT_DAYS" in codes(QUARTER)
    assert "WAIT_DAYS" not in codes(MONTH)


def test_the_last_figures_stand_beside(authority: Authority, approve: Approve) -> None:
    approve(period=QUARTER)

    rows = list(opened(authority)["Figures"].iter_rows(min_row=3, values_only=True))

    assert rows[0][9] == "At December 2024"
    assert [row[9] for row in rows[1:]] == ["580", "24.0%", "138.4"]


def test_a_filled_in_template_comes_back_without_a_problem(authority: Authority, upload: Upload) -> None:
    book = opened(authority)
    sheet = book["Figures"]
    for row, (numerator, denominator, value) in zip(
        (4, 5, 6), [(580, None, None), (None, None, "24.3%"), (300, 43367, None)], strict=True
    ):
        sheet.cell(row, 4, numerator)
        sheet.cell(row, 5, denominator)
        sheet.cell(row, 6, value)
    sheet["G4"] = date(2025, 1, 6)
    book["Comparators"].append(["CLA_N", None, "England", "2024/25", "83,840"])

    kept = upload(as_bytes(book))

    assert kept.state == ReturnState.READY
    assert not kept.problems.exists()
    figures = {f.indicator.code: f for f in kept.figures.select_related("indicator")}
    assert figures["CLA_N"].as_at == date(2025, 1, 6)
    assert figures["REREF_PCT"].value == Decimal("24.3")
    assert figures["S47_RATE"].row == 6
    assert kept.comparators.get().name == "England"


def test_an_untouched_template_says_that_it_holds_no_figures(authority: Authority, upload: Upload) -> None:
    kept = upload(template_workbook(authority, MONTH))

    assert kept.problems.get(severity="error").code == "empty_return"


def test_the_file_is_named_for_its_authority_and_period(authority: Authority) -> None:
    assert file_name(authority, MONTH) == "return-901-2025-01.xlsx"
