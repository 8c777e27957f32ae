"""Read the family files into entries, refusing the whole catalogue for any fault in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from indicators.catalogue.agreement import disagreements
from indicators.catalogue.cells import READERS, read_cell
from indicators.catalogue.entries import IndicatorEntry
from indicators.catalogue.problems import CatalogueError, CellFault, Problem

FAMILIES = Path(__file__).parent / "families"
COLUMNS = tuple(READERS)


def read_catalogue(folder: Path = FAMILIES) -> list[IndicatorEntry]:
    """Every entry of the folder's CSV files, in order of name; CatalogueError lists every problem."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        remedy = "Give the folder that holds one CSV file a family."
        raise CatalogueError([Problem(folder.name, 0, "", "There is no CSV file in this folder.", remedy)])
    reading = _Reading()
    for file in files:
        reading.read_file(file)
    if reading.problems:
        raise CatalogueError(reading.problems)
    return reading.entries


class _Reading:
    """The entries and problems of one pass, and where each code was first seen."""

    def __init__(self) -> None:
        self.entries: list[IndicatorEntry] = []
        self.problems: list[Problem] = []
        self._first_seen: dict[str, str] = {}

    def read_file(self, path: Path) -> None:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            what, remedy = "The file is not UTF-8 text.", "Save it as CSV UTF-8."
            self.problems.append(Problem(path.name, line, "", what, remedy))
            return
        lines = self._lines(path.name, text)
        _, header = next(lines, (1, []))
        usable = self._check_header(path.name, header)
        count = 0
        for line, cells in lines:
            count += 1
            if usable:
                self._read_row(path.name, line, header, cells)
        if not count:
            self.problems.append(
                Problem(path.name, 0, "", "The file holds no indicator.", "Add one, or delete the file.")
            )

    def _lines(self, file: str, text: str) -> Iterator[tuple[int, list[str]]]:
        """(number of the line a row begins on, its cells); stops where the quoting is broken."""
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        while True:
            line = rows.line_num + 1
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                what = f"The line is not sound CSV ({error}); the rest of the file was not read."
                self.problems.append(Problem(file, line, "", what, "Check its quotation marks."))
                return
            yield line, cells

    def _check_header(self, file: str, header: Sequence[str]) -> bool:
        """Whether the rows can be read by column: they can unless a name is there twice or none is known."""
        known = ", ".join(COLUMNS)
        for name in dict.fromkeys(header):
            if name not in COLUMNS:
                self.problems.append(
                    Problem(
                        file,
                        1,
                        name,
                        f"{name!r} is not a column of the catalogue.",
                        f"The columns are {known}.",
                    )
                )
            if header.count(name) > 1:
                self.problems.append(
                    Problem(file, 1, name, "The column is there twice.", "Keep one of them.")
                )
        for name in COLUMNS:
            if name not in header:
                self.problems.append(
                    Problem(file, 1, name, "The column is missing.", "Add it, blank cells and all.")
                )
        return len(set(header)) == len(header) and not set(COLUMNS).isdisjoint(header)

    def _read_row(self, file: str, line: int, header: Sequence[str], cells: Sequence[str]) -> None:
        if len(cells) != len(header):
            what = f"The line has {len(cells)} cells where the header has {len(header)}."
            remedy = "Put text that holds a comma in quotation marks; delete a line that is blank."
            self.problems.append(Problem(file, line, "", what, remedy))
            return
        row: dict[str, Any] = {}
        faults: list[tuple[str, CellFault]] = []
        for column, text in zip(header, cells, strict=True):
            try:
                # An unknown column is reported once, at the header; its cells mean nothing.
                if column in READERS:
                    row[column] = read_cell(column, text)
            except CellFault as fault:
                faults.append((column, fault))
        faults.extend(disagreements(row, file))
        faults.extend(self._seen_before(file, line, row.get("code")))
        self.problems.extend(
            Problem(file, line, column, fault.what, fault.remedy) for column, fault in faults
        )
        if not faults and len(row) == len(COLUMNS):
            self.entries.append(IndicatorEntry(**row))

    def _seen_before(self, file: str, line: int, code: object) -> Iterator[tuple[str, CellFault]]:
        if not isinstance(code, str):
            return
        first = self._first_seen.setdefault(code, f"{file}, line {line}")
        if first != f"{file}, line {line}":
            what = f"The code {code} is already used at {first}."
            yield "code", CellFault(what, "Give the indicator a code of its own.")
