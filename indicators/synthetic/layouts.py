"""The lists as one layout of the template has them: that of 2019 lacks columns and codes of that of 2024."""

from __future__ import annotations

from typing import Any, Literal

from indicators.annex_a.lists import BY_NUMBER

Layout = Literal["2019", "2024"]
Row = dict[str, Any]

# What an authority wrote in 2019 where there was no code of its own yet: (list, field) -> {new: old}.
CODES_OF_2019: dict[tuple[int, str], dict[str, str]] = {
    (1, "source"): {"5D": "5B"},
    (3, "source"): {"5D": "5B"},
    (6, "closure"): {"RC9": "RC8"},
    (8, "ceased"): {"E17": "E8"},
    (9, "activity"): {"F4": "F3", "F5": "F3", "P4": "P3", "P5": "P3"},
    **{(number, "ethnicity"): {"UNKNOWN": "NOBT"} for number in BY_NUMBER},
}
ONLY_2024 = tuple(column.field for column in BY_NUMBER[9].columns if column.only_2024)


def in_layout(lists: dict[int, list[Row]], layout: Layout) -> dict[int, list[Row]]:
    """The rows as a file of that layout has them, numbered anew; the rows given are not changed."""
    if layout == "2024":
        return lists
    older = {number: [_older(number, row) for row in rows] for number, rows in lists.items()}
    # Eligible children came into list 9 with the layout of 2024.
    older[9] = [row for row in older[9] if row["eligibility"] != "d"]
    # Two sources that 2019 does not tell apart make one contact.
    known: dict[tuple[Any, ...], Row] = {}
    for row in older[1]:
        known.setdefault((row["child"], row["contacted"], row["source"]), row)
    older[1] = list(known.values())
    for rows in older.values():
        for place, row in enumerate(rows, start=2):
            row["row"] = place
    return older


def _older(number: int, row: Row) -> Row:
    row = dict(row)
    for (of, field), codes in CODES_OF_2019.items():
        if of == number and row[field] in codes:
            row[field] = codes[row[field]]
    if number == 9:
        row |= dict.fromkeys(ONLY_2024)
    return row
