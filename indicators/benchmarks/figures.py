"""A release as a table of figures: an area a row, a series in a year a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from authorities.models import Level, PopulationEstimate, PopulationVintage
from indicators.benchmarks.places import Rows
from indicators.benchmarks.years import mid_year_before, period_end_of
from indicators.calculations.display import default_places
from indicators.calculations.figures import Unit
from indicators.calculations.fixed_point import BOUND, LARGEST, Figures, TooLarge, to_units
from indicators.calculations.published_rates import rates_per_10_000
from indicators.calculations.symbols import Symbol
from indicators.models import PublishedValue, Release, Series

Cell = tuple[int, int, str, str, int | None, Decimal | None, str, int]
_CELL = ("series_id", "year", "level", "area_code", "authority_id", "value", "symbol", "places")


@dataclass(frozen=True, slots=True)
class Column:
    """One series in one year; `vintage` is the id of the population that made it a rate."""

    series: Series
    year: int
    vintage: int | None = None


@dataclass(frozen=True, slots=True)
class Areas:
    """Where an area's figures stand: authorities first, then regions, England last."""

    rows: Rows
    regions: dict[str, int]

    @classmethod
    def of(cls, rows: Rows) -> Areas:
        codes = sorted({authority.region.code for authority in rows.authorities})
        return cls(rows, {code: len(rows.authorities) + at for at, code in enumerate(codes)})

    @property
    def england(self) -> int:
        return len(self.rows.authorities) + len(self.regions)

    def of_regions(self) -> list[int]:
        """For each authority's row, the row of its region."""
        return [self.regions[authority.region.code] for authority in self.rows.authorities]

    def row(self, level: str, area_code: str, authority_id: int | None) -> int | None:
        """None for an area that is compared with nothing: one unknown, or half of London."""
        if level == Level.NATIONAL:
            return self.england
        if level == Level.REGIONAL:
            return self.regions.get(area_code)
        return self.rows.of.get(authority_id) if authority_id is not None else None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of areas x columns, in units of 10 to the power of -10, with their symbols and decimals."""

    columns: tuple[Column, ...]
    figures: Figures
    has: NDArray[np.bool_]
    symbols: NDArray[np.str_]
    places: tuple[int, ...]


def published(release: Release, areas: Areas) -> Table:
    """Every figure of the release as it was published. A cell that it lacks is 'not available'. Two queries.

    Raises TooLarge for a figure that cannot be compared.
    """
    held = release.dataset.series.select_related("indicator").order_by("key")
    series = {one.pk: one for one in held}
    cells = list(PublishedValue.objects.filter(release=release).values_list(*_CELL))
    keys = sorted({(cell[0], cell[1]) for cell in cells}, key=lambda key: (series[key[0]].key, key[1]))
    at = {key: number for number, key in enumerate(keys)}
    table = _empty(areas, [Column(series[pk], year) for pk, year in keys])
    places = [0] * len(keys)
    for key, year, level, area_code, authority_id, value, symbol, decimals in cells:
        row, column = areas.row(level, area_code, authority_id), at[key, year]
        if row is None:
            continue
        table.symbols[row, column] = symbol
        if value is not None:
            table.has[row, column] = True
            table.figures[row, column] = _units(value, level, area_code, series[key], year)
            places[column] = max(places[column], decimals)
    return Table(table.columns, table.figures, table.has, table.symbols, tuple(places))


def _empty(areas: Areas, columns: Sequence[Column]) -> Table:
    shape = (areas.england + 1, len(columns))
    return Table(
        tuple(columns),
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.bool_),
        np.full(shape, Symbol.NOT_AVAILABLE.value, dtype="<U1"),
        (0,) * len(columns),
    )


def _units(value: Decimal, level: str, area_code: str, series: Series, year: int) -> int:
    try:
        return to_units(value, BOUND if level == Level.LOCAL else LARGEST)
    except TooLarge as error:
        where = f"{series.indicator.name}, {area_code or 'England'}, {year}"
        raise TooLarge(
            f"{where}: {error} Check the file, or leave its column {series.column} out."
        ) from error


def as_published(table: Table) -> Table:
    """The columns whose figures are compared as they stand."""
    return _only(table, [at for at, column in enumerate(table.columns) if not column.series.per_children])


def as_rates(table: Table, areas: Areas, vintage: PopulationVintage) -> Table:
    """The counts that become rates per 10,000 children at the mid-year before the year's end.

    England's and a region's from their own count and population. A count's symbol stays; an area without an
    estimate has no figure, symbol x. One query. Raises TooLarge for a rate that cannot be.
    """
    counts = _only(table, [at for at, column in enumerate(table.columns) if column.series.per_children])
    mid_years = [_mid_year(column) for column in counts.columns]
    children = _children(areas, vintage, mid_years)
    figures, has = rates_per_10_000(counts.figures, children, counts.has)
    symbols = np.where(counts.has & ~has, Symbol.NOT_AVAILABLE.value, counts.symbols)
    columns = tuple(Column(column.series, column.year, vintage.pk) for column in counts.columns)
    return Table(columns, figures, has, symbols, (default_places(Unit.RATE),) * len(columns))


def _mid_year(column: Column) -> int:
    return mid_year_before(period_end_of(column.series.dataset.year_means, column.year))


def _children(areas: Areas, vintage: PopulationVintage, mid_years: Sequence[int]) -> NDArray[np.int64]:
    """Areas x columns; 0 where no estimate is known."""
    found = np.zeros((areas.england + 1, len(mid_years)), dtype=np.int64)
    at: dict[int, list[int]] = {}
    for column, mid_year in enumerate(mid_years):
        at.setdefault(mid_year, []).append(column)
    held = PopulationEstimate.objects.filter(vintage=vintage, mid_year__in=list(at), children__isnull=False)
    cells = held.values_list("mid_year", "level", "area_code", "authority_id", "children")
    for mid_year, level, area_code, authority_id, children in cells:
        row = areas.row(level, area_code, authority_id)
        if row is not None and children is not None:
            found[row, at[mid_year]] = children
    return found


def _only(table: Table, at: Sequence[int]) -> Table:
    picked = list(at)
    return Table(
        tuple(table.columns[column] for column in picked),
        table.figures[:, picked],
        table.has[:, picked],
        table.symbols[:, picked],
        tuple(table.places[column] for column in picked),
    )


def joined(tables: Iterable[Table]) -> Table:
    """The tables side by side; at least one."""
    held = list(tables)
    return Table(
        tuple(column for table in held for column in table.columns),
        np.concatenate([table.figures for table in held], axis=1),
        np.concatenate([table.has for table in held], axis=1),
        np.concatenate([table.symbols for table in held], axis=1),
        tuple(number for table in held for number in table.places),
    )
