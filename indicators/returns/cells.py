"""The cells of a return, read strictly: a figure, a day, a window or a text, or a problem where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.calculations.figures import (
    MOST_PLACES,
    Figure,
    FigureError,
    Unit,
    decimals,
    parse_figure,
    too_many_decimals,
)
from indicators.calculations.periods import Window, parse_period
from indicators.models import Indicator
from indicators.returns.rows import Problem

# What is stored of a numerator or a denominator.
MOST_PLACES_OF_A_PART = 6
# A day typed as text, as every csv has it.
DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


@dataclass(slots=True)
class Table:
    """One sheet below its header: columns by name, rows by their number in the file, problems met."""

    sheet: str
    header_row: int
    columns: dict[str, int]
    rows: list[tuple[int, list[Any]]]
    problems: list[Problem] = field(default_factory=list)

    def cell(self, row: list[Any], column: str) -> Any:
        index = self.columns.get(column)
        return row[index] if index is not None and index < len(row) else None

    def error(self, code: str, row: int, column: str, sentence: str) -> None:
        self.problems.append(Problem("error", code, sentence, self.sheet, row, column))


def window_cell(table: Table, number: int, row: list[Any], indicator: Indicator) -> str:
    """The window as typed; a problem is noted where it is none."""
    text = text_of(table.cell(row, "Window")).upper()
    if text not in [window.value for window in Window]:
        listed = ", ".join(indicator.windows)
        sentence = (
            f"{text[:20]!r} is not a window. {indicator.code} is counted in {listed}: use one of these codes."
        )
        table.error("unknown_window", number, "Window", sentence)
    return text


def figure_cell(table: Table, number: int, row: list[Any], column: str, unit: Unit) -> Figure | None:
    """One figure, or None with a problem noted where the cell cannot be one."""
    cell = table.cell(row, column)
    if isinstance(cell, dict) and "error" in cell:
        sentence = f"The cell holds {cell['error']}. Mend the formula, or type the figure."
        table.error("broken_cell", number, column, sentence)
        return None
    try:
        if isinstance(cell, dict) and "percent" in cell:
            # The cell's own format declares a fraction of one, as Excel stores 35%.
            if unit is not Unit.PERCENTAGE:
                raise FigureError(
                    "The cell is formatted as a percentage, but this is not one. Type the plain number."
                )
            return parse_figure(cell["percent"], unit, fractions_declared=True)
        if isinstance(cell, dict):
            raise FigureError(
                "The cell holds a date, not a figure. Format the cell as text and type the figure."
            )
        return parse_figure(cell, unit)
    except FigureError as refusal:
        table.error("not_a_figure", number, column, str(refusal))
        return None


def part_cell(table: Table, number: int, row: list[Any], column: str, unit: Unit) -> Figure | None:
    """A numerator or denominator, within the decimals that are stored of one.

    The unending decimals of a formula are rounded to them; those that somebody typed are refused.
    """
    figure = figure_cell(table, number, row, column, unit)
    if figure is None or figure.value is None or decimals(figure.value) <= MOST_PLACES_OF_A_PART:
        return figure
    cell = table.cell(row, column)
    if isinstance(cell, float) and decimals(Decimal(repr(cell))) > MOST_PLACES:
        rounded = round(figure.value, MOST_PLACES_OF_A_PART).normalize()
        if rounded:
            return replace(figure, value=rounded)
    sentence = too_many_decimals(figure.raw, MOST_PLACES_OF_A_PART)
    table.error("not_a_figure", number, column, sentence)
    return None


def day_cell(table: Table, number: int, row: list[Any]) -> date | None:
    """The figure's own date, where the row gives one."""
    cell = table.cell(row, "As at")
    if cell is None:
        return None
    try:
        if isinstance(cell, dict) and "date" in cell:
            return date.fromisoformat(cell["date"])
        text = text_of(cell)
        day = DAY.fullmatch(text)
        return date(int(day["year"]), int(day["month"]), int(day["day"])) if day else parse_period(text)
    except ValueError:
        sentence = (
            "The date cannot be read. Type it as 30/09/2024 in a date cell, or as a month: September 2024."
        )
        table.error("not_a_date", number, "As at", sentence)
        return None


def text_of(cell: Any) -> str:
    """A cell as one line of visible text; "" for a blank, a date or a broken cell."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dict | None):
        return ""
    # Marks that cannot be seen come out: a database refuses some, and a reader would be misled by others.
    visible = "".join(mark if mark.isprintable() else " " for mark in str(cell))
    return " ".join(visible.split())


def plain(value: Decimal | None) -> str:
    """A number in a sentence: thousands separated, no exponent, no trailing noughts."""
    return "" if value is None else f"{value.normalize():,f}"
