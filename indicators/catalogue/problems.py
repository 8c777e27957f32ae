"""What is wrong with a catalogue file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class CellFault(ValueError):
    """One cell that cannot be taken: `what` is wrong and the `remedy`, each a sentence without its place."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault with its place. `line` 0 means the whole file, a blank `column` the whole line."""

    file: str
    line: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f", line {self.line}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.what} {self.remedy}"


class CatalogueError(ValueError):
    """The catalogue is refused; `problems` holds every fault found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        heading = f"The catalogue has {count} problem{'' if count == 1 else 's'}; nothing was read."
        super().__init__("\n".join([heading, *map(str, self.problems)]))
