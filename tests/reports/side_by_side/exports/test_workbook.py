from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from authorities.models import Authority
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Shade
from reports.side_by_side.exports.data_workbook import write_data_workbook
from reports.side_by_side.exports.grid import BEFORE
from reports.side_by_side.exports.long_form import HEADINGS, long_rows
from reports.side_by_side.exports.workbook import matrix_workbook
from reports.side_by_side.groups import LeftOut
from reports.side_by_side.matrix import Matrix
from tests.reports.side_by_side.exports.matrices import JUNE, REGION, Column, Given, Wanted, five, matrix_of

MADE = date(2025, 7, 1)
FIRST = len(BEFORE) + 1


def opened(matrix: Matrix, shade: Shade = Shade.QUARTILE) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(matrix_workbook(matrix, shade, MADE)))


def table(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_the_sheets_come_in_the_order_of_the_contents_with_a_title_in_a1() -> None:
    book = opened(matrix_of([five()]))
    assert book.sheetnames == ["Cover", "Contents", "Notes", "Matrix", "Figures", "Summary"]
    listed = [row[0] for row in table(book["Contents"])[1:]]
    assert listed == book.sheetnames[2:]
    for sheet in book.worksheets:
        assert "Test region" in sheet["A1"].value and "30 June 2025" in sheet["A1"].value
        assert not sheet.merged_cells.ranges
    for name in listed:
        sheet = book[name]
        assert sheet.freeze_panes and sheet.print_area and sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.orientation == "landscape"


def test_the_matrix_reads_back_equal() -> None:
    matrix = matrix_of([five(), Column("CP_N", {"T01": Given("1234")}, unit=Unit.NUMBER)])
    head, *rows = table(opened(matrix)["Matrix"])
    assert head == [*(name for name, _ in BEFORE), *(a.name for a in matrix.authorities)]
    for row, measure in zip(rows, matrix.measures, strict=True):
        assert row[0] == measure.label
        for cell, entry in zip(row[FIRST - 1 :], matrix.column(measure), strict=True):
            shown = entry.line.value.display or "no figure"
            assert cell == (float(entry.value) if entry.value is not None else shown)
    assert rows[0][-1] == "suppressed" and rows[1][-1] == "no figure"
    assert (rows[0][FIRST - 2], rows[1][FIRST - 2]) == (25, "no figure")


def test_figures_and_summary_read_back_equal() -> None:
    matrix = matrix_of([five()])
    book = opened(matrix)
    head, *rows = table(book["Figures"])
    assert head == list(HEADINGS)
    wanted = [
        [None if c == "" else float(c) if isinstance(c, Decimal) else c for c in row]
        for row in long_rows(matrix)
    ]
    assert rows == wanted
    [_, summary] = table(book["Summary"])
    assert summary[5:] == [10, 17.5, 25, 32.5, 40, 4]


def test_a_shaded_figure_carries_a_mark_that_the_notes_explain() -> None:
    book = opened(matrix_of([five()]))
    best, middle, _, worst, hidden = (book["Matrix"].cell(4, FIRST + n) for n in range(5))
    assert (best.number_format, worst.number_format) == ('#,##0.0"%"" ++"', '#,##0.0"%"" −−"')
    assert best.fill.fgColor.rgb != worst.fill.fgColor.rgb
    for plain in (middle, hidden):
        assert plain.fill.fill_type is None
    notes = {(row[1], row[2]) for row in table(book["Notes"]) if str(row[0]).startswith("Mark")}
    assert notes == {("++", "best quarter"), ("no mark", "middle half"), ("−−", "worst quarter")}


def test_without_a_polarity_nothing_is_called_good_or_bad() -> None:
    book = opened(matrix_of([five(polarity=Polarity.NEUTRAL)]))
    told = " ".join(str(row) for row in table(book["Notes"]) if str(row[0]).startswith("Mark"))
    assert "highest quarter" in told and "best" not in told and "worst" not in told


@pytest.mark.parametrize(
    ("shade", "marks"),
    [
        (Shade.DISTANCE, {"+", "−", ""}),
        (Shade.TARGET, {"G", ""}),
        (Shade.DIRECTION, {"↑"}),
    ],
)
def test_the_shade_that_was_chosen_is_the_one_in_the_file(shade: Shade, marks: set[str]) -> None:
    column = five()
    rated = dict(column.given) | {
        "T01": Given("10", numerator="100", denominator="1000", before="9", rag="green")
    }
    sheet = opened(matrix_of([Column("A_PCT", rated)]), shade)["Matrix"]
    formats = [sheet.cell(4, FIRST + n).number_format for n in range(4)]
    assert {found.removeprefix('#,##0.0"%"').strip('" ') for found in formats} == marks


def test_the_cover_says_of_whom_when_for_whom_and_what_is_hidden() -> None:
    left = LeftOut(Authority(code="T09", name="Elm", region=REGION), "does not share its figures")
    cover = opened(matrix_of([five()], Wanted(left_out=(left,))))["Cover"]
    told = {cell.value: cell.offset(0, 1).value for cell in cover["A"][2:]}
    assert told["Region"] == "Test region (T12000001)"
    assert told["Left out"] == "Elm: does not share its figures."
    assert "do not pass them on" in told["Who may see it"]
    assert "suppressed" in told["What is hidden"]
    assert "synthetic" in told["Synthetic"]
    assert told["Made on"] == "1 July 2025"


def test_what_begins_like_a_formula_stays_text_on_every_sheet() -> None:
    evil = "=1+1"
    wanted = Wanted(names={"T01": evil}, group=evil)
    matrix = matrix_of([five(label=evil, family="@SUM(A1)", period="+1")], wanted)
    out = io.BytesIO()
    write_data_workbook([matrix], MADE, out)
    for content in (matrix_workbook(matrix, Shade.QUARTILE, MADE), out.getvalue()):
        cells = [
            cell
            for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        assert {evil, "@SUM(A1)"} <= {cell.value for cell in cells}


def test_many_authorities_are_printed_on_several_pages_across() -> None:
    many = Column("A_PCT", {f"{n:03}": Given("20") for n in range(30)})
    sheet = opened(matrix_of([many]))["Matrix"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.print_title_cols == "$A:$A"


def test_an_empty_matrix_is_a_sound_workbook() -> None:
    book = opened(matrix_of([]))
    assert len(table(book["Matrix"])) == 1 and len(table(book["Figures"])) == 1


def test_the_data_workbook_has_every_period_beneath_the_other_and_says_what_it_is() -> None:
    newer, older = matrix_of([five()]), matrix_of([five()], Wanted(period_end=date(2025, 3, 31)))
    out = io.BytesIO()
    write_data_workbook([newer, older], MADE, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["About", "Data"]
    head, *rows = ([cell.value for cell in row] for row in book["Data"].iter_rows())
    assert head == list(HEADINGS)
    ends = [row[HEADINGS.index("period_end")] for row in rows]
    assert ends == ["2025-06-30"] * 5 + ["2025-03-31"] * 5
    told = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert "Synthetic" in told and "Period" not in told
    assert told["Periods"].startswith("2 period ends, from 31 March 2025 to 30 June 2025.")
    assert JUNE.isoformat() in ends
