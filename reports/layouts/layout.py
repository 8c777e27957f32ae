"""What a scorecard layout is: the template of one scorecard as plain, unchanging values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.direction import DirectionWords
from indicators.calculations.periods import Window, month_end_before, window_bounds
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import SchemeKind
from indicators.calculations.targets import Sense

UNREAD_TARGET = "target not readable"
SLIPPED = "comparators slipped"
# In place of a year: the newest that a release holds and that ended by the period's end.
LATEST = "latest"


class ComparatorKind(StrEnum):
    """Whose figure a comparator column holds."""

    OWN_PUBLISHED = "own published"
    NEIGHBOURS = "statistical neighbours"
    REGION = "region"
    ENGLAND = "england"
    GOOD_AUTHORITIES = "authorities judged good"
    OWN_REGIONAL = "own regional return"
    REGIONAL_GROUP = "regional group"


class Extra(StrEnum):
    """What a section shows of its lines' targets in columns of their own."""

    BASELINE = "baseline"
    BANDS = "bands"
    CHANGE = "change"


class Average(StrEnum):
    """What stands for the neighbours together: the plain mean, or the median where a layout asks for it."""

    MEAN = "mean"
    MEDIAN = "median"


# The kinds that a release can fill, in the order in which their year speaks for the position.
PUBLISHED_KINDS = (
    ComparatorKind.OWN_PUBLISHED,
    ComparatorKind.NEIGHBOURS,
    ComparatorKind.ENGLAND,
    ComparatorKind.REGION,
)


@dataclass(frozen=True, slots=True)
class CellWindow:
    """Which figure a cell holds: its window, and how many months before the scorecard's period it ends."""

    window: Window
    months_back: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the authority's own figures. `window` is None where each line names its own."""

    key: str
    label: str
    window: Window | None
    months_back: int


@dataclass(frozen=True, slots=True)
class ComparatorColumn:
    """A column of published figures; `year` is the year printed above it, or 'latest'.

    `source` is of the figures that come with the return. `release` names the release of published
    statistics that this column is filled from, whatever the scorecard is pinned to; '' for the pinned one.
    `average` is that of the neighbours' figures.
    """

    key: str
    label: str
    kind: ComparatorKind
    year: str
    source: str
    release: str = ""
    average: Average = Average.MEAN

    @property
    def heading(self) -> str:
        """The label, saying so where the average is not the mean."""
        return self.label if self.average is Average.MEAN else f"{self.label}, median"


@dataclass(frozen=True, slots=True)
class CellOverride:
    """What a line changes in one column; None keeps what the column or the line says."""

    window: Window | None
    months_back: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a scorecard.

    `polarity` is the paper's own (None: take the catalogue's). `compare_with` names the comparator that
    stands for the earlier figure. `comparator_code` is the indicator that the printed comparators really
    measure, nearly always the line's. `comparator_years` corrects a comparator's year for this line alone.
    `target_sense` is for a target that the paper judges without stating a polarity.
    """

    number: str
    code: str
    label: str
    polarity: Polarity | None
    window: Window | None
    cells: Mapping[str, CellOverride]
    compare_with: str | None
    target_sense: Sense | None
    flags: tuple[str, ...]
    comparator_years: Mapping[str, str]
    comparator_code: str
    note: str

    @property
    def has_unread_target(self) -> bool:
        """Whether the paper sets a target that its text has lost: a targeted line that nothing can judge."""
        return UNREAD_TARGET in self.flags

    @property
    def published_code(self) -> str:
        """The indicator whose published figures stand beside the line.

        A paper that compares on another base means it; one whose comparators slipped a row does not, and is
        compared with the line's own.
        """
        return self.code if SLIPPED in self.flags else self.comparator_code

    def judged_polarity(self, catalogue: Polarity) -> Polarity:
        """Which way is good on this line: its target's sense, else the paper's polarity, else `catalogue`."""
        if self.target_sense is not None:
            return Polarity.HIGH if self.target_sense is Sense.AT_LEAST else Polarity.LOW
        return catalogue if self.polarity is None else self.polarity


@dataclass(frozen=True, slots=True)
class Section:
    """A block of lines that share their columns. `current` and `earlier` are keys of its columns.

    `shows` are further columns, from each line's target.
    """

    title: str
    introduction: str
    columns: tuple[Column, ...]
    current: str
    earlier: str
    comparators: tuple[ComparatorColumn, ...]
    lines: tuple[Line, ...]
    shows: tuple[Extra, ...] = ()

    def column(self, key: str) -> Column:
        """The column with this key. KeyError where the section has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(f"The section {self.title!r} has no column {key!r}.")

    def comparator(self, key: str) -> ComparatorColumn:
        """The comparator column with this key. KeyError where the section has none."""
        for comparator in self.comparators:
            if comparator.key == key:
                return comparator
        raise KeyError(f"The section {self.title!r} has no comparator {key!r}.")

    def with_latest_years(self) -> Section:
        """The section with the latest year above each column that a release fills."""
        comparators = tuple(
            replace(column, year=LATEST) if column.kind in PUBLISHED_KINDS else column
            for column in self.comparators
        )
        return replace(
            self,
            comparators=comparators,
            lines=tuple(replace(line, comparator_years={}) for line in self.lines),
        )

    def cell(self, line: Line, key: str) -> CellWindow | None:
        """The figure that `line` shows in column `key`; None where a comparator stands in for it."""
        column = self.column(key)
        if line.compare_with is not None and key == self.earlier:
            return None
        override = line.cells.get(key, CellOverride(window=None, months_back=None))
        window = override.window or column.window or line.window
        if window is None:
            raise KeyError(f"Line {line.number} names no window for column {key!r}.")
        months_back = column.months_back if override.months_back is None else override.months_back
        return CellWindow(window=window, months_back=months_back)


@dataclass(frozen=True, slots=True)
class RagRule:
    """How a shortfall is judged: `tolerance` is a percentage of the target (relative) or points."""

    kind: SchemeKind
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Layout:
    """A scorecard's template. `authority` is a DfE code, or None for any authority.

    `valid_from` and `valid_to` are the first and last period ends for which it is that authority's own; None
    leaves that side open. `by_choice` marks a layout for any authority that only those use who chose it.
    `shows` is for sections that say nothing of their own. `printed_until` is the last period end for which
    the printed years of published figures hold; later scorecards compare with the latest.
    """

    name: str
    title: str
    authority: str | None
    valid_from: date | None
    valid_to: date | None
    source: str
    rag: RagRule
    direction_words: DirectionWords
    sections: tuple[Section, ...]
    by_choice: bool = False
    shows: tuple[Extra, ...] = ()
    printed_until: date | None = None

    def at(self, period_end: date) -> Layout:
        """The layout for a period end: with the latest published years once the printed ones are over."""
        if self.printed_until is None or period_end <= self.printed_until:
            return self
        return replace(self, sections=tuple(section.with_latest_years() for section in self.sections))

    def lines(self) -> Iterator[tuple[Section, Line]]:
        """Every line in printed order, with the section it stands in."""
        for section in self.sections:
            for line in section.lines:
                yield section, line

    def line(self, number: str) -> tuple[Section, Line]:
        """The line with this number and its section. KeyError where there is none."""
        for section, line in self.lines():
            if line.number == number:
                return section, line
        raise KeyError(f"The layout {self.name!r} has no line {number!r}.")

    def cell(self, line: Line, key: str) -> CellWindow | None:
        """See Section.cell: the same, finding the line's section."""
        section, _ = self.line(line.number)
        return section.cell(line, key)

    def needs(self) -> list[tuple[str, Window, int]]:
        """Every figure of the authority's own that the layout shows: code, window, months back; each once."""
        wanted: dict[tuple[str, Window, int], None] = {}
        for section, line in self.lines():
            for column in section.columns:
                cell = section.cell(line, column.key)
                if cell is not None:
                    wanted[(line.code, cell.window, cell.months_back)] = None
        return list(wanted)

    def closes_at(self, period_end: date) -> bool:
        """Whether every window that the layout shows closes at the period: a quarter does not in January."""
        for _, window, months_back in self.needs():
            try:
                window_bounds(window, month_end_before(period_end, months_back))
            except ValueError:
                return False
        return True

    def is_own(self, authority: str, period_end: date) -> bool:
        """Whether this is the authority's own layout for the period; a layout for any authority never is."""
        if self.authority != authority:
            return False
        begun = self.valid_from is None or self.valid_from <= period_end
        return begun and (self.valid_to is None or period_end <= self.valid_to)
