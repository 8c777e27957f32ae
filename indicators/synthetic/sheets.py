"""The lists as sheets of cells: headings in template order, codes as the template's preferred values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from indicators.annex_a.codes import CODE_SETS, Code
from indicators.annex_a.lists import LISTS, AnnexAList, Column, Kind
from indicators.synthetic.layouts import Layout, in_layout
from indicators.synthetic.lists import Row, row_key


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose formula failed, such as #N/A."""

    error: str = "#N/A"


Cell = str | int | float | date | Broken | None
# Between an inner code and its words: councils' files follow the template here.
DASHED = {"need", "closure", "reversal"}
SPACED = {"leaving_reason"}


@dataclass(slots=True)
class Sheet:
    """One list. `above` are the lines over the headings; the first of `rows` stands under them."""

    spec: AnnexAList
    name: str
    columns: list[Column]
    headings: list[str]
    rows: list[list[Cell]]
    above: list[str] = field(default_factory=list)
    hidden: bool = False


def sheets_of(lists: dict[int, list[Row]], layout: Layout) -> list[Sheet]:
    """A sheet for each list, named List_1 to List_11, its headings in row 1."""
    lists = in_layout(lists, layout)
    made = []
    for spec in LISTS:
        columns = [column for column in spec.columns if layout == "2024" or not column.only_2024]
        written = [(row_key(column), _writer(column, layout)) for column in columns]
        rows = [[write(row[key]) for key, write in written] for row in lists[spec.number]]
        headings = [column.heading for column in columns]
        made.append(Sheet(spec, f"List_{spec.number}", columns, headings, rows))
    return made


def preferred(codes: str, code: Code, layout: Layout) -> str:
    """Like 'a) WBRI', 'b) Female', 'N1 - Abuse or neglect', 'C2: Full care order'."""
    if codes == "ethnicity":
        # The template of 2019 has s) twice, and no NOBT or unknown after it.
        letter = "s" if layout == "2019" and code.code == "NOBT" else code.letter
        return f"{letter}) {code.code}"
    if code.letter:
        return f"{code.letter}) {code.label}"
    if codes in SPACED:
        return f"{code.code} {code.label}"
    between = " - " if codes in DASHED else ": "
    return f"{code.code}{between}{code.label}"


def _writer(column: Column, layout: Layout) -> Callable[[Any], Cell]:
    """What turns a row's value into a cell of this column."""
    if column.kind is Kind.YES_NO:
        yes, no = ("Yes", "No") if column.field == "fostering" else ("a) Yes", "b) No")
        return lambda value: None if value is None else yes if value else no
    if column.kind is Kind.CODE:
        written = {code.code: preferred(column.codes, code, layout) for code in CODE_SETS[column.codes]}
        return lambda value: written[value] if value else None
    return lambda value: value
