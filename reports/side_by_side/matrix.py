"""Authorities by indicators: one disclosed row object a cell, placed among its group's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from authorities.models import Authority
from authorities.sharing import Reader
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread, Standing
from reports.rows import Line
from reports.side_by_side.groups import Basis, Group

NOBODY = Reader(lead=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the matrix: an indicator in a window, as a line of the layout shows it.

    `key` is its address: 'REREF_PCT.R12' ('REREF_PCT.FY' for published years). `polarity` is the
    catalogue's: authorities are set side by side by one rule.
    """

    key: str
    code: str
    window: str
    number: str
    label: str
    name: str
    family: str
    unit: str
    polarity: Polarity
    counts_people: bool
    # What it says of time: 'twelve months to 30 June 2025', 'year to 31 March 2024'.
    period: str
    # Whether a rate of the window is scaled to a year.
    annualised: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority's line in one measure, disclosed, with its place among the figures that can be shown.

    `line` is the row object of the scorecard: value, earlier, direction, word, effect, target, rag, series.
    `rank` is 1 for the best, None without a polarity or a figure. The standings are None where the figure, or
    the group's spread, cannot be shown.
    """

    authority: Authority
    measure: Measure
    line: Line
    rank: int | None = None
    tied: bool = False
    by_quarter: Standing | None = None
    by_distance: Standing | None = None

    @property
    def value(self) -> Decimal | None:
        return self.line.value.number


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything a page, a chart, a workbook or the command line shows of a group. Built once, read by all.

    `entries` holds one for each authority (by code) and measure (by key). `spreads` is of the figures that
    can be shown, None for fewer than four of them.
    """

    group: Group
    basis: Basis
    period_end: date
    earlier_end: date | None
    template: str
    measures: tuple[Measure, ...]
    entries: Mapping[tuple[str, str], Entry]
    spreads: Mapping[str, Spread | None]
    # How many months before the earlier figures ended; published ones are of the year before.
    back: int = 3
    # For whom it was read: what may stand in a trend depends on it.
    reader: Reader = NOBODY

    @property
    def authorities(self) -> tuple[Authority, ...]:
        return self.group.authorities

    def entry(self, authority: Authority, measure: Measure) -> Entry:
        return self.entries[authority.code, measure.key]

    def column(self, measure: Measure) -> list[Entry]:
        """The entries of one measure, in the order of the group."""
        return [self.entries[authority.code, measure.key] for authority in self.authorities]

    def row(self, authority: Authority) -> list[Entry]:
        """The entries of one authority, in the order of the measures."""
        return [self.entries[authority.code, measure.key] for measure in self.measures]
