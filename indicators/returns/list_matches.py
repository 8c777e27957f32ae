"""How the headings and values of an uploaded list were matched, for the people who know the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.annex_a.lists import BY_NUMBER
from indicators.models import ListRead

HOW = {
    "exact": "as in the template",
    "normalised": "but for capitals, spaces or marks",
    "alias": "a known other name",
    "loose": "by its words",
    "missing": "not in the file",
    "code": "by its code",
    "letter": "by its letter",
    "label": "by its words",
}


@dataclass(frozen=True, slots=True)
class ListMatches:
    """One list: rows of words, ready to show. `unusual` counts the headings that are not the template's."""

    title: str
    headings: list[tuple[str, str, str]]
    values: list[tuple[str, str, str, str, int]]
    unusual: int


def matches_of(reads: Iterable[ListRead]) -> list[ListMatches]:
    """The matches of each list; headings that were not as in the template come first."""
    return [
        ListMatches(
            title=f"List {read.number}: {BY_NUMBER[read.number].title}",
            headings=[
                (h["heading"], h["found"], HOW.get(h["how"], h["how"]))
                for h in sorted(read.headings, key=lambda h: h["how"] == "exact")
            ],
            values=[
                (v["column"], v["found"], v["code"], HOW.get(v["how"], v["how"]), v["rows"])
                for v in read.values
            ],
            unusual=sum(h["how"] != "exact" for h in read.headings),
        )
        for read in reads
    ]
