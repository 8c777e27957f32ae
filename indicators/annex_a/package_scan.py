"""A sheet's XML, searched for what the reader does not tell: errors, formulas never calculated, far cells.

The search looks for bytes alone and is quick; only a sheet in which it finds something is walked cell by
cell. Numpy runs over it in pieces that stay in the processor's cache.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.returns.limits import LISTS
from indicators.returns.sheet_xml import NEVER_CALCULATED, Place, Scan, walk

PIECE = 1 << 17
# What one piece lends to the next, so that nothing is cut in two.
OVERLAP = 8
ROW = re.compile(rb'<row r="[1-9]')
# A formula whose cell has no result after it, in the form in which Excel and its like write one.
WITHOUT_RESULT = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?!<v>[^<])")

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class SheetFaults:
    """Errors and formulas without a result, by (row, column) from 0; `leftmost`: where the reader begins."""

    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: list[Place] = field(default_factory=list)
    leftmost: int = 0


def faults_of(name: str, xml: bytes) -> SheetFaults:
    """What is wrong in a sheet. Raises Refused where a cell lies far outside the others."""
    if not _to_be_walked(xml):
        return SheetFaults()
    scan = Scan(name, set(), LISTS)
    walk(xml, scan)
    errors = {at: kind for at, kind in scan.faults.items() if kind != NEVER_CALCULATED}
    return SheetFaults(errors, [at for at in scan.faults if at not in errors], scan.leftmost)


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
