"""The template workbook: an authority's indicator set, ready to fill, last figures beside."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from authorities.models import Authority
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, describe, window_bounds
from indicators.models import IndicatorInSet, Value
from indicators.returns.rules import check_context
from indicators.returns.sheets import COMPARATOR_COLUMNS, COMPARATORS, FIGURE_COLUMNS, FIGURES

READ_ME = (
    "How to fill in this return",
    "1. On the sheet Figures, give numerator and denominator wherever you have them. The portal divides.",
    "2. For a rate per 10,000 children the numerator is enough: left blank, the denominator is the ONS "
    "estimate of your children aged 0 to 17 at the mid-year before, if the portal holds one.",
    "3. Where you have only the figure, type it under Value: 24.3% or 24.3 for a percentage, never 0.243.",
    "4. Where there is no figure, type a symbol: c suppressed, z not applicable, x not available. Leave "
    "blank what you do not return.",
    "5. A figure with a date of its own (a workforce count in September, say) has that date under As at.",
    "6. Neighbours, region and England come from the published statistics. On the sheet Comparators you may "
    "add figures that no release holds, as your paper prints them; they are never used in the arithmetic.",
    "7. Save as .xlsx and upload the file on the same page. Problems are listed by sheet, row and column.",
)
WIDTHS = {"Code": 20, "Indicator": 62, "Window": 9, "Note": 30, "As at": 12, "Comparator": 24}


def template_workbook(authority: Authority, period_end: date) -> bytes:
    """The xlsx for one authority and period end."""
    wanted = [item for item in IndicatorInSet.asked_of(authority) if _closes(item.window, period_end)]
    context = check_context(authority, period_end)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _read_me(book, authority, period_end)
        _figures(book, authority, period_end, wanted, context.earlier, context.earlier_end)
        _comparators(book, authority, period_end)
        book.set_properties({"title": f"Return of figures, {authority}, {period_end:%B %Y}"})
        book.get_worksheet_by_name(FIGURES).activate()
    return out.getvalue()


def file_name(authority: Authority, period_end: date) -> str:
    return f"return-{authority.code}-{period_end:%Y-%m}.xlsx"


def _closes(window: str, period_end: date) -> bool:
    try:
        window_bounds(Window(window), period_end)
    except ValueError:
        return False
    return True


def _title(authority: Authority, period_end: date) -> str:
    return f"Return of figures: {authority.name} ({authority.code}), {period_end:%B %Y}"


def _read_me(book: Any, authority: Authority, period_end: date) -> None:
    sheet = book.add_worksheet("Read me")
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, _title(authority, period_end), book.add_format({"bold": True, "font_size": 14}))
    for row, sentence in enumerate(READ_ME, start=2):
        sheet.write_string(row, 0, sentence)


def _figures(
    book: Any,
    authority: Authority,
    period_end: date,
    wanted: Sequence[IndicatorInSet],
    earlier: Mapping[tuple[str, str], Value],
    earlier_end: date | None,
) -> None:
    sheet = book.add_worksheet(FIGURES)
    beside = f"At {earlier_end:%B %Y}" if earlier_end else "Last figure"
    columns = (*FIGURE_COLUMNS, "Unit", beside, "What the window covers")
    _head(book, sheet, _title(authority, period_end), columns)
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    quiet = book.add_format({"font_color": "#505a5f"})
    sheet.set_column(5, 5, 12, text)
    sheet.set_column(6, 6, 12, day)
    for row, item in enumerate(wanted, start=3):
        indicator, window = item.indicator, Window(item.window)
        sheet.write_string(row, 0, indicator.code)
        sheet.write_string(row, 1, indicator.name)
        sheet.write_string(row, 2, window.value)
        sheet.write_string(row, 8, indicator.unit, quiet)
        before = earlier.get((indicator.code, window.value))
        if before is not None:
            shown = display(before.value, before.symbol, Unit(indicator.unit), before.places)
            sheet.write_string(row, 9, shown, quiet)
        sheet.write_string(row, 10, describe(window, period_end), quiet)
    sheet.set_column(8, 9, 14)
    sheet.set_column(10, 10, 55)


def _comparators(book: Any, authority: Authority, period_end: date) -> None:
    sheet = book.add_worksheet(COMPARATORS)
    _head(book, sheet, _title(authority, period_end), COMPARATOR_COLUMNS)
    sheet.set_column(4, 4, 12, book.add_format({"num_format": "@"}))


def _head(book: Any, sheet: Any, title: str, columns: Sequence[str]) -> None:
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    heading = book.add_format({"bold": True, "bg_color": "#e6eef0", "bottom": 1, "text_wrap": True})
    for index, column in enumerate(columns):
        sheet.write_string(2, index, column, heading)
        sheet.set_column(index, index, WIDTHS.get(column, 14))
    sheet.freeze_panes(3, 3)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
