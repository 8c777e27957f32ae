"""A sheet's XML, searched for what the reader does not tell: errors, formulas never calculated, far cells,
and numbers that are none or no day.

The search looks for bytes alone and is quick; only a sheet in which it finds something is walked cell by
cell. Numpy runs over it in pieces that stay in the processor's cache.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.annex_a.headers import column_index, column_letters
from indicators.returns.limits import LISTS
from indicators.returns.sheet_xml import NEVER_CALCULATED, Cell, Place, Refused, Scan, walk

PIECE = 1 << 17
# What one piece lends to the next, so that nothing is cut in two.
OVERLAP = 8
ROW = re.compile(rb'<row r="[1-9]')
# A formula whose cell has no result after it, in the form in which Excel and its like write one.
WITHOUT_RESULT = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?!<v>[^<])")
# What a cell holds, where it is more than a number of six digits. Quick, as it begins with plain letters.
LONG_OR_ODD = re.compile(rb"<v(?!>[0-9.]{1,6}</)[^<]*(?:<!)?")
# A number with an exponent, a very long one, or a word for one; or a result that is not written plainly.
ODD_NUMBER = re.compile(
    rb"<v(?:\s|>\s*[+-]?(?:[\d.]+[eE]|\d{17}|[\d.]*<!|nan\b|inf\b|infinity)|>-\d{9})", re.IGNORECASE
)
LONG_NUMBER = re.compile(rb"<v>(\d{7,16})\b")
CELL = re.compile(rb'<c r="([A-Z]{1,2})(\d+)"([^<>]*)>')
FILLED = re.compile(rb'<c r="([A-Z]{1,2})\d+"[^<>]*><[vfi]')
# Bytes of a sheet in which its first rows stand.
BEGINNING = 20_000
# Days that Excel can show end with the year 9999; the reader has no day for a number beyond it.
AFTER_ALL_DAYS = 2_958_466
# The reader breaks down over a day so far back.
BEFORE_ALL_DAYS = -10_000_000_000

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class SheetFaults:
    """Errors and formulas without a result, by (row, column) from 0; `leftmost`: where the reader begins.

    `no_days`: the numbers that are none of Excel's days, where every cell was looked at; `long_numbers`:
    whether there may be such where not.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: list[Place] = field(default_factory=list)
    leftmost: int = 0
    long_numbers: bool = False
    no_days: dict[Place, str] = field(default_factory=dict)


class ListScan(Scan):
    """A scan that also looks at numbers. Raises Refused at one that no cell can hold."""

    def __init__(self, name: str) -> None:
        super().__init__(name, set(), LISTS)
        self.no_days: dict[Place, str] = {}

    def _judge(self, cell: Cell) -> None:
        super()._judge(cell)
        text = "".join(cell.text).strip()
        number = _number(text) if cell.kind == "n" else 0
        if not BEFORE_ALL_DAYS < number < math.inf:
            raise Refused(
                f"Sheet {self.name!r} has a number in cell {cell.reference} that no list holds, and cannot "
                "be read with it. Type what is meant, or clear that cell."
            )
        if number >= AFTER_ALL_DAYS:
            self.no_days[cell.at] = text


def faults_of(name: str, xml: bytes) -> SheetFaults:
    """What is wrong in a sheet. Raises Refused where a cell lies far outside or holds what is no number."""
    odd = LONG_OR_ODD.findall(xml)
    if not _to_be_walked(xml) and not any(map(ODD_NUMBER.match, odd)):
        return SheetFaults(leftmost=_leftmost(xml), long_numbers=any(map(LONG_NUMBER.match, odd)))
    scan = ListScan(name)
    walk(xml, scan)
    errors = {at: kind for at, kind in scan.faults.items() if kind != NEVER_CALCULATED}
    uncalculated = [at for at in scan.faults if at not in errors]
    return SheetFaults(errors, uncalculated, scan.leftmost, no_days=scan.no_days)


def numbers_that_are_no_day(xml: bytes, columns: Collection[int]) -> dict[Place, str]:
    """The numbers beyond all days in some columns of a sheet that was not walked, by their places."""
    places = {column_letters(column).encode(): column for column in columns}
    found: dict[Place, str] = {}
    for number in LONG_NUMBER.finditer(xml):
        cell = CELL.match(xml, xml.rfind(b"<c ", 0, number.start()))
        if cell is None or cell[1] not in places or int(number[1]) < AFTER_ALL_DAYS:
            continue
        if b"t=" not in cell[3] or b't="n"' in cell[3]:
            found[int(cell[2]) - 1, places[cell[1]]] = number[1].decode()
    return found


def _leftmost(xml: bytes) -> int:
    """The first column in which anything stands, as far as the beginning of the sheet tells."""
    letters = {found[1] for found in FILLED.finditer(xml, 0, BEGINNING)}
    return column_index(min(letters, key=lambda each: (len(each), each)).decode()) if letters else 0


def _number(text: str) -> float:
    """What the reader takes a cell of numbers for; 0 for what it takes for a text."""
    try:
        return float(text)
    except ValueError:
        return 0


def _to_be_walked(xml: bytes) -> bool:
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or end < 0:
        return b"sheetData/>" not in xml
    cells = xml[start:end]
    # Another form than that of the common programs: names with a prefix, rows without a number.
    if b"<row" in cells[:200] and not ROW.search(cells, 0, 200):
        return True
    formulas = False
    for at in range(0, len(cells), PIECE):
        piece = np.frombuffer(cells, np.uint8, min(PIECE + OVERLAP, len(cells) - at), at)
        if _has_error_or_far_cell(piece):
            return True
        formulas = formulas or bool(_next(piece, b"<f").any())
    return formulas and WITHOUT_RESULT.search(cells) is not None


def _has_error_or_far_cell(piece: Bytes) -> bool:
    """Whether there is `"e"`, a column of three letters or past CZ, a row of six digits, `&#` or `:f`."""
    quote = (piece == ord('"')) | (piece == ord("'"))
    letter = ((piece | 32) - ord("a")) < 26
    digit = (piece - ord("0")) < 10
    error = quote[:-2] & (piece[1:-1] == ord("e")) & quote[2:]
    two = quote[:-3] & letter[1:-2] & letter[2:-1]
    far = two[:-1] & letter[3:-1] & digit[4:]
    beyond = two & ((piece[1:-2] | 32) >= ord("d")) & digit[3:]
    three = digit[:-2] & digit[1:-1] & digit[2:]
    long = three[:-4] & three[3:-1] & quote[6:]
    return any(
        bool(found.any()) for found in (error, far, beyond, long, _next(piece, b"&#"), _next(piece, b":f"))
    )


def _next(piece: Bytes, two: bytes) -> Flags:
    return (piece[:-1] == two[0]) & (piece[1:] == two[1])
