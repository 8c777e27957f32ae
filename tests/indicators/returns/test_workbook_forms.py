"""The same workbook written in other lawful forms of XML: its percentages and faults are found in each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest

from indicators.models import ReturnState
from tests.indicators.conftest import Upload
from tests.indicators.files import SHEET, as_bytes, book_of, part, repacked, workbook
from tests.indicators.returns.outcomes import only_error

STYLES = "xl/styles.xml"
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"

Form = Callable[[bytes], bytes]


def prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=")


def single_quoted(xml: bytes) -> bytes:
    return xml.replace(b'"', b"'")


def turned_round(xml: bytes) -> bytes:
    """Every element with its attributes in the opposite order."""

    def turn(tag: re.Match[bytes]) -> bytes:
        attributes = re.findall(rb' [\w:]+="[^"]*"', tag[2])
        return b"<" + tag[1] + b"".join(reversed(attributes)) + tag[3]

    return re.sub(rb'<([\w:]+)((?: [\w:]+="[^"]*")+)( ?/?>)', turn, xml)


def without_positions(xml: bytes) -> bytes:
    return re.sub(rb'<(c|row) r="\w+"', rb"<\1", xml)


def strict(xml: bytes) -> bytes:
    return xml.replace(TRANSITIONAL, STRICT).replace(LINKS, STRICT_LINKS)


def same(xml: bytes) -> bytes:
    return xml


FORMS: dict[str, Form] = {
    "as openpyxl writes": same,
    "prefixed": prefixed,
    "single quotes": single_quoted,
    "attributes turned round": turned_round,
    "strict": strict,
    "strict and prefixed": lambda xml: prefixed(strict(xml)),
}
OWN_PARTS = ("xl/workbook.xml", SHEET, STYLES)


def rewritten(content: bytes, form: Form) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [n for n in package.namelist() if n in OWN_PARTS]
    return repacked(content, replace={name: form(part(content, name)) for name in names})


def percent_book(value: float, code: str = "0.0%") -> bytes:
    book = book_of(("REREF_PCT", "x", "R12", "", "", value))
    book["Figures"]["F2"].number_format = code
    return as_bytes(book)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_one_in_a_cell_of_per_cent_is_a_hundred_per_cent(upload: Upload, form: Form) -> None:
    assert upload(rewritten(percent_book(1), form)).figures.get().value == Decimal(100)


@pytest.mark.parametrize("cell", ["#N/A", "=570+10"], ids=["error", "never calculated"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_fault_is_found_in_every_form(upload: Upload, form: Form, cell: str) -> None:
    kept = upload(rewritten(workbook(("CLA_N", None, "S", cell)), form))

    problem = only_error(kept)
    assert (problem.code, problem.row, problem.column) == ("broken_cell", 2, "Numerator")


def test_cells_without_positions_stand_one_after_another(upload: Upload) -> None:
    sheet = without_positions(part(percent_book(1), SHEET))

    kept = upload(repacked(percent_book(1), replace={SHEET: sheet}))

    assert kept.problems.filter(severity="error").count() == 0
    assert kept.figures.get().value == Decimal(100)


def test_a_format_without_a_number_keeps_its_place_in_the_count(upload: Upload) -> None:
    content = percent_book(1)
    styles = part(content, STYLES)
    start = styles.index(b"<cellXfs")
    plain = styles[:start] + styles[start:].replace(b'<xf numFmtId="0" ', b"<xf ", 1)

    assert upload(repacked(content, replace={STYLES: plain})).figures.get().value == Decimal(100)


@pytest.mark.parametrize("code", ['0.0"%"', "0.0\\%"])
def test_a_per_cent_sign_that_is_mere_text_scales_nothing(upload: Upload, code: str) -> None:
    assert upload(percent_book(35, code)).figures.get().value == Decimal(35)


@pytest.mark.parametrize("name", OWN_PARTS)
def test_an_unknown_namespace_is_refused(upload: Upload, name: str) -> None:
    content = percent_book(1)
    other = part(content, name).replace(TRANSITIONAL, b"urn:example:of-our-own")

    problem = only_error(upload(repacked(content, replace={name: other})))

    assert problem.code == "unreadable"
    assert "Excel" in problem.sentence


def test_a_sheet_that_is_not_where_the_workbook_says_is_refused(upload: Upload) -> None:
    links = "xl/_rels/workbook.xml.rels"
    lost = part(percent_book(1), links).replace(b"sheet1.xml", b"sheet9.xml")

    assert only_error(upload(repacked(percent_book(1), replace={links: lost}))).code == "unreadable"


def test_a_target_written_with_dots_is_followed(upload: Upload) -> None:
    links = "xl/_rels/workbook.xml.rels"
    content = workbook(("CLA_N", None, "S", "#N/A"))
    dotted = part(content, links).replace(b'"/xl/worksheets/', b'"worksheets/')

    assert only_error(upload(repacked(content, replace={links: dotted}))).code == "broken_cell"


def test_cells_that_never_end_cost_no_more_than_a_moment(upload: Upload, settings: object) -> None:
    settings.RETURN_READ_SECONDS = 10  # type: ignore[attr-defined]
    sheet = part(workbook(), SHEET).replace(b"</sheetData>", b"<c >" * 60_000 + b"</sheetData>")

    kept = upload(repacked(workbook(), replace={SHEET: sheet}))

    assert kept.state == ReturnState.PROBLEMS
    assert "damaged" in kept.problems.get().sentence
