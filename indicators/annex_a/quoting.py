"""What a report may quote of a file: never an identifier, a worker's name, a birth or a postcode.

Local workflow puts anything into any column, so every quoted text is held against all that the file itself
says of people, whichever column it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

import polars as pl

from indicators.annex_a.cells import clean, said
from indicators.annex_a.codes import CODE_SETS
from indicators.annex_a.hygiene import ListCells
from indicators.annex_a.lists import LISTS, Kind
from indicators.annex_a.typed import TypedFile

MOST_QUOTED = 40
# A text is held against people before it is cut, for half a name is a name; further on nobody reads.
MOST_SEARCHED = 120
OF_PEOPLE = {Kind.CHILD, Kind.WORKER, Kind.ADOPTER, Kind.FAMILY, Kind.POSTCODE, Kind.BIRTH}
OF_DATES = {column.heading for each in LISTS for column in each.columns if column.kind is Kind.DATE}
EXCEL_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})( \d{2}:\d{2}:\d{2})?")
A_DAY = re.compile(r"\d{1,4}[ /.-](\d{1,2}|[a-z]{3,9})[ /.-]\d{1,4}", re.IGNORECASE)
# A number, a day or a postcode amid other words may be somebody's.
TELLING = re.compile(
    r"\d{5}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE
)
EDGES = " ()[]{},;:.'\"/-"


def quoted(text: str, *, of_dates: bool = False) -> str:
    """A text that may be quoted; nothing where it may tell of somebody by itself.

    A date, as DD/MM/YYYY, is quoted from a column of dates alone: elsewhere it may be a birth that slipped.
    """
    plain = clean(text)[:MOST_SEARCHED]
    if day := EXCEL_DAY.fullmatch(plain):
        return f"{day[3]}/{day[2]}/{day[1]}" if of_dates else ""
    if A_DAY.fullmatch(plain):
        return plain if of_dates else ""
    return "" if TELLING.search(plain) else plain


def quote_nobody(typed: TypedFile, lists: Collection[ListCells]) -> None:
    """Shorten every text that the file's report quotes, and empty those in which a person is found."""
    texts = {each.value for each in typed.problems}
    for each in typed.lists.values():
        texts |= {str(match["found"]) for match in each.values}
        texts |= {match["found"] for match in each.headings}
    whole = {text: quoted(text) for text in texts}
    dates = {each.value: quoted(each.value, of_dates=True) for each in typed.problems}
    hidden = naming({*whole.values(), *dates.values()}, lists)
    shown, shown_of_dates = (
        {text: "" if each in hidden else each[:MOST_QUOTED] for text, each in told.items()}
        for told in (whole, dates)
    )
    typed.problems = [
        replace(each, value=(shown_of_dates if each.column in OF_DATES else shown)[each.value])
        for each in typed.problems
    ]
    for each in typed.lists.values():
        each.values = [{**match, "found": shown[str(match["found"])]} for match in each.values]
        each.headings = [
            {**match, "found": "" if whole[match["found"]] in hidden else match["found"]}
            for match in each.headings
        ]


def naming(texts: Iterable[str], lists: Iterable[ListCells]) -> set[str]:
    """Those of the texts that hold, as words in a row, something that the lists say of a person.

    Texts of the template's own words alone name nobody.
    """
    texts_of: dict[str, set[str]] = {}
    for text in texts:
        for run in _runs(text) if not _of_the_template() >= _words(text) else ():
            # An error in a column about people names none of them.
            if said(run) == run:
                texts_of.setdefault(run, set()).add(text)
    asked = pl.Series(list(texts_of), dtype=pl.String)
    found = {run for cells in lists for run in _said_of_people(cells, asked)} if texts_of else set()
    return {text for run in found for text in texts_of[run]}


def _said_of_people(cells: ListCells, asked: pl.Series) -> set[str]:
    """Those of the texts asked about, in small letters, that stand in a column about people."""
    frame = cells.read.frame
    about = [column.heading for column in cells.spec.columns if column.kind in OF_PEOPLE]
    told = [
        pl.col(name).cast(pl.String).str.strip_chars().str.to_lowercase()
        for name in about
        if frame[name].dtype != pl.Datetime
    ]
    if "born" in frame.columns:
        told += [pl.col("born").unique().dt.strftime(form) for form in ("%d/%m/%Y", "%Y-%m-%d")]
    found = frame.select(
        each.filter(each.is_in(asked.implode())).unique().implode().alias(str(place))
        for place, each in enumerate(told)
    )
    return {text for column in found for text in column.item()}


@cache
def _of_the_template() -> frozenset[str]:
    """Every word of the template's headings, codes and labels."""
    codes = [each for of in CODE_SETS.values() for each in of]
    texts = [f"{each.code} {each.letter} {each.label}" for each in codes]
    texts += [column.heading for each in LISTS for column in each.columns]
    return frozenset(word for text in texts for word in _words(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(EDGES) for word in text.casefold().split()) - {""}


def _runs(text: str) -> set[str]:
    """Every run of words of a text, without the punctuation at its ends."""
    words = text.casefold().split()
    ends = range(1, len(words) + 1)
    return {" ".join(words[start:end]).strip(EDGES) for end in ends for start in range(end)} - {""}
