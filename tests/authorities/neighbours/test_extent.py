"""A workbook that reaches far is refused before its cells are laid out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from authorities.neighbours.extent import MOST_COLUMNS, MOST_ROWS
from authorities.neighbours.opening import open_file
from authorities.neighbours.problems import NeighbourFileError
from tests.authorities.neighbours.files import as_xlsx, groups

VALUE = "<v>1</v>"


def changed(change: Callable[[bytes], bytes], rows: list[list[object]] | None = None) -> bytes:
    """A workbook whose sheet was rewritten."""
    file = io.BytesIO()
    whole = as_xlsx(groups() if rows is None else rows)
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)
    return file.getvalue()


def holding(rows: str, prefix: str = "") -> bytes:
    """A workbook with these rows of XML after those of the list."""

    def change(sheet: bytes) -> bytes:
        text = sheet.decode().replace("</sheetData>", rows + "</sheetData>")
        if prefix:
            text = re.sub(r"(</?)(?=[a-zA-Z])", rf"\1{prefix}:", text).replace("xmlns=", f"xmlns:{prefix}=")
        return text.encode()

    return changed(change)


def refusal(content: bytes) -> str:
    with pytest.raises(NeighbourFileError) as refused:
        open_file(content, "list.xlsx")
    (sentence,) = refused.value.problems
    return sentence


@pytest.mark.parametrize("prefix", ["", "x"])
def test_one_far_cell_is_refused_by_its_name(prefix: str) -> None:
    row = f'<row r="1048576"><c r="XFD1048576">{VALUE}</c></row>'
    assert refusal(holding(row, prefix)) == (
        "The workbook has something in cell XFD1048576, far outside a list of neighbours. Clear that cell; "
        "at most 2,000 rows and 100 columns are read."
    )


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (f'<row r="2001"><c>{VALUE}</c></row>', "A2001"),
        (f'<row r="20"><c r="CV20">{VALUE}</c><c>{VALUE}</c></row>', "CW20"),
        ('<row r="2000"/><row><c r="B2001" t="inlineStr"><is><t>x</t></is></c></row>', "B2001"),
        (f'<row r="20"><c r="cw20">{VALUE}</c></row>', "CW20"),
    ],
)
def test_a_cell_just_beyond_is_found_however_its_place_is_written(rows: str, cell: str) -> None:
    assert f"something in cell {cell}, far outside" in refusal(holding(rows))


def test_the_last_cell_that_is_read_is_read() -> None:
    rows = open_file(holding(f'<row r="2000"><c r="CV2000">{VALUE}</c></row>'), "list.xlsx")
    assert (len(rows), len(rows[-1])) == (MOST_ROWS, MOST_COLUMNS)


def test_a_far_cell_that_is_only_formatted_does_no_harm() -> None:
    rows = open_file(holding('<row r="1048576"><c r="XFD1048576" s="0"/></row>'), "list.xlsx")
    assert len(rows) == len(groups())


def test_a_sheet_is_found_wherever_the_package_keeps_it() -> None:
    file = io.BytesIO()
    far = holding(f'<row r="1048576"><c r="XFD1048576">{VALUE}</c></row>')
    with zipfile.ZipFile(io.BytesIO(far)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"worksheets/sheet1.xml", b"elsewhere/figures.bin")
            new.writestr(name.replace("worksheets/sheet1.xml", "elsewhere/figures.bin"), part)
    assert "XFD1048576" in refusal(file.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet[:-20],
        lambda sheet: sheet.replace(b'r="A1"', b'r="1A"'),
        lambda sheet: sheet.replace(b'<row r="1"', b'<row r="one"'),
        lambda sheet: sheet.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
    ],
)
def test_a_sheet_that_cannot_be_followed_is_damaged(change: Callable[[bytes], bytes]) -> None:
    assert refusal(changed(change)).startswith("The workbook is damaged")


@pytest.mark.parametrize("kind", ["xl/workbook.bin", "content.xml", "word/document.xml"])
def test_another_kind_of_archive_never_reaches_the_reader(kind: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(kind, "<x/>")
    assert refusal(file.getvalue()).startswith("This is an archive and no Excel workbook.")
