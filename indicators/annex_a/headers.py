"""Which list a table is, and which of its columns each heading of the file means. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

from indicators.annex_a.cells import REMEMBERED, clean
from indicators.annex_a.lists import BY_NUMBER, LISTS, AnnexAList, Column, Kind

HEADER_WITHIN = 15
LIST_NAME = re.compile(r"\W*(?:annex\W*a\W*)?list[\W_]*0*(\d{1,2})(?!\d)", re.IGNORECASE)
APOSTROPHES = re.compile("['`\u2018\u2019\u201b\u2032]")
WORDS = re.compile(r"[a-z0-9]+")
# Part of the columns that must be found before a row counts as the header of a list.
ENOUGH = 0.3
SURELY = 0.6
LOOSE = 0.6
AHEAD = 0.1
COLUMNS_OF_2024 = 2

# Other names that files give to a column, normalised.
ALIASES: dict[str, tuple[str, ...]] = {
    "Age of Child (Years)": ("age", "age of child", "age years", "childs age", "age in years"),
    "Child Unique ID": ("child id", "childs unique id", "unique child id", "child unique identifier"),
    "Individual adopter identifier": ("adopter id", "individual adopter id", "adopter identifier"),
    "Family identifier": ("family id",),
    "Date of Birth": ("dob", "birth date", "date of birth dob"),
    "Gender": ("sex", "gender sex"),
    "Does the Child have a Disability": ("disability", "disabled"),
    "Does the Adopter have a Disability": ("disability", "disabled"),
    "Allocated Team": ("team",),
    "Allocated Worker": ("worker", "social worker", "allocated social worker"),
    "Unaccompanied Asylum Seeking Child (UASC)": ("uasc", "uasc y n", "unaccompanied asylum seeking child"),
    "Allocated Personal Advisor": (
        "allocated personal adviser", "personal advisor", "personal adviser", "pa", "allocated pa",
        "allocated personal advisor pa",
    ),
    "Date of Latest Pathway Plan": ("latest pathway plan", "pathway plan date", "date of pathway plan"),
    "Date of Latest Contact": ("latest contact", "date last in touch", "date of latest in touch"),
}  # fmt: skip
# Words that say little, or the same as another.
EMPTY_WORDS = {"the", "of", "a", "an", "is", "was", "to", "for", "in", "on", "and", "with", "s", "y", "n"}
SAME_WORDS = {"last": "latest", "recent": "latest", "adviser": "advisor", "finish": "end"}
# Words that no other heading of the list has: these columns are worded in many ways.
TELLTALES: dict[str, set[str]] = {
    "Unaccompanied Asylum Seeking Child (UASC)": {"uasc"},
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": {"uasc"},
    "Allocated Personal Advisor": {"personal", "advisor"},
    "Date of Latest Pathway Plan": {"pathway", "plan"},
    "Date of Latest Contact": {"latest", "contact"},
}


@dataclass(slots=True)
class Header:
    """The header of one table: the row it stands in, from 0, and what each of its headings was taken for.

    `places` gives the column of the file, from 0, and `texts` its heading there, by the heading of the list.
    `headings` is the report; `unread` and `twice` are the headings of the file that were left.
    """

    spec: AnnexAList
    row: int
    places: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    headings: list[dict[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def layout(self) -> str:
        """2024 where the columns that it brought to list 9 are there."""
        new = sum(column.only_2024 and column.heading in self.places for column in self.spec.columns)
        return "2024" if new >= COLUMNS_OF_2024 else "2019"


def number_in(name: str) -> int | None:
    """The list that the name of a sheet gives: `List_1`, `list 1`, `List 1 - Contacts`."""
    found = LIST_NAME.match(unicodedata.normalize("NFKC", name))
    number = int(found[1]) if found else 0
    return number if number in BY_NUMBER else None


@lru_cache(maxsize=REMEMBERED)
def heading_key(heading: str) -> str:
    """A heading without what varies: case, spaces, apostrophes of either kind, punctuation."""
    return " ".join(WORDS.findall(APOSTROPHES.sub("", clean(heading)).casefold()))


def find_header(rows: Iterable[Sequence[str | None]], number: int | None) -> Header | None:
    """The header among the first rows of a table; of list `number`, or of the list that its headings tell."""
    candidates = [BY_NUMBER[number]] if number else LISTS
    best: tuple[float, AnnexAList, int, Sequence[str | None]] | None = None
    for index, row in enumerate(islice(rows, HEADER_WITHIN)):
        keys = {heading_key(cell) for cell in row if cell}
        for spec in candidates:
            share = sum(bool(_names(column) & keys) for column in spec.columns) / len(spec.columns)
            told = share >= ENOUGH if number else share >= SURELY and _names(identifier(spec)) & keys
            if told and (best is None or share > best[0]):
                best = (share, spec, index, row)
        if best and best[0] >= SURELY:
            break
    return match(best[1], best[3], best[2]) if best else None


def match(spec: AnnexAList, headings: Sequence[str | None], row: int = 0) -> Header:
    """What each heading of a header row means in a list: exactly, normalised, by another name, or loosely."""
    header = Header(spec, row)
    hows: dict[str, tuple[int, str]] = {}
    left = {index: heading for index, heading in enumerate(headings) if heading and clean(heading)}
    for index, heading in list(left.items()):
        column, how = _plainly(spec, heading)
        if column is None:
            continue
        del left[index]
        if column.heading in hows:
            header.twice.append(column.heading)
        else:
            hows[column.heading] = (index, how)
    for index, column in _loosely(spec, left, hows).items():
        hows[column.heading] = (index, "loose")
        del left[index]
    for column in spec.columns:
        index, how = hows.get(column.heading, (-1, "missing"))
        found = clean(headings[index] or "")[:120] if index >= 0 else ""
        header.headings.append({"heading": column.heading, "found": found, "how": how,
                                "column": column_letters(index) if index >= 0 else ""})  # fmt: skip
    header.places = {heading: index for heading, (index, _how) in hows.items()}
    header.texts = {heading: headings[index] or "" for heading, index in header.places.items()}
    header.unread = [clean(heading)[:120] for heading in left.values()]
    return header


def identifier(spec: AnnexAList) -> Column:
    return next(column for column in spec.columns if column.kind in (Kind.CHILD, Kind.ADOPTER))


@cache
def identifier_keys() -> frozenset[str]:
    """The headings that only lists have, normalised: all names of a child's or an adopter's identifier."""
    return frozenset(name for spec in LISTS for name in _names(identifier(spec)))


def column_letters(index: int) -> str:
    """A column's letters as Excel has them, from its number from 0."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def column_index(letters: str) -> int:
    """A column's number from 0, from its letters in capitals."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _plainly(spec: AnnexAList, heading: str) -> tuple[Column | None, str]:
    key = heading_key(heading)
    column = next((each for each in spec.columns if key in _names(each)), None)
    if column is None:
        return None, ""
    if heading == column.heading:
        return column, "exact"
    return column, "normalised" if key == heading_key(column.heading) else "alias"


@cache
def _names(column: Column) -> frozenset[str]:
    return frozenset({heading_key(column.heading), *ALIASES.get(column.heading, ())})


def _loosely(spec: AnnexAList, left: dict[int, str], hows: dict[str, tuple[int, str]]) -> dict[int, Column]:
    """The headings left over of which each means one missing column, and no other heading means it too."""
    likely: dict[str, list[int]] = {}
    for index, heading in left.items():
        name = _most_like(spec, heading)
        if name and name not in hows:
            likely.setdefault(name, []).append(index)
    alone = {name: found[0] for name, found in likely.items() if len(found) == 1}
    return {alone[column.heading]: column for column in spec.columns if column.heading in alone}


def _most_like(spec: AnnexAList, heading: str) -> str | None:
    """The column that shares most words with a heading, clearly more than any other, or has its telltales."""
    words = _telling_words(heading)
    columns = [
        column
        for column in spec.columns
        # The date of a thing is not the thing.
        if "date" not in words or column.kind in (Kind.DATE, Kind.BIRTH)
    ]
    ranked = sorted(
        ((_likeness(words, _telling_words(column.heading)), column.heading) for column in columns),
        reverse=True,
    )
    if ranked[0][0] >= LOOSE and ranked[0][0] - ranked[1][0] >= AHEAD:
        return ranked[0][1]
    told = [column.heading for column in columns if words >= TELLTALES.get(column.heading, {"-"})]
    return told[0] if len(told) == 1 else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of their words that two headings share."""
    return len(one & other) / max(1, len(one | other))


@cache
def _telling_words(heading: str) -> frozenset[str]:
    words = (word for word in heading_key(heading).split() if word not in EMPTY_WORDS)
    stems = (re.sub(r"(?<=\w{3})(ed|s)$", "", word) for word in words)
    return frozenset(SAME_WORDS.get(stem, stem) for stem in stems)
