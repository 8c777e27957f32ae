"""Each column's cell as text to its typed value. A cell that is not understood is refused, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.catalogue.entries import AnnexAClass
from indicators.catalogue.problems import CellFault

# The widths of the stored columns, so that a text too long is refused here and not by the database.
LONGEST = {
    "code": 24,
    "name": 200,
    "family": 40,
    "window_note": 120,
    "numerator": 300,
    "denominator": 300,
    "sources": 300,
    "owner": 120,
}
ANNEX_A_LISTS = range(1, 12)

_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Controls, unseen format characters and line separators: two texts that look alike must be alike.
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}

Word = TypeVar("Word", bound=StrEnum)


def check_text(text: str) -> None:
    """CellFault for what nobody can see: outer or double spaces, control or non-breaking characters."""
    for character in text:
        unusual_space = character.isspace() and character != " "
        if unusual_space or unicodedata.category(character) in _UNSEEN:
            raise CellFault(f"The cell holds an unseen character (U+{ord(character):04X}).", "Type it again.")
    if text != text.strip():
        raise CellFault(f"{text!r} has spaces around it.", "Remove the spaces before and after the text.")
    if "  " in text:
        raise CellFault(f"{text!r} has two spaces together.", "Leave one space.")


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise CellFault(
            f"{text!r} is not the shape of a code.",
            "Use capital letters and digits in parts joined by underscores, like REREF_PCT.",
        )
    return text


def _filled(text: str) -> str:
    if not text:
        raise CellFault("The cell is blank.", "Fill it in: every indicator needs one.")
    return text


def _free(text: str) -> str:
    return text


def _choose(kind: type[Word], what: str, text: str) -> Word:
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise CellFault(f"{text!r} is not a {what}.", f"Use one of {known}.") from None


def _unit(text: str) -> Unit:
    return _choose(Unit, "unit", text)


def _polarity(text: str) -> Polarity:
    return _choose(Polarity, "polarity", text)


def _once(items: Iterable[Any]) -> None:
    seen = set()
    for item in items:
        if item in seen:
            raise CellFault(f"{str(item)!r} is given twice.", "Give it once.")
        seen.add(item)


def _windows(text: str) -> tuple[Window, ...]:
    windows = tuple(_choose(Window, "window", word) for word in text.split())
    _once(windows)
    return windows


def _some_windows(text: str) -> tuple[Window, ...]:
    return _windows(_filled(text))


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise CellFault(f"{text!r} is neither yes nor no.", "Say yes or no.")
    return text == "yes"


def _classes(text: str) -> dict[Window, AnnexAClass]:
    classes: dict[Window, AnnexAClass] = {}
    for pair in text.split():
        letter, colon, window = pair.partition(":")
        if not colon:
            raise CellFault(
                f"{pair!r} is not a class and a window.", "Write a class, a colon and a window: A:R6."
            )
        key = _choose(Window, "window", window)
        if key in classes:
            raise CellFault(f"The window {window} has two classes.", "Give each window one class.")
        classes[key] = _choose(AnnexAClass, "class", letter)
    return classes


def _lists(text: str) -> tuple[int, ...]:
    known = {str(number): number for number in ANNEX_A_LISTS}
    for word in text.split():
        if word not in known:
            raise CellFault(
                f"{word!r} is not a list of Annex A.", "Give list numbers from 1 to 11, like 3 4."
            )
    lists = tuple(known[word] for word in text.split())
    _once(lists)
    return lists


def _day(text: str) -> date:
    # The standard reader also takes 20250131 and week dates; one way of writing keeps a diff honest.
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise CellFault(f"{text!r} is not a day.", "Write year, month and day, like 2025-01-31.")


READERS: dict[str, Callable[[str], Any]] = {
    "code": _code,
    "name": _filled,
    "family": _filled,
    "unit": _unit,
    "windows": _some_windows,
    "window_note": _free,
    "annualised": _windows,
    "polarity": _polarity,
    "numerator": _filled,
    "denominator": _free,
    "counts_people": _yes_or_no,
    "annex_a_class": _classes,
    "annex_a_lists": _lists,
    "rule": _free,
    "sources": _filled,
    "owner": _filled,
    "definition_date": _day,
}


def read_cell(column: str, text: str) -> Any:
    """The typed value of one cell of a known column; CellFault where it is not understood."""
    check_text(text)
    if len(text) > LONGEST.get(column, len(text)):
        raise CellFault(f"The text is {len(text)} characters long.", f"Use at most {LONGEST[column]}.")
    return READERS[column](text)
