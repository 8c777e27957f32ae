"""Files of lists that are damaged, or made to do harm: refused with a sentence, and nothing else happens."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from indicators.annex_a.answer import AnnexARead
from indicators.returns.reading import RawSheet, UnreadableFile, read_upload
from tests.indicators import files
from tests.indicators.annex_a.files import (
    CHILD,
    PERIOD_END,
    archive,
    csv_of,
    headings,
    row,
    sheet,
    workbook,
)
from tests.indicators.files import SHEET, part, repacked

GOOD = workbook({"List 1": sheet(1, row(1))})


def upload(name: str, content: bytes) -> list[RawSheet] | AnnexARead:
    return read_upload(name, content, period_end=PERIOD_END, key=bytes(32))


def lists(name: str, content: bytes) -> AnnexARead:
    answer = upload(name, content)
    assert isinstance(answer, AnnexARead)
    return answer


def far(reference: str) -> bytes:
    number = "".join(filter(str.isdigit, reference))
    cell = f'<row r="{number}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return repacked(GOOD, replace={SHEET: part(GOOD, SHEET).replace(b"</sheetData>", cell.encode())})


def declared(size: bytes) -> bytes:
    xml = part(GOOD, SHEET)
    start, end = xml.index(b"<dimension"), xml.index(b"/>", xml.index(b"<dimension")) + 2
    return repacked(GOOD, replace={SHEET: xml[:start] + b'<dimension ref="' + size + b'"/>' + xml[end:]})


def forged_size() -> bytes:
    """The sheet is said to unpack to a few bytes."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
            at = content.find(mark, at + 1)
    return bytes(content)


def bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/worksheets/bomb.xml", "w", force_zip64=True) as part_of_it:
            for _ in range(megabytes):
                part_of_it.write(b"0" * 1024 * 1024)
    return out.getvalue()


HOSTILE = {
    "cut off": ("a.xlsx", GOOD[: len(GOOD) // 2], "damaged or was cut off"),
    "far column": ("a.xlsx", far("XFD1048576"), "cell XFD1048576, far outside"),
    "far row": ("a.xlsx", far("A1048576"), "cell A1048576, far outside"),
    "wide": ("a.xlsx", workbook({"List 1": [[*headings(1), *["x"] * 80], row(1)]}), "at most 200,000"),
    "bomb": ("a.xlsx", bomb(301), "unpacks to far more"),
    "forged size": ("a.xlsx", forged_size(), "damaged"),
    "macros": ("a.xlsm", repacked(GOOD, add=[("xl/vbaProject.bin", b"x")]), "macros"),
    "traversal": ("a.xlsx", repacked(GOOD, add=[("../x.xml", b"<x/>")]), "not built as Excel"),
    "part twice": ("a.xlsx", repacked(GOOD, add=[(SHEET, b"<x/>")]), "not built as Excel"),
    "members": ("a.xlsx", repacked(GOOD, add=[(f"m/{n}.bin", b"") for n in range(1_001)]), "far more parts"),
    "entities": (
        "a.xlsx",
        repacked(GOOD, replace={SHEET: b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'}),
        "declarations",
    ),
    "torn sheet": ("a.xlsx", repacked(GOOD, replace={SHEET: part(GOOD, SHEET)[:-250]}), "damaged"),
    "no sheet": ("a.xlsx", repacked(GOOD, replace={"xl/_rels/workbook.xml.rels": b"<none/>"}), "not built"),
    "csv named xlsx": ("a.xlsx", csv_of(sheet(1, row(1))), "not a workbook"),
    "quotation mark": ("a.csv", csv_of(sheet(1)) + b'"QX', "quotation mark"),
    "endless cell": ("a.csv", csv_of(sheet(1, row(1, gender="x" * 5_000))), "far too long"),
    "traversal in an archive": ("a.zip", archive({"../x.csv": csv_of(sheet(1))}), "under unusual paths"),
    "archive of one name": (
        "a.zip", archive({"x.csv": csv_of(sheet(1)), "X.csv": csv_of(sheet(3))}), "two of one name"),
    "archive of other things": ("a.zip", archive({"x.csv": csv_of(sheet(1)), "y.exe": b"MZ"}),
        "holds a file that ends in .exe beside the csv files of the lists. Put the csv files alone into it"),
    "archive with a readme": (
        "a.zip", archive({"readme.txt": b"x", "l/x.csv": csv_of(sheet(1)), "b.pdf": b""}),
        "holds readme.txt and 1 more beside the csv files of the lists"),
    "archive of other things named after somebody": (
        "a.zip", archive({"x.csv": csv_of(sheet(1)), f"{CHILD}.docx": b"x"}), "that ends in .docx beside"),
    "archive of other things named oddly": (
        "a.zip", archive({"x.csv": csv_of(sheet(1)), f"x.{CHILD}": b"x"}), "ends in something else beside"),
    "archive of many": ("a.zip", archive({f"{n}.csv": csv_of(sheet(1)) for n in range(16)}),
        "archive of 16 csv files; at most 15"),
    "archive of figures": ("a.zip", archive({"x.csv": files.csv_file()}), "an archive"),
    "archive with binary": (
        "a.zip",
        archive({"x.csv": csv_of(sheet(1, row(1))), "y.csv": b"\x81\x8d\x8f"}),
        "not text",
    ),
    "unknown error": (
        "a.xlsx",
        repacked(GOOD, replace={SHEET: part(GOOD, SHEET).replace(
            b"</sheetData>", b'<row r="9"><c r="B9" t="e"><v>#SPILL!</v></c></row></sheetData>')}),
        "#SPILL! in cell B9",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_of_lists_is_refused_with_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words) as refused:
        upload(name, content)
    assert str(refused.value).endswith(".")
    assert CHILD not in str(refused.value)


def test_very_many_members_of_a_file_of_lists_are_no_return_of_figures() -> None:
    with pytest.raises(UnreadableFile, match=r"far more parts.*\(50,0\d\d\)") as refused:
        upload("a.xlsx", repacked(GOOD, add=[(f"m/{n}.bin", b"") for n in range(50_000)]))
    assert "figures" not in str(refused.value)


NO_NUMBERS = (
    "-1e999",
    "1e999",
    "NaN",
    "-nan",
    "inf",
    "-Infinity",
    "-1e308",
    "-9" + "0" * 15,
    "1" + "0" * 400,
)


@pytest.mark.parametrize("number", NO_NUMBERS)
@pytest.mark.parametrize(("good", "cell"), [(b"45601", "F2"), (b"777", "I2")], ids=["date", "counter"])
def test_a_number_that_no_cell_can_hold_is_refused_by_the_name_of_its_cell(
    number: str, good: bytes, cell: str
) -> None:
    content = workbook({"List 3 of QX-9": sheet(3, row(3, earlier_referrals=777))})
    xml = part(content, SHEET)
    bad = xml.replace(b"<v>" + good + b"</v>", b"<v>" + number.encode() + b"</v>")
    assert bad != xml
    with pytest.raises(
        UnreadableFile, match=f"Sheet 'List 3' has a number in cell {cell} that no list holds"
    ):
        upload("a.xlsx", repacked(content, replace={SHEET: bad}))


def test_a_number_written_so_that_nothing_finds_it_does_not_break_the_process() -> None:
    content = workbook({"List 3": sheet(3, row(3))})
    xml = part(content, SHEET)
    hidden = xml.replace(b"<v>45601</v>", b"<v>-<!-- -->9000000000000000</v>")
    assert hidden != xml
    with pytest.raises(UnreadableFile, match=r"damaged|no list holds"):
        upload("a.xlsx", repacked(content, replace={SHEET: hidden}))


@pytest.mark.parametrize("size", [b"A1", b"A1:B1", b"A1:XFD1048576"])
def test_the_declared_size_of_a_sheet_is_not_believed(size: bytes) -> None:
    assert lists("a.xlsx", declared(size)).lists[0].columns["row"] == [2]


def test_a_process_that_takes_too_long_is_ended_and_the_next_one_answers(settings: Any) -> None:
    allowed, settings.RETURN_READ_SECONDS = settings.RETURN_READ_SECONDS, 0.01
    with pytest.raises(UnreadableFile, match="too long"):
        upload("a.xlsx", GOOD)
    settings.RETURN_READ_SECONDS = allowed
    assert lists("a.xlsx", GOOD).lists
