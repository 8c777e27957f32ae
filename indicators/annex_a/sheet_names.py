"""Names of sheets and csv files that tell of somebody: the list's number stands in their place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import PurePath

from indicators.annex_a.cells import clean
from indicators.annex_a.headers import number_in
from indicators.annex_a.hygiene import ListCells
from indicators.annex_a.quoting import naming, quoted
from indicators.annex_a.typed import TypedFile

MOST_SHEET_NAME = 60
# A name joins its words with anything: List_2_SYN-002403.csv.
WORD = re.compile(r"[^\W_]+")
LIST_NUMBER = re.compile(r"\W*(?:annex\W*a\W*)?list[\W_]*\d{1,2}", re.IGNORECASE)


def forget_people_in_sheet_names(typed: TypedFile, lists: Collection[ListCells]) -> None:
    """In all that is said of the file, replace each name that holds a person of it or is telling by itself.

    Names are shortened here and no earlier, for half an identifier is found nowhere.
    """
    numbers = {cells.sheet: cells.spec.number for cells in lists}
    names = {*numbers, *(each.sheet for each in typed.problems)} - {""}
    telling = _telling(names, lists)
    shown = {
        name: _without_a_name(name, numbers.get(name)) if name in telling else name[:MOST_SHEET_NAME]
        for name in names
    }
    for each in typed.lists.values():
        each.sheet = shown[each.sheet]
    for place, found in enumerate(typed.problems):
        sentence = found.sentence
        for name in telling:
            for quoted_so in (repr(name), f"'{name}'"):
                sentence = sentence.replace(quoted_so, f"'{shown[name]}'")
        typed.problems[place] = replace(found, sheet=shown.get(found.sheet, ""), sentence=sentence)


def _telling(names: Iterable[str], lists: Collection[ListCells]) -> set[str]:
    """Those of the names that tell of somebody."""
    parts = {name: _parts(_beside_the_number(name)) for name in names}
    hidden = naming({part for found in parts.values() for part in found}, lists)
    return {
        name
        for name, found in parts.items()
        if found & hidden or not all(quoted(text) for text in (name, " ".join(clean(name).split("_"))))
    }


def _without_a_name(name: str, number: int | None) -> str:
    number = number or number_in(PurePath(name).stem)
    return f"List {number}" if number else "Another sheet"


def _beside_the_number(name: str) -> str:
    return LIST_NUMBER.sub("", name, count=1)


def _parts(name: str) -> set[str]:
    """Every run of words of a name, with what joins them."""
    words = list(WORD.finditer(name))
    return {name[first.start() : last.end()] for first, last in combinations_with_replacement(words, 2)}
