"""The quick search of a sheet's XML finds what a walk from cell to cell would, and spares the rest."""

from __future__ import annotations

import pytest

from indicators.annex_a import package_scan
from indicators.annex_a.package_scan import faults_of
from indicators.returns.sheet_xml import Refused
from tests.indicators.annex_a.files import Formula, row, sheet, workbook
from tests.indicators.files import SHEET, part

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def rows_of(*cells: bytes, before: int = 0) -> bytes:
    """A sheet with one row of cells, so many bytes after its beginning."""
    filler = b'<row r="1"><c r="A1"><v>' + b"7" * before + b"</v></c></row>" if before else b""
    return HEAD + filler + b'<row r="2">' + b"".join(cells) + b"</row>" + TAIL


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (b'<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c r="B2" s="4" t="e"><v>#REF!</v></c>', "#REF!"),
        (b"<c t='e' r='B2'><v>#N/A</v></c>", "#N/A"),
        (b'<c r="B2" t = "e" ><f>A1</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ],
)
def test_an_error_cell_is_found_however_it_is_written(cell: bytes, kind: str) -> None:
    assert faults_of("List 1", rows_of(cell)).errors == {(1, 1): kind}


@pytest.mark.parametrize("gap", range(1, 65))
def test_nothing_is_lost_where_two_pieces_meet(gap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_scan, "PIECE", 64)
    found = faults_of("List 1", rows_of(b'<c r="B2" t="e"><v>#N/A</v></c>', before=gap))
    assert list(found.errors) == [(1, 1)]
    assert faults_of("List 1", rows_of(b'<c r="B2"><f>A1</f></c>', before=gap)).uncalculated == [(1, 1)]
    for place in (b"XFD2", b"DA2", b"A200001"):
        with pytest.raises(Refused):
            faults_of("List 1", rows_of(b'<c r="' + place + b'"><v>1</v></c>', before=gap))


@pytest.mark.parametrize(
    "cell",
    [b'<c r="B2"><f>A1</f></c>', b'<c r="B2"><f t="shared" si="0"/></c>', b'<c r="B2"><f>A1</f><v></v></c>',
     b'<c r="B2"><f>A1</f><v/></c>'],
)  # fmt: skip
def test_a_formula_without_a_result_is_found(cell: bytes) -> None:
    assert faults_of("List 1", rows_of(cell)).uncalculated == [(1, 1)]


@pytest.mark.parametrize(
    "cell",
    [b'<c r="B2"><f>A1</f><v>3</v></c>', b'<c r="B2" t="str"><f>A1</f><v></v></c>',
     b'<c r="B2"><f t="shared" si="0"/><v>3</v></c>'],
)  # fmt: skip
def test_a_calculated_formula_is_no_fault(cell: bytes) -> None:
    found = faults_of("List 1", rows_of(cell))
    assert (found.errors, found.uncalculated) == ({}, [])


@pytest.mark.parametrize("place", ["XFD2", "xfd2", "AAA2", "DA2", "ZZ2", "A200001", "AB1048576", "A999999"])
def test_a_far_cell_is_refused_by_its_name(place: str) -> None:
    number = "".join(filter(str.isdigit, place))
    xml = HEAD + f'<row r="{number}"><c r="{place}"><v>1</v></c></row>'.encode() + TAIL
    with pytest.raises(Refused, match=f"cell {place}, far outside"):
        faults_of("List 1", xml)


def test_a_far_cell_of_a_row_that_says_otherwise_is_refused() -> None:
    with pytest.raises(Refused, match="far outside"):
        faults_of("List 1", rows_of(b'<c r="A1048576"><v>1</v></c>'))


def test_a_format_far_away_without_anything_in_it_is_no_fault() -> None:
    assert faults_of("List 1", rows_of(b'<c r="A2"><v>1</v></c><c r="XFD2" s="3"/>')).errors == {}


@pytest.mark.parametrize(
    "xml",
    [
        HEAD.replace(b"<", b"<x:").replace(b"xmlns", b"xmlns:x")
        + b'<x:row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        HEAD + b'<row><c/><c t="e"><v>#N/A</v></c></row>'.replace(b"<row>", b"<row/><row>") + TAIL,
    ],
)
def test_a_form_that_common_programs_do_not_write_is_walked(xml: bytes) -> None:
    assert faults_of("List 1", xml).errors == {(1, 1): "#N/A"}


def test_a_sheet_in_order_is_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(8, "2024", child=f"QX-{n}", age=Formula(7)) for n in range(40)]
    xml = part(workbook({"List 8": sheet(8, *rows)}), SHEET)
    monkeypatch.setattr(package_scan, "walk", None)
    found = faults_of("List 8", xml)
    assert (found.errors, found.uncalculated) == ({}, [])


@pytest.mark.parametrize("text", [b"7.7999999999999998", b"-1", b"45601.999999999999", b"4412907"])
def test_a_number_that_programs_write_is_not_walked(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_scan, "walk", None)
    found = faults_of("List 1", rows_of(b'<c r="B2"><v>' + text + b"</v></c>"))
    assert (found.errors, found.long_numbers) == ({}, text == b"4412907")


@pytest.mark.parametrize("text", [b"1e999", b"-1E+999", b"NaN", b"-inf", b"1" * 400, b"<!-- -->1e999"])
def test_a_number_that_is_none_is_refused_by_the_name_of_its_cell(text: bytes) -> None:
    with pytest.raises(Refused, match="number in cell B2"):
        faults_of("List 1", rows_of(b'<c r="B2"><v>' + text + b"</v></c>"))


def test_a_text_that_reads_like_such_a_number_is_a_text() -> None:
    assert faults_of("List 1", rows_of(b'<c r="B2" t="str"><f>A1</f><v>nan</v></c>')).errors == {}


def test_the_place_where_the_reader_begins_is_told_with_the_faults() -> None:
    assert faults_of("List 1", rows_of(b'<c r="A2" s="1"/><c r="C2" t="e"><v>#N/A</v></c>')).leftmost == 2
