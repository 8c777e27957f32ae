"""An Annex A workbook read by openpyxl, each cell typed as it comes, to objects of the models."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl

from bench.children import KEY
from indicators.annex_a.lists import BY_NUMBER, Column, Kind
from indicators.annex_a.protect import IDENTIFIERS, pseudonym
from indicators.annex_a.values import Match, read_code
from indicators.models import Return
from indicators.models.annex_a import TABLES, ListRow

Objects = dict[int, list[ListRow]]


def read_by_openpyxl(content: bytes, of_return: Return) -> Objects:
    """Without rules, dirt or what is derived from births: the template's own sheets are all that it knows."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    known: dict[tuple[str, str], int] = {}
    found: Objects = {}
    for number, sheet in enumerate(book.worksheets, start=1):
        rows = sheet.iter_rows(values_only=True)
        headings = list(next(rows))
        read = [
            (headings.index(column.heading), column.field, _reader(column, known))
            for column in BY_NUMBER[number].kept
            if column.heading in headings
        ]
        model = TABLES[number]
        found[number] = [
            model(
                authority_id=of_return.authority_id,
                of_return=of_return,
                row=place,
                **{field: reader(row[at]) for at, field, reader in read},
            )
            for place, row in enumerate(rows, start=2)
        ]
    return found


def _reader(column: Column, known: dict[tuple[str, str], int]) -> Callable[[Any], Any]:
    if column.kind in IDENTIFIERS:
        return lambda cell: _number(column.kind, cell, known)
    if column.kind is Kind.CODE:
        return lambda cell: _code(column.codes, cell) or ""
    if column.kind is Kind.YES_NO:
        return lambda cell: None if cell is None else _code(column.codes, cell) == "y"
    plain: dict[Kind, Callable[[Any], Any]] = {
        Kind.DATE: _day,
        Kind.BIRTH: lambda cell: None if cell is None else cell.date().replace(day=1),
        Kind.POSTCODE: lambda cell: (cell or "").partition(" ")[0],
        Kind.TEAM: lambda cell: cell or "",
    }
    return plain.get(column.kind, lambda cell: cell)


def _number(kind: Kind, cell: Any, known: dict[tuple[str, str], int]) -> int | None:
    if cell is None:
        return None
    text = str(cell).lower() if kind is Kind.WORKER else str(cell)
    if (kind, text) not in known:
        known[kind, text] = pseudonym(KEY, kind, text)
    return known[kind, text]


def _code(codes: str, cell: Any) -> str | None:
    found = read_code(codes, str(cell)) if cell is not None else None
    return found.code if isinstance(found, Match) else None


def _day(cell: Any) -> date | None:
    return cell.date() if isinstance(cell, datetime) else cell
