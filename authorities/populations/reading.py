"""The estimates in a file of mid-year populations, as published in the tidy CSV layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from authorities.models import Level
from authorities.tidy.grid import check_whole
from authorities.tidy.problems import Problems, TidyError
from authorities.tidy.reading import TidyFile, TidyRow, figure, open_tidy

AGE_COLUMN = "age_group"
AGES = "Children aged 0 to 17 years"
FIGURE = "population_estimate"
MOST_BYTES = 20 * 1024 * 1024
# As many as a rate is made of (indicators/calculations/published_rates.py); all of England has 12 million.
MOST_CHILDREN = 10**9


@dataclass(frozen=True, slots=True)
class Estimate:
    """Children aged 0 to 17 in an area at 30 June of `mid_year`; None with the symbol printed instead."""

    mid_year: int
    level: Level
    area_code: str
    area_name: str
    children: int | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Estimates:
    """`rows` is the number of rows in the file, those of other ages too."""

    rows: int
    kept: list[Estimate]

    @property
    def mid_years(self) -> list[int]:
        return sorted({estimate.mid_year for estimate in self.kept})


def holds_populations(columns: tuple[str, ...]) -> bool:
    """Whether a tidy file with these columns is one of mid-year estimates."""
    return {AGE_COLUMN, FIGURE} <= set(columns)


def read_estimates(content: bytes) -> Estimates:
    """Every estimate of children aged 0 to 17. TidyError, a sentence a fault, unless the file is whole."""
    if len(content) > MOST_BYTES:
        raise TidyError(["The file is larger than 20 MB. One of population estimates is far smaller."])
    tidy = open_tidy(content)
    if not holds_populations(tidy.columns):
        raise TidyError(
            [
                f"Line 1: the columns {AGE_COLUMN} and {FIGURE} are needed, so this is no file of "
                "population estimates. Choose the mid-year estimates of the Office for National Statistics."
            ]
        )
    problems = Problems()
    rows = 0
    kept = []
    first: dict[tuple[int, str], int] = {}
    for row in _whole_rows(tidy, problems):
        rows += 1
        if row.cells[AGE_COLUMN] != AGES:
            continue
        line = first.setdefault((row.year, row.area_code), row.line)
        if line != row.line:
            problems.add(
                f"Line {row.line} has another estimate of {row.area_name} in {row.year}, beside line {line}. "
                "Keep one row an area and year: that of all children."
            )
            continue
        estimate = _estimate(row, problems)
        if estimate is not None:
            kept.append(estimate)
    problems.settle()
    if not kept:
        raise TidyError([f"No row has {AGES!r} under {AGE_COLUMN}. Choose the file of children's estimates."])
    return Estimates(rows, kept)


def _whole_rows(tidy: TidyFile, problems: Problems) -> Iterator[TidyRow]:
    filters = [column for column in tidy.columns if column != FIGURE]
    return check_whole(tidy.rows(problems), filters, problems)


def _estimate(row: TidyRow, problems: Problems) -> Estimate | None:
    try:
        value, symbol, _ = figure(row.cells[FIGURE])
        children = None if value is None else _whole(value)
    except TidyError as error:
        problems.add(f"Line {row.line}, {FIGURE}: {error.problems[0]}")
        return None
    return Estimate(row.year, row.level, row.area_code, row.area_name, children, symbol)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or not 0 <= value <= MOST_CHILDREN:
        raise TidyError(
            [f"{value} is not a number of children. Correct it to a whole number, {MOST_CHILDREN:,} at most."]
        )
    return int(value)
