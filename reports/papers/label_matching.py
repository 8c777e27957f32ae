"""Finding which scorecard line a printed name means, where names are retyped with small differences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

# How alike two names must be, from 0 to 1. In the North Somerset paper every retyped name scores 0.98 or more
# against its own label, and no other sentence scores above 0.83.
ALIKE = 0.9
ABBREVIATIONS = {
    "cic": "children in care",
    "cla": "children looked after",
    "cin": "children in need",
    "cp": "child protection",
    "sgo": "special guardianship order",
}


def plain_words(name: str) -> str:
    """A name in small letters without quotes, dashes, bullets and marks, its abbreviations spelled out."""
    lowered = re.sub(r"['’‘`]s\b", "s", name.casefold())
    words = re.sub(r"[^0-9a-z+%]+", " ", re.sub(r"['’‘`]", "", lowered)).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def matching_line(name: str, labels: Mapping[str, str]) -> str | None:
    """The number of the line whose label `name` is; None where none, or two equally, are alike enough."""
    wanted = plain_words(name)
    if not wanted:
        return None
    scored = ((_likeness(wanted, plain_words(label)), number) for number, label in labels.items())
    scores = sorted(scored, reverse=True)
    if not scores or scores[0][0] < ALIKE or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def leading_line(text: str, labels: Mapping[str, str]) -> str | None:
    """The number of the line whose whole label begins `text`, with words after it; the longest label wins."""
    wanted = plain_words(text)
    plain = {number: plain_words(label) for number, label in labels.items()}
    found = [number for number, words in plain.items() if words and wanted.startswith(f"{words} ")]
    return max(found, key=lambda number: len(plain[number]), default=None)


def _likeness(one: str, other: str) -> float:
    """From 0 to 1; 0 as soon as a quick upper bound shows that it cannot reach ALIKE."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
