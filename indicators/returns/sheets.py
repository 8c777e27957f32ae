"""From raw sheets to typed rows: headers matched loosely, cells read strictly, no row dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from indicators.calculations.figures import Unit
from indicators.calculations.periods import parse_period
from indicators.models import Indicator
from indicators.returns.cells import Table, day_cell, figure_cell, part_cell, text_of, window_cell
from indicators.returns.reading import RawSheet
from indicators.returns.rows import ComparatorRow, FigureRow, Problem, TypedReturn

FIGURES = "Figures"
COMPARATORS = "Comparators"
FIGURE_COLUMNS = ("Code", "Indicator", "Window", "Numerator", "Denominator", "Value", "As at", "Note")
FIGURE_NEEDS = ("Code", "Window")
COMPARATOR_COLUMNS = ("Code", "Indicator", "Comparator", "Year", "Value")
COMPARATOR_NEEDS = ("Code", "Comparator", "Value")
# The sheets of the template that hold no figures of the return.
UNREAD = {"read me", "last quarter", "indicators"}
HEADER_WITHIN = 15
# What the template writes above the header; a file with it says whose it is.
TITLE = re.compile(r"Return of figures: .*\((?P<code>\w{3})\), (?P<period>[A-Za-z]+ \d{4})")


def type_rows(
    sheets: list[RawSheet], indicators: Mapping[str, Indicator], *, code: str, period_end: date
) -> TypedReturn:
    """The typed rows of a file for one authority (its three-digit code) and period end.

    Every problem is reported where it stands; nothing is guessed.
    """
    found = TypedReturn()
    by_name = {_sheet_key(sheet): sheet for sheet in sheets}
    if len(by_name) < len(sheets):
        sentence = f"Two sheets have the same name but for spaces. Keep one named {FIGURES!r}."
        found.problems.append(Problem("error", "two_sheets", sentence))
        return found
    figures = by_name.pop(FIGURES.lower(), None)
    comparators = by_name.pop(COMPARATORS.lower(), None)
    if figures is None:
        names = ", ".join(repr(sheet.name) for sheet in sheets)
        sentence = (
            f"There is no sheet named {FIGURES!r}; the file has {names}. Use the template of this page."
        )
        found.problems.append(Problem("error", "no_figures_sheet", sentence))
        return found
    found.problems.extend(_title_problems(figures, code, period_end))
    found.problems.extend(_unread(by_name.values()))
    _read_table(figures, FIGURE_COLUMNS, FIGURE_NEEDS, found, indicators, _figure_row, found.figures)
    if comparators is not None:
        _read_table(
            comparators,
            COMPARATOR_COLUMNS,
            COMPARATOR_NEEDS,
            found,
            indicators,
            _comparator_row,
            found.comparators,
        )
    return found


def _unread(others: Iterable[RawSheet]) -> Iterator[Problem]:
    """A warning for each sheet that holds something and is none of the template's."""
    for sheet in others:
        holds = any(cell is not None for row in sheet.rows for cell in row)
        if _sheet_key(sheet) not in UNREAD and holds:
            where = f"figures go on {FIGURES!r}, printed comparators on {COMPARATORS!r}"
            sentence = f"Sheet {sheet.name!r} was not read: {where}."
            yield Problem("warning", "sheet_not_read", sentence, sheet.name)


def _read_table(
    sheet: RawSheet,
    columns: tuple[str, ...],
    needs: tuple[str, ...],
    found: TypedReturn,
    indicators: Mapping[str, Indicator],
    read: Callable[[Table, int, list[Any], Indicator], Any],
    into: list[Any],
) -> None:
    table = _find_table(sheet, columns, needs, found)
    if table is None:
        return
    for number, row in table.rows:
        indicator = _indicator(table, number, row, indicators)
        if indicator is None:
            continue
        before = len(table.problems)
        typed = read(table, number, row, indicator)
        table.problems[before:] = [_naming(indicator, problem) for problem in table.problems[before:]]
        if typed is not None:
            into.append(typed)
        elif len(table.problems) > before:
            found.refused.add(indicator.code)
    found.problems.extend(table.problems)


def _naming(indicator: Indicator, problem: Problem) -> Problem:
    """The problem of a row with the indicator's code, where its sentence does not have it."""
    if indicator.code in problem.sentence:
        return problem
    return replace(problem, sentence=f"{indicator.code}: {problem.sentence}")


def _find_table(
    sheet: RawSheet, columns: tuple[str, ...], needs: tuple[str, ...], found: TypedReturn
) -> Table | None:
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        named = [(_header_key(cell), position) for position, cell in enumerate(row) if cell is not None]
        wanted = {_header_key(column): column for column in columns}
        matched = [(wanted[key], position) for key, position in named if key in wanted]
        if {column for column, _ in matched} >= set(needs):
            doubled = {column for column, _ in matched if [c for c, _ in matched].count(column) > 1}
            for column in sorted(doubled):
                sentence = f"Two columns are headed {column!r}. Delete one of them."
                found.problems.append(
                    Problem("error", "two_columns", sentence, sheet.name, index + 1, column)
                )
            if doubled:
                return None
            rows = [
                (n + 1, r) for n, r in enumerate(sheet.rows) if n > index and any(c is not None for c in r)
            ]
            return Table(sheet.name, index + 1, dict(matched), rows)
    listed = ", ".join(needs)
    found.problems.append(
        Problem(
            "error",
            "no_header",
            f"No row among the first {HEADER_WITHIN} has the headings {listed}. Keep those of the template.",
            sheet.name,
        )
    )
    return None


def _sheet_key(sheet: RawSheet) -> str:
    return " ".join(sheet.name.split()).lower()


def _header_key(cell: Any) -> str:
    return re.sub(r"[^a-z]", "", str(cell).lower())


def _title_problems(sheet: RawSheet, code: str, period_end: date) -> Iterator[Problem]:
    """A template filled for another authority or quarter is refused before its figures are looked at."""
    for number, row in enumerate(sheet.rows[:3], start=1):
        match = TITLE.search(str(row[0])) if row and isinstance(row[0], str) else None
        if match is None:
            continue
        if match["code"].upper() != code.upper():
            yield Problem(
                "error",
                "another_authority",
                f"This file is the template of authority {match['code']}, but you are uploading for {code}. "
                "Choose the right file, or the right authority.",
                sheet.name,
                number,
            )
        if _title_period(match["period"]) != period_end:
            yield Problem(
                "error",
                "another_period",
                f"This file is the template for {match['period']}, but you are uploading for "
                f"{period_end:%B %Y}. Choose the right file, or the right period.",
                sheet.name,
                number,
            )


def _title_period(words: str) -> date | None:
    """The period of a template's title; None for one that was typed over."""
    try:
        return parse_period(words)
    except ValueError:
        return None


def _indicator(
    table: Table, number: int, row: list[Any], indicators: Mapping[str, Indicator]
) -> Indicator | None:
    text = text_of(table.cell(row, "Code"))
    if not text:
        if any(table.cell(row, column) is not None for column in table.columns if column != "Indicator"):
            sentence = "The row has no indicator code. Give the code of the catalogue, or clear the row."
            table.error("no_code", number, "Code", sentence)
        return None
    indicator = indicators.get(text.upper())
    if indicator is None:
        sentence = (
            f"{text[:40]!r} is not an indicator of the catalogue or of your authority. Check the code, "
            "or add a local indicator first."
        )
        table.error("unknown_indicator", number, "Code", sentence)
    return indicator


def _figure_row(table: Table, number: int, row: list[Any], indicator: Indicator) -> FigureRow | None:
    before = len(table.problems)
    window = window_cell(table, number, row, indicator)
    unit = Unit(indicator.unit)
    # A numerator is a count, but for means, whose numerator is a total of days, weeks or cases.
    part = Unit.AVERAGE if unit in (Unit.AVERAGE, Unit.DAYS) else Unit.NUMBER
    numerator = part_cell(table, number, row, "Numerator", part)
    denominator = part_cell(table, number, row, "Denominator", Unit.AVERAGE)
    value = figure_cell(table, number, row, "Value", unit)
    as_at = day_cell(table, number, row) or (value.as_at if value else None)
    if len(table.problems) > before or (numerator is None and denominator is None and value is None):
        return None
    symbol = next((f.symbol for f in (value, numerator, denominator) if f and f.symbol), "")
    return FigureRow(
        sheet=table.sheet,
        row=number,
        indicator=indicator,
        window=window,
        numerator=numerator.value if numerator else None,
        denominator=denominator.value if denominator else None,
        value=value.value if value else None,
        symbol=symbol,
        places=value.places if value else None,
        as_at=as_at,
        note=text_of(table.cell(row, "Note"))[:300],
        typed=value.raw.strip()[:60] if value else "",
    )


def _comparator_row(table: Table, number: int, row: list[Any], indicator: Indicator) -> ComparatorRow | None:
    name = text_of(table.cell(row, "Comparator"))
    figure = figure_cell(table, number, row, "Value", Unit(indicator.unit))
    if not name:
        table.error("no_comparator", number, "Comparator", "Say whose figure this is, for example England.")
        return None
    if figure is None:
        return None
    year = text_of(table.cell(row, "Year"))[:20]
    return ComparatorRow(
        table.sheet,
        number,
        indicator,
        name[:40],
        year,
        figure.value,
        figure.symbol,
        figure.places,
        figure.raw.strip()[:60],
    )
