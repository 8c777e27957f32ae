"""Typed rows of a return of figures, and the problems met on the way to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (error) or doubtful (warning). Rows are numbered as Excel numbers them."""

    severity: str
    code: str
    sentence: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    # What stood in the cell of a list, where it names nobody.
    found: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the Figures sheet, typed. At least one part or a value or a symbol is there."""

    sheet: str
    row: int
    indicator: Indicator
    window: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    symbol: str
    places: int | None
    as_at: date | None
    note: str
    typed: str

    @property
    def key(self) -> tuple[str, str]:
        return (self.indicator.code, self.window)

    @property
    def label(self) -> str:
        return f"{self.indicator.code} {self.window}"


@dataclass(frozen=True, slots=True)
class ComparatorRow:
    """One row of the Comparators sheet, typed."""

    sheet: str
    row: int
    indicator: Indicator
    name: str
    year: str
    value: Decimal | None
    symbol: str
    places: int | None
    typed: str


@dataclass(slots=True)
class TypedReturn:
    """What a file yielded: rows and problems. With any error the rows are not stored."""

    figures: list[FigureRow] = field(default_factory=list)
    comparators: list[ComparatorRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Indicators with a row that could not be read: their figures are wrong, not missing.
    refused: set[str] = field(default_factory=set)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]
