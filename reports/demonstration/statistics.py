"""Synthetic statistics of the fictional region, and the real ones where the published files lie beside.

Both come in by the importers that an administrator uses. The synthetic files hold the fictional region
and its authorities alone: there is no England among them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from authorities.models import Authority, Level, Region
from authorities.refusal import Refused
from indicators.benchmarks.taking import take_neighbours, take_population
from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.symbols import Symbol
from indicators.models import Dataset, Indicator, Series
from indicators.published.importing import PopulationFile, import_published
from reports.demonstration.synthetic import SyntheticAuthority

YEARS = 5
NAME = "Synthetic statistics of the demonstration"
# What a published column counts: the synthetic measure it is drawn from, and which part of it.
COUNTS = {"REF_N": "REF_RATE", "REF_RATE": "REF_RATE", "CIN_N": "CIN_RATE", "CIN_RATE": "CIN_RATE"}
COUNTS |= {"CP_N": "CP_RATE", "CP_RATE": "CP_RATE", "CLA_N": "CLA_RATE"}
COUNTS |= {"CP_REPEAT_EVER_N": "CP_REPEAT_EVER_PCT", "WF_AGENCY_N": "WF_AGENCY_PCT"}
# Measures that no return of the demonstration has, as a share of one that it has.
SHARES = {"CP_OPEN_2Y_N": ("CP_RATE", 3), "CP_OPEN_2Y_PCT": ("CP_RATE", 3)}
OF_A_COUNT = tuple(SHARES)
SHARES |= {"REREF_CHILD_PCT": ("REREF_PCT", 93)}
SMALL = range(1, 6)
NEIGHBOURS_REAL = (
    ("sn_april_2021.xlsx", "DfE statistical neighbours, April 2021", date(2021, 4, 1)),
    ("sn_may_2025.xlsx", "DfE statistical neighbours, May 2025", date(2025, 5, 1)),
)
STANDARD = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "new_la_code", "la_name"),
)

Say = Callable[[str], None]
Parts = tuple[int, int | None]


def load_synthetic(region: Region, today: date, say: Say) -> None:
    """Population, neighbours and one release of each dataset, all fictional. Twice equals once."""
    made = {a: SyntheticAuthority(a.code, seed=2026) for a in region.authorities.order_by("code")}
    last = last_published(today)
    years = range(last - YEARS + 1, last + 1)
    take_population(
        content=_population(region, made, years), file_name="synthetic-population.csv",
        name="Synthetic population of the demonstration", by=None,
    )  # fmt: skip
    take_neighbours(
        content=_neighbours(made), file_name="synthetic-neighbours.csv", name="Synthetic neighbours",
        valid_from=date(2021, 4, 1), source="Made up for the demonstration", by=None,
    )  # fmt: skip
    for dataset in Dataset.objects.order_by("key"):
        content = _SyntheticFile(dataset, made).content(region, years)
        import_published(content=content, file_name=f"synthetic-{dataset.key}.csv", name=NAME, by=None)
    say(f"synthetic statistics of {len(made)} fictional authorities, {years[0]} to {last}")


def load_real(folder: Path, say: Say) -> None:
    """The published files of a folder, where there are any: statistics, population and neighbour lists."""
    files = sorted((folder / "published").glob("*.csv"))
    if not files:
        say("published statistics not loaded: they are not beside the project")
        return
    for name, title, valid_from in NEIGHBOURS_REAL:
        path = folder / "neighbours" / name
        if path.exists():
            take_neighbours(
                content=path.read_bytes(),
                file_name=name,
                name=title,
                valid_from=valid_from,
                source="Department for Education",
                by=None,
            )
    for path in files:
        content = path.read_bytes()
        try:
            import_published(content=content, file_name=path.name, by=None)
        except PopulationFile:
            take_population(content=content, file_name=path.name, by=None)
        except Refused as refusal:
            say(f"{path.name} was not taken: {refusal}")
    say(f"{len(files)} published files loaded as releases")


def last_published(today: date) -> int:
    """The newest year whose figures are out: those of a year to March are published by November."""
    return today.year if today.month >= 11 else today.year - 1


def _population(region: Region, made: dict[Authority, SyntheticAuthority], years: Sequence[int]) -> bytes:
    rows: list[list[object]] = []
    # A rate of a year stands on the mid-year before, so one more is needed.
    for year in range(years[0] - 1, years[-1] + 1):
        children = {a: round(s.population * (1 + 0.004 * (year - years[-1]))) for a, s in made.items()}
        rows.append([*_area(year, region, None), "Children aged 0 to 17 years", sum(children.values())])
        rows += [[*_area(year, region, a), "Children aged 0 to 17 years", n] for a, n in children.items()]
    return _csv([*STANDARD, "age_group", "population_estimate"], rows)


def _neighbours(made: dict[Authority, SyntheticAuthority]) -> bytes:
    """Each authority's ten nearest in size, in the layout of the published list of 2025."""
    header = ["old_la_code", "la_name", "region_ind", "region_name"]
    header += [f"SN_{rank}{part}" for rank in range(1, 11) for part in ("", "P")]
    rows: list[list[object]] = []
    for authority, own in made.items():
        others = [(abs(s.population - own.population), a.code) for a, s in made.items() if a != authority]
        row: list[object] = [authority.code, authority.name, 1, authority.region.name]
        for distance, code in sorted(others)[:10]:
            row += [code, _closeness(distance)]
        rows.append(row)
    return _csv(header, rows)


def _closeness(distance: int) -> str:
    return "Very close" if distance < 10_000 else "Close" if distance < 40_000 else "Not close"


class _SyntheticFile:
    """One file in a dataset's own columns: a row an area, year and combination of filters."""

    def __init__(self, dataset: Dataset, made: dict[Authority, SyntheticAuthority]) -> None:
        self._made = made
        self._series = list(dataset.series.filter(added_by=None).select_related("indicator"))
        self._known = {i.code: i for i in Indicator.objects.filter(owner_authority=None)}
        self._month, self._day = (9, 30) if "September" in dataset.year_means else (3, 31)
        self._window = Window.R12 if dataset.year_means.startswith("year") else Window.S
        # The statistics of children looked after are printed in whole numbers.
        self._places = 0 if "looked after" in dataset.publication else 1

    def content(self, region: Region, years: Sequence[int]) -> bytes:
        filters = sorted({name for one in self._series for name in one.filters})
        columns = sorted({one.column for one in self._series})
        by_cell = {(self._combination(one, filters), one.column): one for one in self._series}
        combinations = list(dict.fromkeys(combination for combination, _ in by_cell))
        rows: list[list[object]] = []
        for year in reversed(years):
            for area in (None, *self._made):
                for combination in combinations:
                    cells = [self._cell(by_cell.get((combination, c)), area, year) for c in columns]
                    rows.append([*_area(year, region, area), *combination, *cells])
        return _csv([*STANDARD, *filters, *columns], rows)

    @staticmethod
    def _combination(series: Series, filters: Sequence[str]) -> tuple[str, ...]:
        return tuple(series.filters.get(name, "") for name in filters)

    def _cell(self, series: Series | None, area: Authority | None, year: int) -> str:
        if series is None:
            return Symbol.NOT_APPLICABLE.value
        indicator = series.indicator
        sources = list(self._made.values()) if area is None else [self._made[area]]
        parts = [self._parts(one, indicator.code, year) for one in sources]
        top, base = sum(p[0] for p in parts), sum(p[1] or 0 for p in parts)
        if indicator.code in COUNTS or (indicator.code in SHARES and indicator.unit == Unit.NUMBER):
            return Symbol.SUPPRESSED.value if top in SMALL else str(round(top, -1) if area is None else top)
        if indicator.unit == Unit.PERCENTAGE and (top in SMALL or base - top in SMALL):
            return Symbol.SUPPRESSED.value
        if not base:
            return Symbol.NOT_APPLICABLE.value
        times = {Unit.PERCENTAGE.value: 100, Unit.RATE.value: 10_000}.get(indicator.unit, 1)
        return str(round_half_up(Decimal(top * times) / base, self._places))

    def _parts(self, made: SyntheticAuthority, code: str, year: int) -> Parts:
        """Numerator and denominator of a year: a flow's twelve months, a stock's last day."""
        measure, share = SHARES.get(code, (COUNTS.get(code, code), 100))
        top, base = made.parts(self._known[measure], self._window, date(year, self._month, self._day))
        return (top * share // 100, top) if code in OF_A_COUNT else (top * share // 100, base)


def _area(year: int, region: Region, authority: Authority | None) -> Iterator[object]:
    level = Level.REGIONAL if authority is None else Level.LOCAL
    yield from (year, "Reporting year", level.value, "", "Fictional", region.code, region.name)
    yield from ("", "", "") if authority is None else (authority.code, "", authority.name)


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
