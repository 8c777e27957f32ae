"""Filled return workbooks, as an analyst would hand them in. The same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from authorities.models import Authority
from indicators.returns.sheets import COMPARATOR_COLUMNS, COMPARATORS, FIGURE_COLUMNS, FIGURES

# A workbook carries the moment it was made; a fixed one lets the portal know the same file again.
MADE_AT = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled row: a value as text, or numerator and denominator."""

    code: str
    window: str
    value: str = ""
    numerator: int | float | None = None
    denominator: int | float | None = None


@dataclass(frozen=True, slots=True)
class FilledComparator:
    code: str
    name: str
    year: str
    value: str


def filled_workbook(
    authority: Authority,
    period_end: date,
    figures: Sequence[Filled],
    comparators: Sequence[FilledComparator] = (),
) -> bytes:
    """The xlsx of a return with these rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE_AT, "title": "Return of figures"})
        title = f"Return of figures: {authority.name} ({authority.code}), {period_end:%B %Y}"
        sheet = _sheet(book, FIGURES, title, FIGURE_COLUMNS)
        for row, figure in enumerate(figures, start=3):
            sheet.write_string(row, 0, figure.code)
            sheet.write_string(row, 2, figure.window)
            for column, part in ((3, figure.numerator), (4, figure.denominator)):
                if part is not None:
                    sheet.write_number(row, column, part)
            if figure.value:
                sheet.write_string(row, 5, figure.value)
        if comparators:
            sheet = _sheet(book, COMPARATORS, title, COMPARATOR_COLUMNS)
            for row, other in enumerate(comparators, start=3):
                for column, text in ((0, other.code), (2, other.name), (3, other.year), (4, other.value)):
                    sheet.write_string(row, column, text)
    return out.getvalue()


def _sheet(book: Any, name: str, title: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title)
    for column, heading in enumerate(columns):
        sheet.write_string(2, column, heading)
    sheet.set_column(0, 1, 24)
    return sheet
