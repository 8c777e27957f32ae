"""The headings of a layout's columns, with the months and quarters of one period in them."""

from __future__ import annotations

from datetime import date

from indicators.calculations.periods import month_end_before, quarter, window_bounds
from reports.layouts.layout import Column, Line

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def column_label(column: Column, line: Line | None, period_end: date) -> str:
    """The heading of a column for a scorecard ending at `period_end`.

    {start} and {end} become the first and last month of the window, as "Feb24" and "Jan25"; {quarter} becomes
    "Q3 2023-24". With a line, the line's own window and months back are used where it overrides the column.
    """
    override = line.cells.get(column.key) if line else None
    months_back, window = column.months_back, column.window
    if override is not None:
        window = override.window or window
        months_back = months_back if override.months_back is None else override.months_back
    if window is None and line is not None:
        window = line.window
    end = month_end_before(period_end, months_back)
    values = {"end": short_month(end), "quarter": quarter(end).label}
    if window is not None and "{start}" in column.label:
        values["start"] = short_month(window_bounds(window, end)[0])
    return column.label.format(**values)


def short_month(day: date) -> str:
    """A month as the papers' headings write it: Feb24."""
    return f"{MONTHS[day.month - 1]}{day.year % 100:02d}"
