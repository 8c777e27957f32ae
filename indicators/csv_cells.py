"""Text as it goes into a csv file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes a cell that begins so for a formula and would run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NOT_AVAILABLE = "-"


def safe_cell(value: object) -> str:
    """The cell's text; one that a spreadsheet would take for a formula gets a leading apostrophe.

    A dash alone, which stands for a figure that is not available, is no formula.
    """
    text = "" if value is None else str(value)
    if text == NOT_AVAILABLE:
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A csv file as text. A download of it is encoded as utf-8-sig, by which Excel knows it for UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
