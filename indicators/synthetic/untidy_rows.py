"""Untidiness of rows: repeats, people who do not agree with themselves, steps out of order."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from indicators.annex_a.lists import Kind
from indicators.synthetic.chance import age_on
from indicators.synthetic.sheets import Sheet
from indicators.synthetic.soiling import Soiling

ALL_LISTS = tuple(range(1, 11))
# In each list the date that cannot come before its first: started, authorised; placed, reversed and so on.
LATER_STEP = {
    2: "completed",
    4: "authorised",
    5: "conference",
    6: "ended",
    7: "ended",
    8: "ended",
    10: "placed",
}
FIRST_STEP = {
    2: "started",
    4: "started",
    5: "started",
    6: "started",
    7: "started",
    8: "started",
    10: "decided",
}


def repeated_rows(of: Soiling) -> None:
    """The same row again at the end of its sheet."""
    for sheet, row in list(of.rows((*ALL_LISTS, 11))):
        sheet.rows.append(list(sheet.rows[row]))
        of.mark("repeated_rows", sheet, len(sheet.rows) - 1, 0)


def two_birth_dates(of: Soiling) -> None:
    """One child with two dates of birth in the file."""
    seen = Counter(
        row[_place(sheet, "child")]
        for sheet in of.sheets
        if sheet.spec.number in ALL_LISTS
        for row in sheet.rows
    )
    for sheet, row in of.rows(ALL_LISTS):
        place = _place(sheet, "birth_month")
        born = sheet.rows[row][place]
        if isinstance(born, date) and seen[sheet.rows[row][_place(sheet, "child")]] > 1:
            sheet.rows[row][place] = born - timedelta(days=371)
            of.mark("two_birth_dates", sheet, row, place)


def over_18(of: Soiling) -> None:
    """Young people of 19 in lists 6 and 8, in every list in which they are."""
    latest = of.latest()
    older = {sheet.rows[row][_place(sheet, "child")] for sheet, row in of.rows((6, 8))}
    born = latest - timedelta(days=7_100)
    for sheet in of.sheets:
        if sheet.spec.number not in ALL_LISTS:
            continue
        child, birth, age = (_place(sheet, field) for field in ("child", "birth_month", "age"))
        for row, cells in enumerate(sheet.rows):
            if cells[child] in older:
                cells[birth], cells[age] = born, age_on(latest, born)
                of.mark("over_18", sheet, row, birth)


def low_counters(of: Soiling) -> None:
    """No earlier referrals, of children with several referrals in the very list."""
    for sheet in of.sheets:
        if sheet.spec.number != 3:
            continue
        child, counter = _place(sheet, "child"), _place(sheet, "earlier_referrals")
        seen = Counter(row[child] for row in sheet.rows)
        for row, cells in enumerate(sheet.rows):
            if seen[cells[child]] > 1 and cells[counter]:
                cells[counter] = 0
                of.mark("low_counters", sheet, row, counter)


def identifier_case(of: Soiling) -> None:
    """Identifiers that agree only when capitals are overlooked."""
    for sheet, row in of.rows(ALL_LISTS):
        place = _place(sheet, "child")
        sheet.rows[row][place] = str(sheet.rows[row][place]).lower()
        of.mark("identifier_case", sheet, row, place)


def disordered_dates(of: Soiling) -> None:
    """A later step dated before the first: an end before its start."""
    for sheet, row in of.rows(tuple(LATER_STEP)):
        number = sheet.spec.number
        first = sheet.rows[row][_place(sheet, FIRST_STEP[number])]
        later = _place(sheet, LATER_STEP[number])
        if isinstance(first, date) and isinstance(sheet.rows[row][later], date):
            sheet.rows[row][later] = first - timedelta(days=of.chance.between(1, 60))
            of.mark("disordered_dates", sheet, row, later)


def _place(sheet: Sheet, field: str) -> int:
    """Which column holds the field."""
    return next(
        place
        for place, column in enumerate(sheet.columns)
        if column.field == field and column.kind is not Kind.TEXT
    )
