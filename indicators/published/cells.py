"""The mapped cells of a tidy file: checked in one pass, given out as rows to store in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from authorities.models import Level
from authorities.tidy.areas import Areas
from authorities.tidy.grid import check_whole
from authorities.tidy.problems import Problems, TidyError
from authorities.tidy.reading import TidyFile, TidyRow, figure
from indicators.benchmarks.years import period_end_of
from indicators.calculations.figures import Unit
from indicators.models import Dataset, Series
from indicators.published.recognising import Matching

FIELDS = (
    *("release", "series", "year", "level", "area_code"),
    *("authority", "region", "value", "symbol", "places"),
)
Stored = tuple[int, int, int, str, str, int | None, int | None, Decimal | None, str, int]


@dataclass(slots=True)
class Seen:
    """What one pass over the mapped cells saw. Areas and years in the order of the file."""

    rows: int = 0
    by_symbol: Counter[str] = field(default_factory=Counter)
    years: set[int] = field(default_factory=set)
    unknown: dict[str, str] = field(default_factory=dict)
    not_existing: dict[tuple[str, int], str] = field(default_factory=dict)
    real: dict[str, int] = field(default_factory=dict)
    fictional: dict[str, int] = field(default_factory=dict)
    unregistered: dict[str, int] = field(default_factory=dict)
    # Local authority codes by year; a joint row counts for each authority in it.
    with_a_row: dict[int, set[str]] = field(default_factory=dict)
    # Names of regions by year and code.
    regions: dict[int, dict[str, str]] = field(default_factory=dict)
    # Code and name of each authority, and its first line.
    names: dict[tuple[str, str], int] = field(default_factory=dict)

    def without_a_row(self, dataset: Dataset, areas: Areas) -> list[str]:
        """Authorities of the register that existed at a year's end and have no row in it."""
        return [
            f"{authority.code} {authority.name} in {year}"
            for year, listed in sorted(self.with_a_row.items())
            for authority in areas.existing(
                period_end_of(dataset.year_means, year), fictional=bool(self.fictional)
            )
            if authority.code not in listed
        ]

    def regions_without_a_row(self) -> list[str]:
        """Regions that have no row in a year, though they have one in another year of the file."""
        every = {code: name for listed in self.regions.values() for code, name in listed.items()}
        return [
            f"{code} {name} in {year}"
            for year in sorted(self.years)
            for code, name in sorted(every.items())
            if code not in self.regions.get(year, {})
        ]


def look(
    file: TidyFile,
    dataset: Dataset,
    series: Sequence[Series],
    filters: Sequence[str],
    areas: Areas,
) -> Seen:
    """One pass: every line, the grid over the filter columns, and every mapped cell.

    TidyError names what cannot be taken: a symbol nobody knows, a figure below 0, a percentage above 100.
    """
    seen = Seen()
    matching = Matching(series)
    problems = Problems()
    taken: set[tuple[int, int, str]] = set()
    for row in check_whole(file.rows(problems), filters, problems):
        seen.rows += 1
        seen.years.add(row.year)
        _place(row, areas, seen)
        figures = 0
        for one in matching.series_of(row.cells):
            if (one.pk, row.year, row.area_code) in taken:
                problems.add(_second(row, one))
                continue
            taken.add((one.pk, row.year, row.area_code))
            try:
                value, symbol = _figure(row.cells[one.column], one)
            except TidyError as error:
                problems.add(f"Line {row.line}, {one.column}: {error.problems[0]}")
                continue
            seen.by_symbol[symbol] += 1
            figures += value is not None
        if figures:
            _existence(row, dataset, areas, seen)
    return seen


def _figure(cell: str, series: Series) -> tuple[Decimal | None, str]:
    """Value and symbol. TidyError, without its line, for a figure that the indicator cannot have."""
    value, symbol, _ = figure(cell)
    if value is not None and value < 0:
        raise TidyError([f"{cell} is below 0, and {series.indicator.code} never is. Correct it."])
    percentage = series.indicator.unit == Unit.PERCENTAGE and not series.per_children
    if value is not None and percentage and value > 100:
        raise TidyError(
            [f"{cell} is above 100, and {series.indicator.code} is a percentage. Correct it, or the mapping."]
        )
    return value, symbol


def check_names(seen: Seen, areas: Areas) -> None:
    """TidyError where a row has one authority's code and another's name: its figures may be either's.

    For a new file alone. One that is held was sound by the register of its day.
    """
    problems = Problems()
    for (code, name), line in seen.names.items():
        others = areas.others_called(name, code)
        if others:
            meant = " or ".join(f"{other.name} ({other.code})" for other in others)
            said = f"Line {line} says {code} {name}, but that is the name of {meant}"
            problems.add(f"{said}. Correct the code or the name.")
    problems.settle()


def _second(row: TidyRow, series: Series) -> str:
    return (
        f"Line {row.line} repeats the row of {row.area_name} in {row.year} for {series.key}. "
        "The mapping has to name the filter that tells the two apart."
    )


def _place(row: TidyRow, areas: Areas, seen: Seen) -> None:
    if row.level == Level.NATIONAL:
        return
    if row.level == Level.REGIONAL:
        seen.regions.setdefault(row.year, {})[row.area_code] = row.area_name
        if areas.region(row.area_code) is None:
            seen.unknown.setdefault(row.area_code, row.area_name)
        return
    seen.names.setdefault((row.area_code, row.area_name), row.line)
    seen.with_a_row.setdefault(row.year, set()).update(row.area_code.split(" / "))
    authority = areas.authority(row.area_code)
    if authority is None:
        seen.unknown.setdefault(row.area_code, row.area_name)
        seen.unregistered.setdefault(row.area_code, row.line)
    elif authority.fictional:
        seen.fictional.setdefault(row.area_code, row.line)
    else:
        seen.real.setdefault(row.area_code, row.line)


def _existence(row: TidyRow, dataset: Dataset, areas: Areas, seen: Seen) -> None:
    authority = areas.authority(row.area_code) if row.level == Level.LOCAL else None
    if authority and not authority.existed_on(period_end_of(dataset.year_means, row.year)):
        seen.not_existing.setdefault((row.area_code, row.year), row.area_name)


def stored_rows(file: TidyFile, release_id: int, series: Sequence[Series], areas: Areas) -> Iterator[Stored]:
    """The mapped cells of a file that `look` found sound, in the order of FIELDS."""
    matching = Matching(series)
    for row in file.rows():
        found = matching.series_of(row.cells)
        if not found:
            continue
        authority = areas.authority(row.area_code) if row.level == Level.LOCAL else None
        region = authority.region_id if authority else None
        if row.level == Level.REGIONAL:
            known = areas.region(row.area_code)
            region = known.pk if known else None
        place = (row.year, row.level.value, row.area_code, authority.pk if authority else None, region)
        for one in found:
            yield release_id, one.pk, *place, *figure(row.cells[one.column])
