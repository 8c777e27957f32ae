"""Where untidiness goes: cells and rows drawn by chance, none of them twice, each remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from indicators.annex_a.lists import Column
from indicators.synthetic.chance import Chance
from indicators.synthetic.sheets import Cell, Sheet

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Spot:
    """One untidy place: `row` as Excel counts (0 for the whole sheet), `heading` as the template has it."""

    kind: str
    sheet: str
    row: int
    heading: str


@dataclass(slots=True)
class Soiling:
    """One file being made untidy, in place."""

    sheets: list[Sheet]
    chance: Chance
    share: float
    spots: list[Spot] = field(default_factory=list)
    taken: set[tuple[int, int, int]] = field(default_factory=set)

    def latest(self) -> date:
        """The latest date of an event in the file, near its period end."""
        days = [
            cell
            for sheet in self.sheets
            for row in sheet.rows
            for column, cell in zip(sheet.columns, row, strict=False)
            if isinstance(cell, date) and column.field != "birth_month"
        ]
        return max(days, default=date(2025, 1, 31))

    def cells(
        self, kind: str, wanted: Callable[[Column], bool], change: Callable[[Cell, Chance], Cell]
    ) -> None:
        """Changes a share of the filled cells of the wanted columns, one at the least where there is one."""
        places = [
            (sheet, row, column)
            for sheet in self.sheets
            for column, spec in enumerate(sheet.columns)
            if wanted(spec)
            for row, cells in enumerate(sheet.rows)
            if cells[column] is not None and (sheet.spec.number, row, column) not in self.taken
        ]
        # One column in three or so of a row that has it: the share is of rows, not of cells.
        for sheet, row, column in self._some(places, self.share / 3):
            before = sheet.rows[row][column]
            after = change(before, self.chance)
            if after != before:
                sheet.rows[row][column] = after
                self.mark(kind, sheet, row, column)

    def rows(self, numbers: tuple[int, ...]) -> Iterator[tuple[Sheet, int]]:
        """A share of the rows of those lists, one at the least."""
        places = [
            (sheet, row)
            for sheet in self.sheets
            if sheet.spec.number in numbers
            for row in range(len(sheet.rows))
        ]
        yield from self._some(places, self.share)

    def mark(self, kind: str, sheet: Sheet, row: int, column: int) -> None:
        self.taken.add((sheet.spec.number, row, column))
        heading = sheet.columns[column].heading if column < len(sheet.columns) else ""
        self.spots.append(Spot(kind, sheet.name, row + len(sheet.above) + 2, heading))

    def mark_sheet(self, kind: str, sheet: Sheet, heading: str = "") -> None:
        self.spots.append(Spot(kind, sheet.name, 0, heading))

    def _some(self, places: list[Drawn], share: float) -> list[Drawn]:
        count = min(len(places), max(1, round(len(places) * share)))
        return self.chance.sample(places, count)
