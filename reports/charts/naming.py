"""How authorities and figures are named in charts, and which are marked as the reader's own."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from authorities.models import Authority
from authorities.sharing import Reader
from indicators.calculations.display import default_places, display, exact, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from reports.charts.theme import MARK
from reports.side_by_side.matrix import Entry, Matrix, Measure

# More names than this are a list that nobody reads.
MOST_NAMES = 12
AXES = {
    Unit.PERCENTAGE: "Per cent",
    Unit.RATE: "Per 10,000 children",
    Unit.NUMBER: "Number",
    Unit.AVERAGE: "Average",
    Unit.DAYS: "Days",
}
SYNTHETIC = "Fictional authorities: the figures are made up."


def marked_codes(matrix: Matrix, reader: Reader) -> frozenset[str]:
    """Whom a chart marks: whose staff the reader is, and the one that the group is about."""
    about = {matrix.group.about.code} if matrix.group.about else set()
    return (reader.own | about) & {authority.code for authority in matrix.authorities}


def names(authorities: Sequence[Authority]) -> Mapping[str, str]:
    """Each authority's name by its code, with the code behind a name that two of them have."""
    times = Counter(authority.name for authority in authorities)
    return {
        each.code: each.name if times[each.name] == 1 else f"{each.name} ({each.code})"
        for each in authorities
    }


def label(name: str, marked: bool, letters: int) -> str:
    """A name in lines of so many letters, with the mark before it where it is the reader's own."""
    return "\n".join(textwrap.wrap(f"{MARK} {name}" if marked else name, max(letters, 8)))


def listed(words: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and C'; of more than MOST_NAMES the first, and how many others.

    Where a name has a comma of its own the names stand apart by semicolons.
    """
    held = list(words)
    comma = "; " if any("," in each for each in held) else ", "
    if len(held) > MOST_NAMES:
        held = [*held[:MOST_NAMES], f"{len(held) - MOST_NAMES} others"]
    return " and ".join([comma.join(held[:-1]), held[-1]] if len(held) > 1 else held)


def judged(measure: Measure) -> bool:
    """Whether one end of the figures is better: never for a count, which grows with the authority."""
    return measure.polarity is not Polarity.NEUTRAL and Unit(measure.unit) is not Unit.NUMBER


def shown(value: Decimal, measure: Measure) -> str:
    """A figure of the group, rounded as the indicator's figures are."""
    return display(value, "", Unit(measure.unit))


def in_data(value: Decimal, entry: Entry) -> str:
    """A reckoned figure in a file: with one decimal more than the indicator's figures have."""
    places = max(entry.line.value.places, default_places(Unit(entry.measure.unit)))
    return exact(round_half_up(value, places + 1))


def why_undrawn(entry: Entry) -> str:
    """Why an entry has no figure, in a word or two."""
    held = entry.line.value
    return held.display if held.hidden or held.display not in ("", "-") else "no figure"


def undrawn(entries: Iterable[Entry], named: Mapping[str, str]) -> str:
    """Whose figures are not drawn, and why, as a sentence; '' where all are."""
    by_why: dict[str, list[str]] = {}
    for entry in entries:
        if entry.value is None:
            by_why.setdefault(why_undrawn(entry), []).append(named[entry.authority.code])
    if not by_why:
        return ""
    said = "; ".join(f"{listed(held)} ({why})" for why, held in by_why.items())
    return f"Not drawn: {said}."


def notes(matrix: Matrix, *key: str) -> list[str]:
    """The two lines beneath a title: of whom, and whether the figures are made up; and the key."""
    made_up = f". {SYNTHETIC}" if matrix.group.region.fictional else ""
    return [f"{matrix.group.name}{made_up}", " ".join(line for line in key if line)]
