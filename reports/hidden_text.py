"""Hidden figures that the analysis says aloud: the sentence beside a hidden cell may still give it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reports.disclosure import Audience, disclose
from reports.rows import Cell, Line

# A number standing by itself: not 'Q3', not the halves of '2/3' or '2023-24', not part of a longer one.
NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?%?(?![\w/-]|[.,]\d)")
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line whose analysis holds numbers equal to a figure, or a part of one, that readers will not see."""

    number: str
    indicator: str
    numbers: tuple[str, ...]
    text: str


def hidden_numbers_spoken(lines: Sequence[Line]) -> list[Spoken]:
    """The lines, read whole, whose text may say what is hidden from readers outside.

    A suggestion for the author, who alone can tell three children from three months.
    """
    found = []
    for whole, shown in zip(lines, disclose(lines, Audience.OUTSIDE), strict=True):
        secret = {number for cell in _hidden(whole, shown) for number in _numbers_of(cell)}
        spoken = tuple(text for text, number in _numbers_in(whole.analysis) if number in secret)
        if spoken:
            found.append(Spoken(whole.number, whole.indicator, spoken, whole.analysis))
    return found


def _hidden(whole: Line, shown: Line) -> Iterable[Cell]:
    return (cell for cell, outside in zip(whole.cells, shown.cells, strict=True) if outside.hidden)


def _numbers_of(cell: Cell) -> set[Decimal]:
    """The figure as shown and exactly, and its parts."""
    texts = (cell.value, cell.numerator, cell.denominator, cell.display.strip("%").replace(",", ""))
    numbers = set()
    for text in texts:
        try:
            numbers.add(Decimal(text or ""))
        except InvalidOperation:
            continue
    return numbers


def _numbers_in(text: str) -> list[tuple[str, Decimal]]:
    said = [
        (match.group(), Decimal(match.group().strip("%").replace(",", ""))) for match in NUMBER.finditer(text)
    ]
    words = re.findall(r"[a-z]+", text.lower())
    return said + [(word, Decimal(WORDS[word])) for word in words if word in WORDS]
