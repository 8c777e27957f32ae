"""Targets as people write them: a point, a range, a direction, or words that nothing can be judged by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.cell_text import CellTextError, plain_text, quoted
from indicators.calculations.figures import FigureError, Unit, parse_figure
from indicators.calculations.polarity import Polarity
from indicators.calculations.symbols import Symbol, symbol_spelt

_NUMBER = r"[0-9.,]+"
_RANGE = re.compile(rf"({_NUMBER}) ?(%?) ?(?:-|–|—|to) ?({_NUMBER}) ?(%?)", re.IGNORECASE)
_BOUND_BEFORE = re.compile(
    rf"(<=|>=|<|>|≤|≥|at least|at most|less than|more than|no more than|up to) ?({_NUMBER} ?%?)",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(rf"({_NUMBER} ?%?) ?\+(?: ?%)?")
_DIRECTIONS = re.compile(
    r"(increas(?:e|es|ed|ing))|(decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing|tion))", re.IGNORECASE
)


class TargetKind(StrEnum):
    """POINT and RANGE are numeric; DIRECTION and WORDS are shown but never judged."""

    POINT = "point"
    RANGE = "range"
    DIRECTION = "direction"
    WORDS = "words"


class Sense(StrEnum):
    """Which side of a point meets it."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


class DirectionWord(StrEnum):
    """Which way a target without a number asks the figure to move."""

    INCREASE = "increase"
    DECREASE = "decrease"


_SENSES = {
    "<": (Sense.AT_MOST, True),
    "less than": (Sense.AT_MOST, True),
    "<=": (Sense.AT_MOST, False),
    "≤": (Sense.AT_MOST, False),
    "at most": (Sense.AT_MOST, False),
    "no more than": (Sense.AT_MOST, False),
    "up to": (Sense.AT_MOST, False),
    ">": (Sense.AT_LEAST, True),
    "more than": (Sense.AT_LEAST, True),
    ">=": (Sense.AT_LEAST, False),
    "≥": (Sense.AT_LEAST, False),
    "at least": (Sense.AT_LEAST, False),
}


class TargetError(ValueError):
    """Text that holds a number but is no target; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class TargetValue:
    """One target, in its indicator's unit; percentages run 0 to 100.

    A POINT has `value`; a RANGE has `low` and `high`, both met when exactly reached; a DIRECTION has `word`.
    `sense` is the target's own, where it was written with one ('90+', '<14'); `strict` says that the point
    itself does not meet it ('<14', not '90+'). `raw` is the text as given.
    """

    kind: TargetKind
    raw: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    sense: Sense | None = None
    strict: bool = False
    word: DirectionWord | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether a figure can be judged against it."""
        return self.kind in (TargetKind.POINT, TargetKind.RANGE)


def default_sense(polarity: Polarity) -> Sense | None:
    """The side of a point that a polarity makes good; None for a neutral indicator."""
    return {Polarity.HIGH: Sense.AT_LEAST, Polarity.LOW: Sense.AT_MOST, Polarity.NEUTRAL: None}[polarity]


def parse_target(cell: object, unit: Unit) -> TargetValue | None:
    """Read a target; None where there is none (blank, '-', 'N/A').

    Reads '580', '21%', '0-18%', '25-20' (either order), '90+', '<14', 'at least 90', a direction such as
    'Increase' or 'Reduction', and words without figures, which are kept to be shown. Numbers follow the rules
    of parse_figure. Raises TargetError with a sentence for words and figures mixed, and for figures that
    cannot be in that unit.
    """
    if cell is None:
        return None
    if not isinstance(cell, str):
        value = _bound(cell, unit)
        return TargetValue(TargetKind.POINT, str(cell), value=value)
    try:
        text = plain_text(cell)
    except CellTextError as problem:
        raise TargetError(str(problem)) from problem
    if not text or symbol_spelt(text) in (Symbol.NOT_APPLICABLE, Symbol.NOT_AVAILABLE):
        return None
    if target := _numeric(text, cell, unit):
        return target
    if re.search(r"[0-9]", text):
        raise TargetError(
            f"{quoted(cell)} is not a target that can be read: type a number, a range such as 20-25, 90+, "
            "<14, Increase or Decrease, or words without figures."
        )
    if found := _DIRECTIONS.fullmatch(text):
        word = DirectionWord.INCREASE if found[1] else DirectionWord.DECREASE
        return TargetValue(TargetKind.DIRECTION, cell, word=word)
    return TargetValue(TargetKind.WORDS, cell)


def _numeric(text: str, raw: str, unit: Unit) -> TargetValue | None:
    if found := _RANGE.fullmatch(text):
        # One per cent sign speaks for both ends of a range.
        sign = "%" if found[2] or found[4] else ""
        low, high = sorted((_bound(found[1] + sign, unit), _bound(found[3] + sign, unit)))
        return TargetValue(TargetKind.RANGE, raw, low=low, high=high)
    if found := _BOUND_BEFORE.fullmatch(text):
        sense, strict = _SENSES[found[1].lower()]
        return TargetValue(TargetKind.POINT, raw, value=_bound(found[2], unit), sense=sense, strict=strict)
    if found := _BOUND_AFTER.fullmatch(text):
        bound = found[1] if "%" in found[1] or not text.endswith("%") else found[1] + "%"
        return TargetValue(TargetKind.POINT, raw, value=_bound(bound, unit), sense=Sense.AT_LEAST)
    if re.fullmatch(rf"-?{_NUMBER} ?%?", text):
        return TargetValue(TargetKind.POINT, raw, value=_bound(text, unit))
    return None


def _bound(cell: object, unit: Unit) -> Decimal:
    try:
        figure = parse_figure(cell, unit)
    except FigureError as problem:
        raise TargetError(str(problem)) from problem
    # Callers pass a number, or text shaped like one, so a symbol or a blank cannot come back.
    assert figure is not None
    assert figure.value is not None
    return figure.value
