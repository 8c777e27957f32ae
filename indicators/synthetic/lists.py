"""The eleven lists of a period end, as the authority would have run them off on that day.

What comes after the period end is blank or absent; a later period end of the same lives only knows more.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from indicators.annex_a.lists import BY_NUMBER, Column, Kind
from indicators.calculations.periods import month_end_before
from indicators.synthetic import rows_ahead, rows_front, rows_open
from indicators.synthetic.lives import Lives
from indicators.synthetic.view import View

Row = dict[str, Any]
# Row 1 of a sheet holds the headings.
FIRST_ROW = 2
ADOPTION_MONTHS = 12

# By these a sheet is sorted, as councils' own are: by date, then by child.
SORTED_BY = {
    1: "contacted", 2: "started", 3: "referred", 4: "started", 5: "started", 6: "started", 7: "started",
    8: "started", 9: "child", 10: "decided", 11: "stage1_started",
}  # fmt: skip


def row_key(column: Column) -> str:
    """Under what a row holds a column: its field, the whole value's own name, or the heading of mere text."""
    if column.kind is Kind.BIRTH:
        return "born"
    if column.kind is Kind.POSTCODE:
        return "postcode"
    return column.field or column.heading


def lists_at(lives: Lives, period_end: date, months: int = 6) -> dict[int, list[Row]]:
    """The rows of each list, with the names of fields and plain values; ages are those of the period end.

    Lists 1 to 8 reach `months` back, lists 10 and 11 twelve or more. Rows have the columns of both layouts
    (`indicators.synthetic.layouts` takes those of one). ValueError outside the period ends of the lives.
    """
    if not lives.first <= period_end <= lives.last:
        raise ValueError(f"These lives show period ends from {lives.first} to {lives.last}.")
    view = View(period_end, month_end_before(period_end, months))
    lists: dict[int, list[Row]] = {number: [] for number in BY_NUMBER}
    adoptions_from = month_end_before(period_end, max(ADOPTION_MONTHS, months))
    for child in lives.children:
        person = view.person(child)
        rows_front.add(lists, view, child, person)
        rows_open.add(lists, view, child, person)
        rows_ahead.add(lists, View(period_end, adoptions_from), child, person)
    rows_ahead.add_adopters(lists, View(period_end, adoptions_from), lives.adopters)
    for number, rows in lists.items():
        key, second = SORTED_BY[number], "adopter" if number == 11 else "child"
        rows.sort(key=lambda row: (row[key], row[second]))
        for place, row in enumerate(rows, start=FIRST_ROW):
            row["row"] = place
    return lists
