"""The neighbours in the rows of a file. Pure: rows in, what they say out; the register is not asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from authorities.neighbours.headings import Columns, find_columns
from authorities.neighbours.problems import NeighbourFileError

CLOSENESS = ("Extremely close", "Very close", "Close", "Somewhat close", "Not close")
_BY_KEY = {words.casefold(): words for words in CLOSENESS}
# Three characters, one of them a digit at least: 343, D01.
_CODE = re.compile(r"(?=.*\d)[0-9A-Z]{3}")
_WHOLE = re.compile(r"(\d+)\.0+")
# The title above the neighbours that former authorities had in an earlier list.
_EARLIER = re.compile(r"old (sns?|statistical neighbours?)\b")
NONE = "-"


@dataclass(frozen=True, slots=True)
class Near:
    """One neighbour: `code` is its three-digit code, `closeness` one of CLOSENESS."""

    rank: int
    code: str
    closeness: str
    place: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One authority and its neighbours by rank; none where the file prints "-" for all of them.

    `row` is the row of the file, the first being 1.
    """

    row: int
    code: str
    name: str
    neighbours: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row below the title "Old SNs": neighbours from an earlier list, which this one leaves out."""

    row: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    listed: list[Listed]
    earlier: list[Earlier]


def read_table(rows: Sequence[Sequence[object]]) -> list[Listed]:
    """The authorities of the list with their neighbours, in the order of the file.

    Takes the four published layouts (workbook and text of 2021 and 2025). Raises NeighbourFileError
    with a sentence for every fault: a missing heading, an empty or unreadable cell, an authority twice,
    a neighbour twice, an authority as its own neighbour.
    """
    return read_sheet(rows).listed


def read_sheet(rows: Sequence[Sequence[object]]) -> Sheet:
    """As `read_table`, with the rows of an earlier list that the file repeats beneath its own."""
    columns = find_columns(rows)
    reading = _Reading(columns)
    earlier: list[Earlier] = []
    below = False
    for number, row in enumerate(rows[columns.header + 1 :], start=columns.header + 2):
        cells = [_text(cell) for cell in row]
        if below:
            if _CODE.fullmatch(_cell(cells, columns.code)):
                earlier.append(Earlier(number, _cell(cells, columns.code), _cell(cells, columns.name)))
        elif _EARLIER.match(" ".join(filter(None, cells)).casefold()):
            below = True
        elif not _is_note(cells, columns):
            reading.take(number, cells)
    problems = reading.problems + _repeated(reading.listed)
    if not problems and not reading.listed:
        problems = [f"The file has a header in row {columns.header + 1} and no authority beneath it."]
    if problems:
        raise NeighbourFileError(problems)
    return Sheet(reading.listed, earlier)


def _text(cell: object) -> str:
    """A cell as text: 207.0, as a workbook holds every number, is 207."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = " ".join(str(cell if cell is not None else "").split())
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _is_note(cells: Sequence[str], columns: Columns) -> bool:
    """A blank row, or words that name no authority and no neighbour."""
    named = any(_cell(cells, column) for pair in columns.pairs for column in pair)
    return not named and not _CODE.fullmatch(_cell(cells, columns.code).upper())


class _Reading:
    """The rows of one list as they are read; what is wrong with them gathers in `problems`."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.listed: list[Listed] = []
        self.problems: list[str] = []

    def take(self, row: int, cells: Sequence[str]) -> None:
        columns = self.columns
        code, name = _cell(cells, columns.code).upper(), _cell(cells, columns.name)
        if not _CODE.fullmatch(code):
            said = f'"{_cell(cells, columns.code)}" is not' if code else "the cell is empty; it needs"
            self._wrong(row, columns.code, f"{said} an authority's three-digit code")
            return
        if len(cells) <= columns.last():
            self.problems.append(
                f"Row {row}: the row of {name or code} ({code}) ends after cell {len(cells)} of "
                f"{columns.last() + 1}. The file may be cut short; take it again from where it was published."
            )
            return
        again = code if columns.code_again is None else _cell(cells, columns.code_again).upper()
        if again != code:
            assert columns.code_again is not None
            self._wrong(row, columns.code_again, f'"{again}" is not the code {code} that the row begins with')
        if all(_cell(cells, column) == NONE for pair in columns.pairs for column in pair):
            self.listed.append(Listed(row, code, name, ()))
            return
        before = len(self.problems)
        neighbours = tuple(
            self._neighbour(row, cells, rank, pair) for rank, pair in enumerate(columns.pairs, start=1)
        )
        if len(self.problems) == before:
            self.problems += _unfit(row, code, name, neighbours)
        self.listed.append(Listed(row, code, name, neighbours))

    def _neighbour(self, row: int, cells: Sequence[str], rank: int, pair: tuple[int, int]) -> Near:
        code = _cell(cells, pair[0]).upper()
        if not _CODE.fullmatch(code):
            said = f'"{code}" is not' if code else "the cell is empty; it needs"
            self._wrong(row, pair[0], f"{said} a neighbour's three-digit code")
        words = _cell(cells, pair[1])
        closeness = _BY_KEY.get(words.casefold(), "")
        if not closeness:
            said = f'"{words}" is no closeness' if words else "the cell is empty"
            self._wrong(row, pair[1], f"{said}; it needs one of {', '.join(CLOSENESS)}")
        return Near(rank, code, closeness, self.columns.place(pair[0]))

    def _wrong(self, row: int, column: int, what: str) -> None:
        self.problems.append(f"Row {row}, {self.columns.place(column)}: {what}.")


def _unfit(row: int, code: str, name: str, neighbours: Iterable[Near]) -> list[str]:
    """What no authority's neighbours may be: itself, or one twice."""
    problems = []
    seen: dict[str, Near] = {}
    for near in neighbours:
        if near.code == code:
            problems.append(f"Row {row}, {near.place}: {name} ({code}) is listed as its own neighbour.")
        elif near.code in seen:
            problems.append(
                f"Row {row}, {near.place}: neighbour {near.code} of {name} ({code}) stands already in "
                f"{seen[near.code].place}."
            )
        seen.setdefault(near.code, near)
    return problems


def _repeated(listed: Iterable[Listed]) -> list[str]:
    problems = []
    first: dict[str, int] = {}
    for one in listed:
        if one.code in first:
            problems.append(
                f"Row {one.row}: {one.name} ({one.code}) stands already in row {first[one.code]}. "
                "An authority has one row."
            )
        first.setdefault(one.code, one.row)
    return problems
