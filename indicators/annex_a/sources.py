"""The tables of an uploaded file as text, one a sheet or a csv file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import PurePath

import fastexcel
import polars as pl

from indicators.annex_a.columns import as_text
from indicators.annex_a.headers import HEADER_WITHIN, column_letters, number_in
from indicators.annex_a.package_scan import SheetFaults, faults_of, numbers_that_are_no_day
from indicators.annex_a.telling import csv_names
from indicators.returns.csv_rows import read_csv
from indicators.returns.limits import LISTS
from indicators.returns.package import LINKS, WORKBOOK, Package
from indicators.returns.sheet_xml import DAMAGED, Place, Refused, sheet_paths

CHARTS = "xl/chartsheets/"
NO_NAME = re.compile(r"__UNNAMED__\d+")
LAST_YEAR = 9999
# How a year after it begins as text.
LATE_YEAR = "+"
PANIC = "PanicException"
KNOWN_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#ERROR"}
FROM_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)""")


@dataclass(slots=True)
class SourceTable:
    """One sheet. `first` is its row 1 as text; `cells` all rows below it, blank cells null.

    A column of a workbook that holds dates or numbers alone comes as such, any other as text. `faults` count
    rows from 0 as the file does, and are not laid in yet. `unread`: why it could not be read, a sentence.
    """

    name: str
    first: list[str | None]
    cells: pl.DataFrame
    faults: SheetFaults = field(default_factory=SheetFaults)
    from_1904: bool = False
    unread: str = ""

    def first_rows(self) -> Iterator[list[str | None]]:
        """Its first rows as text, in which a header may stand."""
        yield self.first
        head = self.cells.head(HEADER_WITHIN)
        for row in head.select(as_text(column) for column in head).iter_rows():
            yield list(row)

    def uncalculated(self) -> list[str]:
        """The cells, as Excel names them, that hold a formula without a result."""
        return [f"{column_letters(column)}{row + 1}" for row, column in sorted(self.faults.uncalculated)]

    def with_errors(self) -> pl.DataFrame:
        """The cells with #N/A and its like in their places, which the reader leaves blank."""
        if not self.faults.errors:
            return self.cells
        columns: dict[int, dict[int, str]] = {}
        for (row, column), error in self.faults.errors.items():
            if row > 0:
                columns.setdefault(column - self.faults.leftmost, {})[row - 1] = error
        changed = [
            as_text(self.cells.to_series(place)).scatter(list(errors), list(errors.values()))
            for place, errors in columns.items()
        ]
        return self.cells.with_columns(changed)


def workbook_tables(content: bytes, package: Package) -> Iterator[SourceTable]:
    """Every sheet, hidden ones too, in the workbook's order. Raises Refused.

    A sheet that is no list by its name and cannot be read comes empty, with a sentence that says why.
    """
    paths = sheet_paths(package.part(WORKBOOK), package.part(LINKS), package.paths)
    if len(paths) > LISTS.sheets:
        raise Refused(f"The workbook has {len(paths)} sheets; at most {LISTS.sheets} are read.")
    from_1904 = bool(FROM_1904.search(package.part(WORKBOOK)))
    for part in package.paths.keys() - set(paths.values()):
        package.part(package.paths[part])  # refused where it holds what Excel does not write
    reader = _opened(content)
    # One sheet is read while the next ones are unpacked and searched, and the one before is typed.
    with ThreadPoolExecutor(1) as ahead:
        sheets = {
            name: _being_read(name, package.part(package.paths[path]), reader, ahead)
            for name, path in paths.items()
            if not path.startswith(CHARTS)
        }
        for name, sheet in sheets.items():
            try:
                if isinstance(sheet, Refused):
                    raise sheet
                table = sheet.table(from_1904)
            except Refused as refusal:
                if number_in(name):
                    raise
                table = SourceTable(name, [], pl.DataFrame(), unread=str(refusal))
            yield table


def in_words(name: str) -> str:
    """The name of a sheet for a refusal: of a list its number alone, for the rest may be anything."""
    number = number_in(name)
    return f"List {number}" if number else name


@dataclass(slots=True)
class _Sheet:
    """A sheet that is being read: `rows` come when the reader is done with it."""

    name: str
    xml: bytes
    faults: SheetFaults
    rows: Future[tuple[list[str | None], pl.DataFrame]]

    def table(self, from_1904: bool) -> SourceTable:
        first, cells = self.rows.result()
        self.faults.errors |= self._lost_numbers(cells)
        return SourceTable(self.name, first, cells, self.faults, from_1904)

    def _lost_numbers(self, cells: pl.DataFrame) -> dict[Place, str]:
        """The numbers that the reader took for days, though there are none such, and mostly left blank."""
        columns = {self.faults.leftmost + at: each for at, each in enumerate(cells) if _may_lack_days(each)}
        found = self.faults.no_days
        if columns and self.faults.long_numbers:
            found = numbers_that_are_no_day(self.xml, columns)
        return {
            (row, column): number
            for (row, column), number in found.items()
            if column in columns and 0 < row <= cells.height and _lacks_its_day(columns[column], row - 1)
        }


def _may_lack_days(column: pl.Series) -> bool:
    if column.dtype == pl.Datetime:
        return bool(column.null_count() or (column.dt.year() > LAST_YEAR).any())
    return column.dtype == pl.String or column.null_count() == len(column)


def _lacks_its_day(column: pl.Series, row: int) -> bool:
    """Whether a cell that holds a number was read as a day, or as none."""
    return column.dtype == pl.Datetime or column[row] is None or column[row].startswith(LATE_YEAR)


def _being_read(
    name: str, xml: bytes, reader: fastexcel.ExcelReader, ahead: ThreadPoolExecutor
) -> _Sheet | Refused:
    try:
        faults = faults_of(in_words(name), xml)
        _refuse_unknown_errors(in_words(name), faults)
    except Refused as refusal:
        return refusal
    return _Sheet(name, xml, faults, ahead.submit(_rows, reader, name, as_texts=bool(faults.errors)))


def archive_tables(package: Package) -> Iterator[SourceTable]:
    """Every csv file of an archive. Raises Refused."""
    for name in csv_names(package):
        yield csv_table(PurePath(name).name, package.part(name))


def csv_table(name: str, content: bytes) -> SourceTable:
    first, *rest = read_csv(content, LISTS) or [[]]
    width = max(len(row) for row in (first, *rest))
    columns = zip(*(row + [None] * (width - len(row)) for row in rest), strict=True) if rest else [()] * width
    cells = pl.DataFrame([pl.Series(str(n), column, pl.String) for n, column in enumerate(columns)])
    return SourceTable(name, [*first, *[None] * (width - len(first))], cells)


def _opened(content: bytes) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(content)
    except Exception as error:
        raise Refused(DAMAGED) from error


def _refuse_unknown_errors(name: str, faults: SheetFaults) -> None:
    for (row, column), error in faults.errors.items():
        if error not in KNOWN_ERRORS:
            raise Refused(
                f"Sheet {name!r} has the error {error} in cell {column_letters(column)}{row + 1}, and cannot "
                "be read with it. Mend or clear that cell."
            )


def _rows(
    reader: fastexcel.ExcelReader, name: str, *, as_texts: bool
) -> tuple[list[str | None], pl.DataFrame]:
    """Row 1 and the cells below it. The type of a column is settled by all of its rows, not by the first."""
    try:
        cells = reader.load_sheet(
            name,
            header_row=0,
            skip_rows=0,
            schema_sample_rows=None,
            whitespace_as_null=True,
            # The reader cannot settle the type of a column in which some of the errors stand.
            dtypes="string" if as_texts else None,
        ).to_polars()
    except Exception as error:
        raise Refused(DAMAGED) from error
    except BaseException as error:
        # The reader's own language ends with one that is no Exception.
        if type(error).__name__ != PANIC:
            raise
        raise Refused(DAMAGED) from error
    assert isinstance(cells, pl.DataFrame)
    if cells.height >= LISTS.rows or cells.width > LISTS.columns:
        raise Refused(
            f"Sheet {in_words(name)!r} has {cells.height:,} rows and {cells.width:,} columns; at most "
            f"{LISTS.rows:,} and {LISTS.columns} are read. Delete what lies beyond the list."
        )
    names = [None if NO_NAME.fullmatch(each) else each for each in cells.columns]
    # The reader numbers a heading that stands twice.
    first = [each[:-2] if each and each[-2:] == "_1" and each[:-2] in names else each for each in names]
    return first, cells.rename({old: str(place) for place, old in enumerate(cells.columns)})
