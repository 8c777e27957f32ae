"""The figures of others beside one line, with what stands behind each: for the drill-down."""

from __future__ import annotations

from dataclasses import dataclass

from reports.comparing.comparators import OTHER_INDICATOR
from reports.comparing.words import KINDS, MEDIAN, of_words, source_words
from reports.rows import Comparator, Line

# Where a figure lies from the middle half, by its position.
PLACES = {"lower": "below", "in range": "within", "higher": "above"}


@dataclass(frozen=True, slots=True)
class ComparisonFact:
    """One comparator. `kind` is '' where its label says it; `notes` are short phrases under its figure."""

    comparator: Comparator
    kind: str
    notes: tuple[str, ...]


def comparison_facts(line: Line) -> list[ComparisonFact]:
    """The comparators of a line in the order of their columns, those without a figure too."""
    return [_fact(comparator) for comparator in line.comparators]


def behind_sentences(line: Line) -> list[str]:
    """Where the figures came from and how they came about, each thing once with the columns it is true of."""
    said: dict[str, list[str]] = {}
    for comparator in line.comparators:
        if comparator.display:
            basis = comparator.basis.split("; ") if comparator.basis else []
            for thing in (f"from {source_words(comparator)}", *basis):
                said.setdefault(thing.rstrip("."), []).append(comparator.label)
    return [f"{', '.join(labels)}: {thing[:1].lower()}{thing[1:]}." for thing, labels in said.items()]


def middle_sentences(line: Line) -> list[str]:
    """Where the published figure stands in England, where the current one would, and the rank; or nothing."""
    middle = line.middle
    if middle is None:
        return []
    found = [
        f"The published figure for {middle.year} is {PLACES[middle.published]} the middle half of "
        f"{middle.of} authorities, which runs from {middle.low_display} to {middle.high_display} "
        f"({middle.release})."
    ]
    if middle.current != "none":
        also = "also " if middle.current == middle.published else ""
        found.append(
            f"Against the same authorities the current figure, {line.value.display}, would {also}be "
            f"{PLACES[middle.current]} it. It is of another period than theirs"
            + (", and they are figures of another indicator." if _of_another(line) else ".")
        )
    if middle.rank is not None:
        equal = ", shared with others" if middle.tied else ""
        found.append(f"The published figure ranks {middle.rank} of {middle.of}{equal}, 1 being the best.")
    return found


def _of_another(line: Line) -> bool:
    return any(comparator.basis.startswith(OTHER_INDICATOR) for comparator in line.comparators)


def _fact(comparator: Comparator) -> ComparisonFact:
    notes = [f"{of_words(comparator)} neighbours"] if comparator.of else []
    if comparator.given:
        notes.append(f"Given with the return: {comparator.given}")
    kind = MEDIAN if comparator.label.endswith(", median") else KINDS.get(comparator.kind, comparator.kind)
    return ComparisonFact(
        comparator,
        kind if kind != comparator.label else "",
        tuple(notes),
    )
