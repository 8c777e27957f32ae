"""The matrix in the tidy layout of official statistics, with the file that describes its columns.

The layout is that of the Department for Education's explore education statistics: a row a period and
authority, a column a figure, the symbols of the Government Statistical Service in place of one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q

from authorities.models import Authority, AuthorityCode, Level
from indicators.calculations.display import default_places, exact, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.symbols import Symbol
from indicators.csv_cells import csv_text
from reports.rows import Cell
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Matrix, Measure

STANDARD = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
)
META = (
    *("col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp"),
    *("filter_hint", "filter_grouping_column"),
)
COUNTRY = ("E92000001", "England")
# Fictional authorities have no code of the Office for National Statistics.
NO_CODE = Symbol.NOT_APPLICABLE.value
# As the layout spells them; all others are spelt as they are kept.
SPELT = {Symbol.LOW.value: "low"}
MOST_DECIMALS = 6
_NOT_SNAKE = re.compile(r"[^a-z0-9]+")

# What a column's name ends with: the figure itself, and what it was made from.
PARTS = ("", "_numerator", "_denominator")


def tidy_csv(matrix: Matrix, new_codes: Mapping[str, str]) -> str:
    """The data file; `new_codes` are the nine-character codes (`nine_character_codes`)."""
    columns = [column_of(m) + part for m in matrix.measures for part in parts_of(m)]
    return csv_text([*STANDARD, *columns], _rows(matrix, new_codes))


def meta_csv(matrix: Matrix) -> str:
    """The partner file: a row for each column of figures."""
    rows = []
    for measure in matrix.measures:
        label = f"{measure.label} ({measure.period})"
        for part in parts_of(measure):
            unit = "%" if measure.unit == Unit.PERCENTAGE and not part else ""
            named = f"{label}: {part.removeprefix('_')}" if part else label
            places = 0 if part else _places(matrix, measure)
            column = column_of(measure) + part
            rows.append([column, "Indicator", named, measure.family, unit, places, "", ""])
    return csv_text(META, rows)


def column_of(measure: Measure) -> str:
    """'reref_pct_r12': the measure's key in lower case with underscores."""
    return _NOT_SNAKE.sub("_", measure.key.casefold()).strip("_")


def parts_of(measure: Measure) -> Sequence[str]:
    """A count is its own numerator; every other figure comes with its parts."""
    return PARTS[:1] if measure.unit == Unit.NUMBER else PARTS


def nine_character_codes(authorities: Sequence[Authority], day: date) -> dict[str, str]:
    """The code that each authority bears on a day, by its three-digit code; none for a fictional one."""
    began = Q(valid_from=None) | Q(valid_from__lte=day)
    lasts = Q(valid_to=None) | Q(valid_to__gte=day)
    held = AuthorityCode.objects.filter(began, lasts, authority__in=authorities).order_by("valid_from", "pk")
    return dict(held.values_list("authority__code", "code"))


def _rows(matrix: Matrix, new_codes: Mapping[str, str]) -> Iterator[list[object]]:
    """Periods newest first; each has every authority, so that a missing row is a fault of the file."""
    for end in _period_ends(matrix):
        for authority in matrix.authorities:
            row: list[object] = [*_time(matrix.basis, end), Level.LOCAL.value, *COUNTRY]
            # The group's own region is loaded; asking each authority would ask the database.
            home = matrix.group.region
            region = home if authority.region_id == home.pk else authority.region
            row += [region.code, region.name, authority.code]
            row += [new_codes.get(authority.code, NO_CODE), authority.name]
            for measure in matrix.measures:
                cells = _cells(matrix, authority, measure)
                row += _figures(cells.get(end), measure)
            yield row


def _time(basis: Basis, end: date) -> tuple[str, str]:
    """A month is a period that the layout knows, whatever the window; so is a year of publication."""
    named = "Reporting year" if basis is Basis.PUBLISHED else calendar.month_name[end.month]
    return str(end.year), named


def _period_ends(matrix: Matrix) -> list[date]:
    if matrix.basis is Basis.IN_YEAR:
        return [matrix.period_end]
    cells = [_cells(matrix, a, m) for a in matrix.authorities for m in matrix.measures]
    return sorted({end for held in cells for end in held}, reverse=True)


def _cells(matrix: Matrix, authority: Authority, measure: Measure) -> dict[date, Cell]:
    """By period. Statistics are of years that end on different days: 31 December stands for each."""
    line = matrix.entry(authority, measure).line
    if matrix.basis is Basis.IN_YEAR:
        return {matrix.period_end: line.value}
    return {
        date(int(cell.period_end[:4]), 12, 31): cell
        for cell in (line.before, line.value)
        if cell.period_end and (cell.value is not None or cell.symbol)
    }


def _figures(cell: Cell | None, measure: Measure) -> list[str]:
    parts = parts_of(measure)
    if cell is None:
        return [Symbol.NOT_AVAILABLE.value] * len(parts)
    if cell.symbol:
        return [SPELT.get(cell.symbol, cell.symbol)] * len(parts)
    if cell.number is None:
        return [Symbol.NOT_AVAILABLE.value] * len(parts)
    figures = [exact(round_half_up(cell.number, min(cell.places, MOST_DECIMALS)))]
    return figures + [_part(text) for text in (cell.numerator, cell.denominator)[: len(parts) - 1]]


def _part(text: str | None) -> str:
    if text is None:
        return Symbol.NOT_AVAILABLE.value
    return exact(round_half_up(Decimal(text), MOST_DECIMALS))


def _places(matrix: Matrix, measure: Measure) -> int:
    held = [e.line.value.places for e in matrix.column(measure) if e.value is not None]
    return max(held, default=default_places(Unit(measure.unit)))
