"""Reading one of the register's csv files, and saying what is wrong with its cells."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from authorities.register.rows import Span


@dataclass(frozen=True)
class Line:
    """One line of a file: `number` counts from 1, the heading being line 1."""

    number: int
    cells: dict[str, str]


@dataclass
class Table:
    """One file. What is wrong with it gathers in `problems`; its lines are those that could be read."""

    path: Path
    problems: list[str] = field(default_factory=list)

    def lines(self, columns: tuple[str, ...]) -> list[Line]:
        """The lines under exactly these column headings, none where the headings differ."""
        if not self.path.is_file():
            self.problems.append(f"{self.path.name} is missing from {self.path.parent.name}; put it back.")
            return []
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.problems.append(f"{self.path.name} is not UTF-8 text; save it again as UTF-8.")
            return []
        rows = list(csv.reader(text.splitlines()))
        if not rows or tuple(rows[0]) != columns:
            self.problems.append(f"{self.path.name}: the first line must read {','.join(columns)}.")
            return []
        lines = []
        for number, cells in enumerate(rows[1:], start=2):
            if len(cells) != len(columns):
                self.wrong(number, f"has {len(cells)} cells; it needs {len(columns)}")
            else:
                lines.append(Line(number, {c: v.strip() for c, v in zip(columns, cells, strict=True)}))
        return lines

    def wrong(self, line: int, what: str) -> None:
        self.problems.append(f"{self.path.name}, line {line}: {what}.")

    def day(self, line: Line, column: str) -> date | None:
        """The date in a cell (YYYY-MM-DD), None for an empty or unreadable one."""
        text = line.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(line.number, f'{column} "{text}" is not a date; write it as 2019-04-01')
            return None

    def span(self, line: Line) -> Span:
        first, last = self.day(line, "valid_from"), self.day(line, "valid_to")
        if first and last and first > last:
            self.wrong(line.number, f"valid_from {first} is after valid_to {last}")
        return Span(first, last)

    def yes_no(self, line: Line, column: str) -> bool:
        text = line.cells[column]
        if text not in ("yes", "no"):
            self.wrong(line.number, f'{column} must be yes or no, not "{text}"')
        return text == "yes"
