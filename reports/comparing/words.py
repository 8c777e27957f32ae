"""What a page says of the figures of others: in the cells, above them, and in the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.comparing.comparators import OTHER_INDICATOR
from reports.heads import ComparatorHead, given_heads, release_words
from reports.reading import Reading
from reports.rows import Comparator, Line

MID_50 = "Compared to mid-50%"
MID_50_PRINTED = (
    "As printed in the paper: where the authority's last published figure stood against the middle half of "
    "all English authorities. Higher and lower are about the number, not about good or bad."
)
MID_50_PUBLISHED = (
    "Put all authorities in order of their published figures: the middle half is what is left without the "
    "lowest quarter and the highest quarter. In range means that the authority's published figure is in that "
    "middle half, its ends included. Higher and lower are about the number, not about good or bad. Beneath "
    "stands where the current figure would be, if it can be set against a year's."
)
POSITIONS = {"lower": "Lower", "in range": "In range", "higher": "Higher"}
KINDS = {
    "own published": "Own published figure",
    "statistical neighbours": "Statistical neighbours, mean",
    "region": "Region",
    "england": "England",
    "authorities judged good": "Authorities judged good",
    "own regional return": "Own figure, regional return",
    "regional group": "Regional group",
}
MEDIAN = "Statistical neighbours, median"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in the table. `label` is its heading when the row is a card; `note` a few words under it."""

    label: str
    display: str
    symbol: str
    note: str = ""
    is_current: bool = False


def comparator_figure(comparator: Comparator, head: ComparatorHead) -> Figure:
    """The cell under a heading: with its year where that is another, and what a reader must know of it."""
    notes = []
    if comparator.display:
        if comparator.year != head.year:
            notes.append(comparator.year)
        if comparator.of and comparator.used is not None and comparator.used < comparator.of:
            notes.append(of_words(comparator))
        if comparator.basis.startswith(OTHER_INDICATOR):
            notes.append("on another base")
        if head.filled and not comparator.release:
            notes.append("as given")
    return Figure(f"{head.label}, {head.year}", comparator.display, comparator.symbol, ", ".join(notes))


def source_words(comparator: Comparator) -> str:
    """Whose figure it is: publisher and release, or the source that came with the return."""
    return release_words(comparator.source, comparator.release)


def of_words(comparator: Comparator) -> str:
    """'9 of 10': how many neighbours had a figure; '' where the figure is no mean of neighbours."""
    return f"{comparator.used} of {comparator.of}" if comparator.of else ""


def position_note(line: Line, beside: Sequence[Line]) -> str:
    """Where the current figure would be; that it is the paper's, where `beside` lines have the portal's."""
    if line.middle is None:
        mixed = line.position != "none" and any(other.middle for other in beside)
        return "as printed" if mixed else ""
    current = POSITIONS.get(line.middle.current, "")
    return f"current figure: {current.lower()}" if current else ""


def position_source(lines: Sequence[Line]) -> str:
    """What stands beneath the heading of the position: whose word it is."""
    placed = [line for line in lines if line.position != "none"]
    if all(line.middle is None for line in placed):
        return "as printed"
    if any(line.middle is None for line in placed):
        return "partly as printed"
    years = list(dict.fromkeys(line.middle.year for line in placed if line.middle))
    return f"published {years[0]}" if len(years) == 1 else "published"


def comparator_key(reading: Reading) -> list[dict[str, str]]:
    """What the columns of others' figures hold, for the legend; sections are named where they differ."""
    where: dict[ComparatorHead, list[str]] = {}
    for section in reading.sections:
        for head in given_heads(section, reading.lines_of(section)):
            where.setdefault(head, []).append(section.title)
    labels = Counter(head.label for head in where)
    return [*_position_in_words(reading.lines), *_heads_in_words(where, labels)]


def _position_in_words(lines: Sequence[Line]) -> Iterator[dict[str, str]]:
    placed = [line for line in lines if line.position != "none"]
    if any(line.middle for line in placed):
        yield {"label": MID_50, "sections": "", "words": MID_50_PUBLISHED}
    elif placed:
        yield {"label": MID_50, "sections": "", "words": MID_50_PRINTED}


def _heads_in_words(where: dict[ComparatorHead, list[str]], labels: Counter[str]) -> Iterator[dict[str, str]]:
    for head, titles in where.items():
        kind = MEDIAN if head.average == "median" else KINDS.get(head.kind, head.kind.capitalize())
        yield {
            "label": head.label,
            "sections": ", ".join(titles) if labels[head.label] > 1 else "",
            "words": f"{kind}, {head.year}. Source: {head.source}.",
        }
