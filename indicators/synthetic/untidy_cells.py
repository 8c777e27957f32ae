"""Untidiness of single cells: codes, dates, counts, postcodes, characters nobody sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from indicators.annex_a.lists import Column, Kind
from indicators.synthetic.chance import Chance
from indicators.synthetic.sheets import Broken, Cell
from indicators.synthetic.soiling import Soiling

CODED = (Kind.CODE, Kind.YES_NO)
DATED = (Kind.DATE, Kind.BIRTH)
LETTER = re.compile(r"[a-z]\) ")
WORKFLOW = ("Awaiting manager sign off", "In progress - see notes", "TBC", "Case note outstanding")
POSTCODES = ("Not known", "ZZ1", "1AB ZZ1", "ZZ999 9ZZZ", "No fixed abode")
COUNTS: tuple[Cell, ...] = (-1, 2.5, "1,000", "50%", "<5", "-", "n/a")
LOOKING_ALIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "A": "А", "B": "В", "C": "С", "N": "Ν"})
LONG = "Transferred from the earlier system. " * 800


def _of(*kinds: Kind) -> Callable[[Column], bool]:
    return lambda column: column.kind in kinds


def _optional(column: Column) -> bool:
    return not column.needed and column.kind is not Kind.TEXT


def bare(cell: Cell, _: Chance) -> Cell:
    """'Female', 'WBRI', 'Yes' and 'N1' for 'b) Female', 'a) WBRI', 'a) Yes' and 'N1 - Abuse or neglect'."""
    text = str(cell)
    return text[3:] if LETTER.match(text) else re.split(r": | - ", text, maxsplit=1)[0]


def _dated(cell: Cell, make: Callable[[date], Cell]) -> Cell:
    return make(cell) if isinstance(cell, date) else cell


def _future(of: Soiling) -> Callable[[Cell, Chance], Cell]:
    latest = of.latest()
    return lambda _, chance: latest + timedelta(days=chance.between(40, 400))


def _impossible(_: Cell, chance: Chance) -> Cell:
    return chance.choice(("31/02/2024", "30/02/2025", "00/01/2024", "31/11/2024"))


def _as_text(cell: Cell, chance: Chance) -> Cell:
    return _dated(cell, lambda day: f"{day:%d/%m/%Y}" if chance.happens(0.6) else day.isoformat())


def _us_order(cell: Cell, _: Chance) -> Cell:
    return _dated(cell, lambda day: f"{day:%m/%d/%Y}" if day.day > 12 else day)


def _spaced(cell: Cell, _: Chance) -> Cell:
    return "\u00a0" + str(cell).replace(" ", "\u00a0") + "\u00a0 "


# Each kind: which columns, and what becomes of a cell.
KINDS: dict[str, tuple[Callable[[Column], bool], Callable[[Cell, Chance], Cell]]] = {
    "decimal_age": (
        _of(Kind.AGE),
        lambda cell, _: cell + 0.37 if isinstance(cell, int) and cell > 0 else cell,
    ),
    "bare_codes": (_of(*CODED), bare),
    "provider_dash": (lambda column: column.field == "provider", lambda c, _: str(c).replace(": ", " - ")),
    "error_cells": (_optional, lambda *_: Broken()),
    "non_breaking_spaces": (_of(*CODED, Kind.CHILD, Kind.TEAM), _spaced),
    "workflow_text": (_of(*CODED), lambda _, chance: chance.choice(WORKFLOW)),
    "invalid_postcodes": (_of(Kind.POSTCODE), lambda _, chance: chance.choice(POSTCODES)),
    "date_text": (_of(*DATED), _as_text),
    "impossible_dates": (_of(Kind.DATE), _impossible),
    "two_digit_years": (_of(Kind.DATE), lambda c, _: _dated(c, lambda day: f"{day:%d/%m/%y}")),
    "us_order": (_of(Kind.DATE), _us_order),
    "before_1900": (_of(Kind.DATE), lambda *_: "14/03/1897"),
    "serial_60": (_of(Kind.DATE), lambda *_: 60),
    "negative_serial": (_of(Kind.DATE), lambda *_: -5),
    "odd_counts": (_of(Kind.COUNT), lambda _, chance: chance.choice(COUNTS)),
    "blank_needed": (lambda column: column.needed, lambda *_: None),
    "look_alikes": (_of(*CODED), lambda c, _: str(c).translate(LOOKING_ALIKE)),
    "zero_width": (_of(*CODED, Kind.CHILD), lambda c, _: f"{str(c)[:2]}\u200b{str(c)[2:]}"),
    "right_to_left": (_of(*CODED, Kind.CHILD), lambda c, _: f"\u200f{c}\u200e"),
    "control_characters": (_of(Kind.TEAM, Kind.TEXT), lambda c, _: f"{c}\x00\x07"),
    "long_text": (_of(Kind.TEAM, Kind.TEXT), lambda *_: LONG),
}


def soil_cells(of: Soiling, kind: str) -> None:
    if kind == "future_dates":
        of.cells(kind, _of(Kind.DATE), _future(of))
    else:
        of.cells(kind, *KINDS[kind])
