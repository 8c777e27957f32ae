"""From the bytes of an Annex A file to its typed lists. Runs in the throwaway process alone.

The lists come out with identifiers, births and names still in them: `protect` takes those away before
anything leaves the process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import PurePath

from indicators.annex_a.headers import HEADER_WITHIN, Header, find_header, identifier, number_in
from indicators.annex_a.hygiene import ListCells, cells_of, typed_list
from indicators.annex_a.lists import BY_NUMBER
from indicators.annex_a.problems import Problems
from indicators.annex_a.quoting import naming, quote_nobody, quoted
from indicators.annex_a.sheet_names import forget_people_in_sheet_names
from indicators.annex_a.sources import (
    SourceTable,
    archive_tables,
    csv_table,
    workbook_tables,
)
from indicators.annex_a.teams import forget_people_among_teams
from indicators.annex_a.telling import ARCHIVE
from indicators.annex_a.typed import ERROR, TypedFile, TypedList
from indicators.returns.package import open_package

CELLS_NAMED = 5
NO_LIST = (
    "No list was found in the file, though a heading of one is in it. Name the sheets 'List 1' to 'List 11' "
    "and each column as the Annex A template does."
)


def read_annex_a(ending: str, content: bytes, period_end: date) -> TypedFile:
    """The lists of a workbook, of one csv file or of an archive of csv files, typed.

    `ending` is that of the file's name (".csv"). Raises Refused with a sentence where it cannot be read.
    """
    problems = Problems()
    found: dict[int, ListCells] = {}
    second: list[ListCells] = []
    lists: dict[int, TypedList] = {}
    for table in _tables(ending, content):
        cells = _list_in(table, problems)
        if cells is None:
            continue
        number = cells.spec.number
        if number in found:
            _second_sheet(cells, found[number], problems)
            second.append(cells)
            continue
        found[number] = cells
        if not _lacks_a_needed_heading(cells, problems):
            lists[number] = typed_list(cells, period_end, problems)
    if not found and not any(each.severity == ERROR for each in problems.found):
        problems.error("no_headings", NO_LIST)
    _report_headings(found.values(), problems)
    typed = TypedFile(dict(sorted(lists.items())))
    layout = "2024" if any(each.layout == "2024" for each in typed.lists.values()) else "2019"
    for each in typed.lists.values():
        each.layout = layout
    typed.problems, typed.left_out = problems.found, problems.left_out
    forget_people_among_teams(typed)
    quote_nobody(typed, [*found.values(), *second])
    forget_people_in_sheet_names(typed, [*found.values(), *second])
    return typed


def _tables(ending: str, content: bytes) -> Iterator[SourceTable]:
    if not content.startswith(ARCHIVE):
        return iter([csv_table(ending.strip(".") or "csv", content)])
    package = open_package(content)
    return workbook_tables(content, package) if package.is_workbook else archive_tables(package)


def _list_in(table: SourceTable, problems: Problems) -> ListCells | None:
    """The list that a table holds, if it holds one; a problem where its name alone says so."""
    name = "".join(mark if mark.isprintable() else " " for mark in table.name)
    number = number_in(PurePath(name).stem)
    if table.unread:
        why = table.unread.replace(repr(table.name), repr(name))
        sentence = f"{why} The sheet was passed over: if it holds a list, its rows are not in this return."
        problems.warn("sheet_not_read", sentence, name)
        return None
    header = find_header(table.first_rows(), number)
    if header is None and number is None:
        return None
    if cells := table.uncalculated():
        named = ", ".join(cells[:CELLS_NAMED]) + (" and others" if len(cells) > CELLS_NAMED else "")
        problems.error(
            "formula_never_calculated",
            f"{len(cells):,} cells hold a formula whose result was never calculated: {named}. Open the "
            "workbook in Excel, save it and upload it again.",
            name,
        )
    if header is None:
        if table.cells.height:
            problems.error("no_headings", _no_headings(number, table), name)
        return None
    return cells_of(name, table.with_errors(), header, from_1904=table.from_1904)


def _no_headings(number: int | None, table: SourceTable) -> str:
    spec = BY_NUMBER[number or 0]
    other = find_header(table.first_rows(), None)
    hint = f" They look like those of list {other.spec.number}." if other else ""
    return (
        f"The headings of list {spec.number} ({spec.title}) were not found in the first {HEADER_WITHIN} rows."
        f"{hint} Name each column as the Annex A template does, beginning with '{identifier(spec).heading}'."
    )


def _second_sheet(second: ListCells, first: ListCells, problems: Problems) -> None:
    sentence = (
        f"Both this sheet and '{first.sheet}' hold list {second.spec.number} ({second.spec.title}). Put "
        "their rows in one sheet, or delete the one that is not meant."
    )
    problems.error("list_twice", sentence, second.sheet)


def _lacks_a_needed_heading(cells: ListCells, problems: Problems) -> bool:
    lacking = [c for c in cells.spec.columns if c.needed and c.heading not in cells.header.places]
    for column in lacking:
        sentence = (
            f"List {cells.spec.number} ({cells.spec.title}) has no column headed '{column.heading}', and its "
            "rows cannot be used without it. Add the column, or name it so."
        )
        problems.error("heading_missing", sentence, cells.sheet, column.heading)
    return bool(lacking)


def _report_headings(lists: Collection[ListCells], problems: Problems) -> None:
    """Headings that stand twice, that were not read, and columns that the file does not have."""
    for cells in lists:
        header = cells.header
        for heading in header.twice:
            problems.warn(
                "heading_twice",
                f"Two columns are headed '{heading}'. The first was read, and the other was not.",
                cells.sheet,
                heading,
            )
        for heading in _to_be_quoted(header, lists):
            what = f"The column headed '{heading}'" if heading else "A column"
            problems.warn(
                "heading_not_read",
                f"{what} is none of list {cells.spec.number} and was not read. If it should be, name it "
                "as the Annex A template does.",
                cells.sheet,
                heading,
            )
        for absent in _absent(header):
            problems.warn(
                "heading_absent",
                "The column is not in the file. Figures that need it leave these rows out, or have no value.",
                cells.sheet,
                absent,
            )


def _to_be_quoted(header: Header, lists: Collection[ListCells]) -> list[str]:
    shown = [quoted(heading) for heading in header.unread]
    hidden = naming(shown, lists)
    return ["" if heading in hidden else heading for heading in shown]


def _absent(header: Header) -> list[str]:
    return [
        column.heading
        for column in header.spec.columns
        if column.field
        and not column.needed
        and column.heading not in header.places
        and (header.layout == "2024" or not column.only_2024)
    ]
