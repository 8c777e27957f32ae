"""The rows of a neighbour file, from its bytes: an Excel workbook or comma-separated text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence

from python_calamine import CalamineWorkbook

from authorities.neighbours.extent import check_extent
from authorities.neighbours.problems import NeighbourFileError

MOST_BYTES = 5 * 1024 * 1024
# A workbook is a compressed archive: what it unfolds to must stay small too.
MOST_UNFOLDED = 60 * 1024 * 1024
SHEET = "LA SN Groups"
HOW_TO = "Give the list as an Excel workbook (.xlsx) or as a .csv file, as it was published."
# What a binary workbook and one of another office have in them.
OTHER_WORKBOOKS = {"xl/workbook.bin", "content.xml"}
OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an older .xls workbook or a workbook with a password",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed archive",
    b"{\\rtf": "a rich text document",
}


def open_file(content: bytes, file_name: str) -> list[Sequence[object]]:
    """The rows of the file in order, blank ones too, so that the first is row 1.

    A cell is text, a number, a date or "". The kind of file is told by its content.
    Raises NeighbourFileError for what is neither kind, damaged, empty or above 5 MB.
    """
    if len(content) > MOST_BYTES:
        raise NeighbourFileError(["The file is larger than 5 MB. A list of neighbours is far smaller."])
    if not content.strip(b"\x00 \r\n\t"):
        raise NeighbourFileError([f"The file is empty. {HOW_TO}"])
    for start, kind in OTHER_KINDS.items():
        if content.startswith(start):
            raise NeighbourFileError([f"This file is {kind}. {HOW_TO}"])
    if content.startswith(b"PK"):
        return _workbook(content)
    if not file_name.lower().endswith(".csv"):
        raise NeighbourFileError([f"This file is neither a workbook nor a .csv file. {HOW_TO}"])
    return _text(content)


def _workbook(content: bytes) -> list[Sequence[object]]:
    damaged = "The workbook is damaged and cannot be opened. Open it in Excel, save it again and give that."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unfolded = sum(part.file_size for part in archive.infolist())
            if unfolded > MOST_UNFOLDED:
                raise NeighbourFileError(["The workbook holds far more than a list of neighbours ever does."])
            # The reader below lays out every cell up to the last one, and also takes other kinds of workbook.
            parts = {name.lower() for name in archive.namelist()}
            if "xl/workbook.xml" not in parts or parts & OTHER_WORKBOOKS:
                raise NeighbourFileError([f"This is an archive and no Excel workbook. {HOW_TO}"])
            check_extent(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        if not names:
            raise NeighbourFileError(["The workbook has no sheet."])
        sheet = workbook.get_sheet_by_name(SHEET if SHEET in names else names[0])
        # Leading blank rows are kept: the numbers in a sentence are those that Excel shows.
        rows: list[Sequence[object]] = list(sheet.to_python(skip_empty_area=False))
    except NeighbourFileError:
        raise
    # The reader has many ways to say that a workbook is broken; each means the same here.
    except Exception as error:
        raise NeighbourFileError([damaged]) from error
    return rows


def _text(content: bytes) -> list[Sequence[object]]:
    if b"\x00" in content:
        raise NeighbourFileError([f"This file is neither a workbook nor a .csv file. {HOW_TO}"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes as plain "CSV" in Britain; the five bytes that it leaves undefined are no text.
        text = content.decode("cp1252", errors="replace")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise NeighbourFileError(
            [f"The .csv file cannot be read. Save it again as .csv. ({error})"]
        ) from error
