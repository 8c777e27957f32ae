"""How far the sheets of a workbook reach, seen before they are laid out as rows.

A workbook of a few hundred bytes may have a cell in the last row and column that Excel knows. The reader
makes a list of every cell up to it, which no machine's memory holds.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from authorities.neighbours.problems import NeighbourFileError

MOST_ROWS = 2_000
MOST_COLUMNS = 100
# What makes a part of the package a sheet, whatever it is called and wherever it lies.
_SHEET = b"sheetData"
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_STEP = 64 * 1024


def check_extent(archive: zipfile.ZipFile) -> None:
    """NeighbourFileError for a cell with something in it beyond 2,000 rows or 100 columns.

    Cells that are only formatted do not count. Raises expat.ExpatError, ValueError or what zipfile raises for
    a damaged sheet.
    """
    for part in archive.infolist():
        content = archive.read(part)
        if _SHEET in content:
            _Extent().read(content)


class _Extent:
    """One sheet, element by element; rows and columns from 1."""

    def __init__(self) -> None:
        self._row = self._column = 0
        # Where the open cell stands, until something is found in it.
        self._cell: tuple[int, int] | None = None

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.StartDoctypeDeclHandler = _refuse_declarations
        for start in range(0, len(content), _STEP):
            parser.Parse(content[start : start + _STEP], False)
        parser.Parse(b"", True)

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        name = _plain(tag)
        if self._cell is not None:
            self._holds(*self._cell)
            self._cell = None
        elif name == "row":
            # A row or cell that does not say where it stands follows the one before it.
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))

    def _closed(self, tag: str) -> None:
        if _plain(tag) == "c":
            self._cell = None

    def _place(self, reference: str) -> None:
        row, self._column = self._row, self._column + 1
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise ValueError(f"{reference!r} is no cell.")
            row, self._column = int(found[2]), _number(found[1])
        self._cell = (row, self._column)

    @staticmethod
    def _holds(row: int, column: int) -> None:
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise NeighbourFileError(
                [
                    f"The workbook has something in cell {_letters(column)}{row}, far outside a list of "
                    f"neighbours. Clear that cell; at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are "
                    "read."
                ]
            )


def _refuse_declarations(*_: object) -> None:
    raise ValueError("Excel writes no declarations.")


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def _number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
