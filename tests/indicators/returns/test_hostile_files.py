"""Files that are no returns, damaged ones, and ones made to do harm: each is kept and does nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from authorities.models import AuditEvent
from authorities.refusal import Refused
from indicators.children.sealing import unsealed
from indicators.models import Return, ReturnFigure, ReturnState
from tests.indicators.conftest import Upload
from tests.indicators.files import GOOD_ROWS, SHEET, csv_file, part, repacked, workbook

GOOD = workbook()
BOMB = b"<x>" + b"0" * (61 * 1024 * 1024) + b"</x>"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def encrypted() -> bytes:
    """The good workbook with the flag of a password set on each of its parts, in both headers."""
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    return bytes(content)


def many_members() -> bytes:
    return repacked(GOOD, add=[(f"xl/media/{number}.bin", b"") for number in range(1_001)])


def plain_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("return.csv", "Code,Window\r\n")
    return out.getvalue()


HOSTILE = {
    "zero bytes": ("return.xlsx", b"", "empty"),
    "only spaces": ("return.csv", b" \r\n\t ", "empty"),
    "cut off at a quarter": ("return.xlsx", GOOD[: len(GOOD) // 4], "damaged or was cut off"),
    "cut off at nine tenths": ("return.xlsx", GOOD[: len(GOOD) * 9 // 10], "damaged or was cut off"),
    "pdf renamed": ("return.xlsx", b"%PDF-1.7\n%binary", "This file is a PDF"),
    "picture renamed": ("return.xlsx", b"\x89PNG\r\n\x1a\n", "a picture"),
    "program renamed": ("return.xlsx", b"MZ\x90\x00", "a program"),
    "older workbook or password": (
        "return.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "password",
    ),
    "password on the parts": ("return.xlsx", encrypted(), "password"),
    "csv named xlsx": ("return.xlsx", csv_file(), "not a workbook"),
    "page of the web named xlsx": ("return.xlsx", b"<html><table></table></html>", "not a workbook"),
    "archive": ("return.xlsx", plain_archive(), "an archive"),
    "macros": ("return.xlsm", repacked(GOOD, add=[("xl/vbaProject.bin", b"code")]), "macros"),
    "zip bomb": ("return.xlsx", repacked(GOOD, add=[("xl/bomb.xml", BOMB)]), "unpacks to far more"),
    "a thousand members": ("return.xlsx", many_members(), "unpacks to far more"),
    "two parts of one name": ("return.xlsx", repacked(GOOD, add=[(SHEET, b"<x/>")]), "not built as Excel"),
    "a part outside": (
        "return.xlsx",
        repacked(GOOD, add=[("../outside.xml", b"<x/>")]),
        "not built as Excel",
    ),
    "entities behind another encoding": (
        "return.xlsx",
        repacked(GOOD, replace={SHEET: LAUGHS.decode("utf-8").encode("utf-16")}),
        "declarations",
    ),
    "entities": ("return.xlsx", repacked(GOOD, replace={SHEET: LAUGHS}), "declarations"),
    "no workbook part": ("return.xlsx", repacked(GOOD, replace={"xl/workbook.xml": b"<not"}), "damaged"),
    "torn sheet": ("return.xlsx", repacked(GOOD, replace={SHEET: part(GOOD, SHEET)[:200]}), "damaged"),
    "bytes that are no text": ("return.csv", b"Code,Window\r\n\x81\x8d\x8f", "not text"),
    "utf-16 without its mark": ("return.csv", csv_file(encoding="utf-16-le"), "not text"),
    "unclosed quotation mark": ("return.csv", b'Code,Window\r\nCLA_N,"S\r\n', "quotation mark"),
    "one endless line": ("return.csv", b"Code,Window\r\n" + b"A" * 5_000, "far too long"),
    "far too many rows": ("return.csv", b"Code,Window\r\n" + b"CLA_N,S\r\n" * 5_001, "more than 5,000 rows"),
    "far too many columns": ("return.csv", b"Code,Window" + b",x" * 70, "columns; at most 60"),
}


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_kept_and_its_fault_named(
    upload: Upload, name: str, content: bytes, words: str
) -> None:
    kept = upload(content, name=name)

    problem = kept.problems.get(severity="error", code="unreadable")
    assert kept.state == ReturnState.PROBLEMS
    assert words in problem.sentence
    assert problem.sentence.endswith(".")
    # Sealed: what cannot be read may be about children.
    assert unsealed(kept) == content
    assert not ReturnFigure.objects.exists()
    assert AuditEvent.objects.filter(act="upload", object_id=str(kept.pk)).exists()


def test_a_good_file_is_taken_after_a_hostile_one(upload: Upload) -> None:
    upload(b"%PDF-1.7")

    assert upload().state == ReturnState.READY
    assert ReturnFigure.objects.count() == len(GOOD_ROWS)


def test_a_cell_at_the_far_corner_does_not_exhaust_the_machine(upload: Upload) -> None:
    far = part(GOOD, SHEET).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )

    kept = upload(repacked(GOOD, replace={SHEET: far}))

    assert kept.state == ReturnState.PROBLEMS
    assert "something in cell XFD1048576, far outside" in kept.problems.get().sentence


def test_a_declared_size_that_is_too_small_hides_no_row(upload: Upload) -> None:
    xml = part(GOOD, SHEET)
    start, end = xml.index(b"<dimension"), xml.index(b"/>", xml.index(b"<dimension")) + 2

    kept = upload(repacked(GOOD, replace={SHEET: xml[:start] + b'<dimension ref="A1:B2"/>' + xml[end:]}))

    assert kept.figures.count() == len(GOOD_ROWS)


def test_a_file_above_the_size_limit_is_refused_before_it_is_kept(upload: Upload, settings: object) -> None:
    settings.RETURN_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]

    with pytest.raises(Refused, match="larger than 1 MB"):
        upload(b"x" * (1024 * 1024 + 1))

    assert not Return.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/return.xlsx", "return.xlsx"),
        ("C:\\Users\\me\\return.xlsx", "return.xlsx"),
        ("return\u202excod.xlsx", "returnxcod.xlsx"),
        ("return\x00.xlsx", "return.xlsx"),
        ("a" * 300 + ".xlsx", "a" * 195 + ".xlsx"),
        ("\u202e", "upload"),
    ],
)
def test_a_hostile_file_name_is_kept_as_a_plain_one(upload: Upload, given: str, kept: str) -> None:
    assert upload(name=given).file_name == kept


def test_a_mark_that_no_database_takes_is_dropped_from_a_note(upload: Upload) -> None:
    # A workbook writes a character it cannot hold as _x0000_, and readers give the character back.
    row = ("CLA_N", None, "S", 580, None, None, None, "before_x0000_after")

    kept = upload(workbook(row))

    assert kept.figures.get().note == "before after"
