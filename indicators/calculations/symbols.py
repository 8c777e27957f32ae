"""The symbols that stand beside, or instead of, a figure.

Government Statistical Service shorthand, as the Department for Education uses it in its children's services
releases. A symbol is kept apart from the value, and none of them ever stands for the number zero.
"""

from __future__ import annotations

from enum import StrEnum


class Symbol(StrEnum):
    """PLAIN is a figure with nothing to add; only PLAIN and UNRELIABLE may come with a value to show."""

    PLAIN = ""
    LOW = "k"
    SUPPRESSED = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    UNRELIABLE = "u"


# An asterisk alone is read as suppressed: older statistical releases used it so, and reading it as hidden can
# never put a number on a page. Beside an indicator's name an asterisk is a footnote mark, which is not read
# here.
SPELLINGS: dict[str, Symbol] = {
    "low": Symbol.LOW,
    "k": Symbol.LOW,
    "c": Symbol.SUPPRESSED,
    "supp": Symbol.SUPPRESSED,
    "suppressed": Symbol.SUPPRESSED,
    "■": Symbol.SUPPRESSED,
    "□": Symbol.SUPPRESSED,
    "*": Symbol.SUPPRESSED,
    "z": Symbol.NOT_APPLICABLE,
    "n/a": Symbol.NOT_APPLICABLE,
    "na": Symbol.NOT_APPLICABLE,
    "not applicable": Symbol.NOT_APPLICABLE,
    "x": Symbol.NOT_AVAILABLE,
    "-": Symbol.NOT_AVAILABLE,
    "–": Symbol.NOT_AVAILABLE,
    "—": Symbol.NOT_AVAILABLE,
    "−": Symbol.NOT_AVAILABLE,
    ":": Symbol.NOT_AVAILABLE,
    "..": Symbol.NOT_AVAILABLE,
    "…": Symbol.NOT_AVAILABLE,
    "not available": Symbol.NOT_AVAILABLE,
    "not published": Symbol.NOT_AVAILABLE,
    "u": Symbol.UNRELIABLE,
}


def symbol_spelt(text: str) -> Symbol | None:
    """The symbol a whole cell spells, in any case, with or without square brackets; None if it spells
    none.
    """
    word = text.strip().casefold()
    if word.startswith("[") and word.endswith("]"):
        word = word[1:-1].strip()
    return SPELLINGS.get(word)
