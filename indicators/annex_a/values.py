"""A coded cell, from what stands there to its code: by the inner code, the letter before it, or the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from indicators.annex_a.cells import REMEMBERED, Fault, said
from indicators.annex_a.codes import CODE_SETS

# s) stands before both REFU and NOBT in the template of 2019.
AMBIGUOUS_LETTERS = {("ethnicity", "s")}
LETTER = re.compile(r"([a-z])\s*[).\]]\s*(.*)", re.IGNORECASE)
TOKENS = re.compile(r"[^\s:;,()\[\]./–—-]+")
WORDS = re.compile(r"[a-z0-9]+")
APOSTROPHES = re.compile("['\u2018\u2019`]")
SHORTEST_START = 4
NOT_A_VALUE = Fault("This is not one of the values of the column.")

# Words in use that neither the template's codes nor its labels have.
ALSO_SAID: dict[str, dict[str, str]] = {
    "gender": {
        "m": "a", "boy": "a", "f": "b", "girl": "b", "u": "c", "unknown": "c", "unborn": "c",
        "not known": "c", "not stated": "c", "not recorded": "c", "not stated recorded": "c",
        "indeterminate": "d",
    },
    "adopter_gender": {
        "m": "a", "f": "b", "u": "c", "unknown": "c", "not known": "c", "not stated": "c",
        "not recorded": "c", "not stated recorded": "c", "indeterminate": "d",
    },
    "yes_no": {"true": "y", "1": "y", "false": "n", "0": "n"},
    "yes_no_unknown": {"true": "y", "1": "y", "false": "n", "0": "n", "not known": "u"},
    "status": {
        "cla": "a", "lac": "a", "looked after": "a", "cp": "b", "cpp": "b", "cp plan": "b",
        "child protection": "b", "cin": "c", "cin plan": "c", "child in need": "c",
        "closed": "e", "closed case": "e",
    },
    "abuse": {"physical": "b", "sexual": "c", "emotional": "d"},
    "permanence": {"sgo": "c", "cao": "c", "special guardianship": "c", "sgo cao": "c"},
    "location": {"inside": "a", "in la": "a", "outside": "b", "out of la": "b"},
    "in_touch": {
        "refused": "d", "refused contact": "d", "not required": "e", "no longer requires": "e",
        "no longer required": "e", "returned home": "f",
    },
    "suitability": {"not suitable": "b"},
    "leaving_reason": {"withdrawn": "1"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """`how` is code, letter or label."""

    code: str
    how: str


@lru_cache(maxsize=REMEMBERED)
def read_code(codes: str, text: str) -> Match | Fault | None:
    """The code that a cell stands for in the set named `codes`; None for a blank."""
    plain = said(text)
    if not isinstance(plain, str):
        return plain
    lettered = LETTER.fullmatch(plain)
    rest = lettered[2] if lettered else plain
    if code := _inner_code(codes, plain) or _inner_code(codes, rest):
        return Match(code, "code")
    words = _words(rest)
    # Words in full say more than the letter before them, where the two disagree.
    told = _labels(codes).get(words) or _labels(codes).get(_words(plain))
    by_letter = _by_letter(codes, lettered[1] if lettered else plain)
    if by_letter and told in (None, by_letter):
        return Match(by_letter, "letter")
    told = told or _by_first_words(codes, words)
    return Match(told, "label") if told else NOT_A_VALUE


def _inner_code(codes: str, text: str) -> str | None:
    first = TOKENS.match(text)
    if first is None:
        return None
    # A single letter may be a word of its own (B and B), unless a mark parts it from what follows.
    alone = len(first[0]) > 1 or first[0].isdigit() or not text[first.end() :].strip()[:1].isalnum()
    return _inner(codes).get(first[0].upper()) if alone else None


@cache
def _inner(codes: str) -> dict[str, str]:
    """The codes that are more than a letter of the set, in capitals."""
    letters = {each.letter for each in CODE_SETS[codes]}
    return {each.code.upper(): each.code for each in CODE_SETS[codes] if each.code not in letters}


@cache
def _labels(codes: str) -> dict[str, str]:
    labels = {_words(each.label): each.code for each in CODE_SETS[codes]}
    return labels | ALSO_SAID.get(codes, {})


def _by_letter(codes: str, text: str) -> str | None:
    letter = text.casefold()
    if (codes, letter) in AMBIGUOUS_LETTERS:
        return None
    return next((each.code for each in CODE_SETS[codes] if each.letter and each.letter == letter), None)


def _by_first_words(codes: str, words: str) -> str | None:
    """The one label that begins with these words, whole words only."""
    if len(words) < SHORTEST_START:
        return None
    found = {code for label, code in _labels(codes).items() if label.startswith(words + " ")}
    return found.pop() if len(found) == 1 else None


def _words(text: str) -> str:
    return " ".join(WORDS.findall(APOSTROPHES.sub("", text.casefold())))
