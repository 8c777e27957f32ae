"""Cells as people type and paste them, made plain enough to read."""

from __future__ import annotations

import unicodedata

# Far longer than any figure, target or period; it keeps a megabyte pasted into a cell from being scanned.
LONGEST_CELL = 200

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_LINE_AND_TAB = {ord(mark): " " for mark in "\t\n\r"}


class CellTextError(ValueError):
    """A cell that cannot be read at all; the message is a sentence for the person who typed it."""


def plain_text(text: str) -> str:
    """The cell with invisible characters dropped and every run of white space made one space.

    Line breaks and tabs count as white space, since spreadsheets put them in wrapped cells.
    Raises CellTextError for a cell over LONGEST_CELL characters or one holding control characters.
    """
    if len(text) > LONGEST_CELL:
        raise CellTextError(
            f"The cell holds {len(text):,} characters, more than the {LONGEST_CELL} that can be read: "
            "type the figure alone."
        )
    visible = text.translate(_INVISIBLE).translate(_LINE_AND_TAB)
    for character in visible:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Co"):
            raise CellTextError(
                f"The cell holds a character that cannot be seen (U+{ord(character):04X}): type it again."
            )
    return " ".join(visible.split())


def quoted(text: str) -> str:
    """The cell's text in quotation marks for a message, cut short after 40 characters, hidden ones
    escaped.
    """
    short = text if len(text) <= 40 else text[:40] + "…"
    return "'" + "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in short) + "'"
