"""What a scorecard layout is: the template of one scorecard as plain, unchanging values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.calculations.direction import DirectionWords
from indicators.calculations.periods import Window, month_end_before, quarter, window_bounds
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import SchemeKind
from indicators.calculations.targets import Sense

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNREAD_TARGET = "target not readable"
SLIPPED = "comparators slipped"


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
    `shows` is for sections that say nothing of their own.
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


def column_label(column: Column, line: Line | None, period_end: date) -> str:
    """The heading of a column for a scorecard ending at `period_end`.

    {start} and {end} become the first and last month of the window, as "Feb24" and "Jan25"; {quarter} becomes
    "Q3 2023-24". With a line, the line's own window and months back are used where it overrides the column.
    """
    override = line.cells.get(column.key) if line else None
    months_back, window = column.months_back, column.window
    if override is not None:
        window = override.window or window
        months_back = months_back if override.months_back is None else override.months_back
    if window is None and line is not None:
        window = line.window
    end = month_end_before(period_end, months_back)
    values = {"end": short_month(end), "quarter": quarter(end).label}
    if window is not None and "{start}" in column.label:
        values["start"] = short_month(window_bounds(window, end)[0])
    return column.label.format(**values)


def short_month(day: date) -> str:
    """A month as the papers' headings write it: Feb24."""
    return f"{MONTHS[day.month - 1]}{day.year % 100:02d}"
