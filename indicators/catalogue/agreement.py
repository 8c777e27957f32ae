"""What the cells of one row say together: each may be well formed and the row still make no sense."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.catalogue.problems import CellFault

Disagreement = tuple[str, CellFault]


def family_file(family: str) -> str:
    """The file that a family's indicators live in: 's47/CP' is in s47-cp.csv."""
    return re.sub(r"[^a-z0-9]+", "-", family.lower()).strip("-") + ".csv"


def disagreements(row: Mapping[str, Any], file: str) -> Iterator[Disagreement]:
    """(column, fault) for each disagreement among the cells that could be read; `row` lacks the others."""
    yield from _family(row, file)
    yield from _denominator(row)
    yield from _annualised(row)
    yield from _annex_a(row)


def _family(row: Mapping[str, Any], file: str) -> Iterator[Disagreement]:
    if "family" in row and family_file(row["family"]) != file:
        what = f"The family {row['family']!r} is not kept in this file."
        yield "family", CellFault(what, f"Move the row to {family_file(row['family'])}.")


def _denominator(row: Mapping[str, Any]) -> Iterator[Disagreement]:
    if not {"unit", "denominator"} <= row.keys():
        return
    unit, denominator = row["unit"], row["denominator"]
    if unit is Unit.NUMBER and denominator:
        what = "A number is a plain count and has no denominator."
        yield "denominator", CellFault(what, "Leave the cell blank, or change the unit.")
    if unit is not Unit.NUMBER and not denominator:
        what = f"The unit is {unit} and there is no denominator."
        yield "denominator", CellFault(what, "Say what the numerator is divided by.")


def _annualised(row: Mapping[str, Any]) -> Iterator[Disagreement]:
    annualised = row.get("annualised", ())
    if annualised and "unit" in row and row["unit"] is not Unit.RATE:
        what = f"Only rates are annualised, and the unit is {row['unit']}."
        yield "annualised", CellFault(what, "Leave the cell blank.")
    if Window.S in annualised:
        yield "annualised", CellFault("A snapshot is not annualised.", "Take S out.")
    yield from _outside_windows(row, "annualised")


def _annex_a(row: Mapping[str, Any]) -> Iterator[Disagreement]:
    yield from _outside_windows(row, "annex_a_class")
    if not {"annex_a_class", "annex_a_lists"} <= row.keys():
        return
    if row["annex_a_class"] and not row["annex_a_lists"]:
        remedy = "Name the lists of Annex A it comes from."
        yield "annex_a_lists", CellFault("There is a class but no list.", remedy)
    if row["annex_a_lists"] and not row["annex_a_class"]:
        remedy = "Give a class to each window that the lists can yield."
        yield "annex_a_class", CellFault("There is a list but no class.", remedy)


def _outside_windows(row: Mapping[str, Any], column: str) -> Iterator[Disagreement]:
    if not {"windows", column} <= row.keys():
        return
    for window in row[column]:
        if window not in row["windows"]:
            remedy = f"Add {window} to the windows, or take it out here."
            yield column, CellFault(f"{window} is not among the windows.", remedy)
