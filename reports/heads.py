"""What stands above the columns of a scorecard: the authority's own, and those of others' figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.calculations.symbols import Symbol
from reports.comparing.years import AS_GIVEN
from reports.layouts.layout import LATEST, ComparatorColumn
from reports.rows import Comparator, Line


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of the authority's own figures, with its heading as printed."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ComparatorHead:
    """A column of others' figures, with the year and the source printed above it.

    `filled` says in a word or two where its figures come from, '' where all were given with the return.
    """

    key: str
    label: str
    kind: str
    year: str
    source: str
    average: str = "mean"
    filled: str = ""


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A block of lines that share their columns. `numbers` are those of its lines, in printed order.

    `shows` are further columns, from the lines' targets: baseline, bands, change.
    """

    title: str
    introduction: str
    columns: tuple[ColumnHead, ...]
    comparators: tuple[ComparatorHead, ...]
    numbers: tuple[str, ...]
    shows: tuple[str, ...] = ()


def comparator_head(column: ComparatorColumn, lines: Iterable[Line]) -> ComparatorHead:
    """The heading of one column over the lines of its section: year and source of what stands in it.

    A column of the latest year is headed by the year that most of its figures have; a figure of another
    year says its own.
    """
    held = [c for line in lines for c in line.comparators if c.key == column.key and c.display]
    return ComparatorHead(
        key=column.key,
        label=column.heading,
        kind=column.kind.value,
        year=_year(column, held),
        source=_source(column, held),
        average=column.average.value,
        filled=_filled(held),
    )


def release_words(source: str, release: str) -> str:
    """A source with its release, which is nearly always named after its dataset: that is not said twice."""
    publisher, _, dataset = source.partition(", ")
    if release and dataset and release.startswith(dataset):
        return f"{publisher}, {release}"
    return f"{source}, release {release}" if release else source


def _filled(held: Sequence[Comparator]) -> str:
    """'published' where every figure is a release's; '' where none is."""
    count = sum(bool(comparator.release) for comparator in held)
    if count == len(held):
        return "published" if held else ""
    return "partly published" if count else ""


def _year(column: ComparatorColumn, held: Iterable[Comparator]) -> str:
    if column.year != LATEST:
        return column.year
    years = Counter(comparator.year for comparator in held if comparator.release)
    return max(years, key=lambda year: (years[year], year)) if years else AS_GIVEN


def _source(column: ComparatorColumn, held: Iterable[Comparator]) -> str:
    """Every source of the column's figures, each once; a release with its name."""
    named = (release_words(c.source, c.release) for c in held)
    return "; ".join(dict.fromkeys(named)) or column.source


def given_heads(section: SectionHead, lines: Iterable[Line]) -> tuple[ComparatorHead, ...]:
    """The comparators of a section for which any of its lines has a figure or a symbol."""
    filled = {c.key for line in lines for c in line.comparators if c.display and not _is_absent(c)}
    return tuple(head for head in section.comparators if head.key in filled)


def _is_absent(comparator: Comparator) -> bool:
    """Whether the release itself has no figure: a whole column of such is none."""
    return bool(comparator.release) and comparator.symbol == Symbol.NOT_AVAILABLE
