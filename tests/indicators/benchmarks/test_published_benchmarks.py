"""Every benchmark of the ten published files against a second, slow implementation, to the last digit."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.models import Benchmark, Release, Series
from tests.indicators.benchmarks.slow_tables import (
    ENGLAND,
    Judged,
    children_of,
    columns_of,
    rated,
    rounded,
    rows_of,
)
from tests.indicators.calculations.slow_comparisons import Compared
from tests.keeping import kept_for_the_module

PUBLISHED = Path(settings.PUBLISHED_DIR) / "published"
NEIGHBOURS = Path(settings.PUBLISHED_DIR) / "neighbours"
REGISTER = Path(settings.BASE_DIR) / "authorities" / "register" / "data"
POPULATION = "ons_mid-year_population_estimates_2012_to_2024.csv"
# The list's name, the file that is imported, its first day, and the file that the slow way reads: in it the
# authority's column and how those of its neighbours begin.
LISTS = {
    "2021 model": (
        "sn_april_2021.xlsx",
        "2021-04-01",
        "New_Statistical_Neighbour_Groupings_April_2021.csv",
        "LA num",
        "SN{}",
    ),
    "2025 model": ("sn_may_2025.xlsx", "2025-05-01", "sn_model_2025_wide.csv", "old_la_code", "SN_{}"),
}
FILES = sorted(PUBLISHED.glob("*.csv"))

ABSENT = "The ten published files and the neighbour lists are not beside the project, in ../shared/data."
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(len(FILES) < 10 or not NEIGHBOURS.is_dir(), reason=ABSENT),
]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All ten files and both lists, by the commands that a person uses; taken back at the end."""
    with kept_for_the_module(django_db_blocker):
        run("load_reference")
        # A list before the statistics, one after: each comes to every benchmark either way.
        take_list("2021 model")
        for path in FILES:
            if path.name != POPULATION:
                run("import_published", str(path))
        run("import_population", str(PUBLISHED / POPULATION), "--name", "Mid-2024")
        take_list("2025 model")
        yield


def take_list(name: str) -> None:
    file, day, *_ = LISTS[name]
    run("import_neighbours", str(NEIGHBOURS / file), "--name", name, "--valid-from", day)


@dataclass(frozen=True)
class Place:
    code: str
    region: str
    first: date
    last: date

    def existed(self, day: date) -> bool:
        return self.first <= day <= self.last


def places() -> dict[str, Place]:
    regions = {row["name"]: row["code"] for row in rows_of(REGISTER / "regions.csv")}
    return {
        row["code"]: Place(
            row["code"],
            regions[row["region"]],
            date.fromisoformat(row["valid_from"] or "1900-01-01"),
            date.fromisoformat(row["valid_to"] or "2999-12-31"),
        )
        for row in rows_of(REGISTER / "authorities.csv")
    }


def neighbours_of(name: str) -> dict[str, list[str]]:
    """As far as the list goes; beneath it stand the earlier neighbours of former authorities."""
    _, _, file, own, other = LISTS[name]
    rows = takewhile(lambda row: row[own].strip().isdigit(), rows_of(NEIGHBOURS / file))
    return {row[own].strip(): [row[other.format(at)].strip() for at in range(1, 11)] for row in rows}


Columns = dict[tuple[str, int], Judged]


@pytest.fixture(scope="module")
def columns(imported: None) -> Columns:
    """Every mapped series in every year, by its key."""
    everywhere, children = places(), children_of(rows_of(PUBLISHED / POPULATION))
    found = {}
    for release in Release.objects.select_related("dataset"):
        rows = rows_of(PUBLISHED / release.file_name)
        month, day = (9, 30) if "September" in release.dataset.year_means else (3, 31)
        for series in Series.objects.filter(dataset=release.dataset).select_related("indicator"):
            for year, column in columns_of(rows, series.column, series.filters).items():
                if series.per_children:
                    column = rated(column, children[year - 1])
                there = {code for code, place in everywhere.items() if place.existed(date(year, month, day))}
                found[series.key, year] = Judged.of_column(column, there, series.indicator.polarity)
    return found


def what_is_stored(row: Benchmark) -> tuple:
    compared = Compared(
        neighbour_mean=row.neighbour_mean,
        neighbour_median=row.neighbour_median,
        used=row.neighbours_used,
        listed=row.neighbours,
        q1=row.q1,
        q3=row.q3,
        of=row.of,
        position=row.position,
        rank=row.rank,
        tied=row.tied,
    )
    shown = [
        (row.authority_value, row.authority_symbol),
        (row.region_value, row.region_symbol),
        (row.england_value, row.england_symbol),
    ]
    return compared, shown, row.places


def test_every_benchmark_equals_the_slow_way_to_the_last_stored_digit(columns: Columns) -> None:
    everywhere = places()
    lists: dict[str | None, dict[str, list[str]]] = {None: {code: [] for code in everywhere}}
    lists |= {name: neighbours_of(name) for name in LISTS}
    seen: dict[tuple, set[str]] = defaultdict(set)
    different = []
    held = Benchmark.objects.select_related("authority", "series", "neighbour_list", "vintage")
    for row in held.iterator():
        judged, code = columns[row.series.key, row.year], row.authority.code
        name = row.neighbour_list.name if row.neighbour_list else None
        column = judged.column
        shown = [
            (rounded(column.figures.get(area)), column.symbols.get(area, "x"))
            for area in (code, everywhere[code].region, ENGLAND)
        ]
        expected = (judged.of_authority(code, lists[name][code]), shown, column.decimals)
        if what_is_stored(row) != expected:
            different.append((row.series.key, row.year, code, name, what_is_stored(row), expected))
        assert (row.vintage is not None) == row.series.per_children
        seen[row.series.key, row.year, name].add(code)
    assert not different, (len(different), different[:3])
    assert set(seen) == {(*column, name) for column in columns for name in lists}
    assert len(columns) > 230
    for (key, year, name), codes in seen.items():
        # A row for everybody that existed then, and for whoever has a figure; by a list, for whom it covers.
        judged = columns[key, year]
        assert codes == (judged.there | set(judged.column.figures) & set(everywhere)) & set(lists[name])


def test_a_year_compares_the_authorities_that_existed_in_it() -> None:
    # Counted by hand from the file: authorities with a number, of 152, 152, 151, 152, 153 and 153 in it.
    counted = Benchmark.objects.filter(series__indicator__code="REREF_PCT", neighbour_list=None)
    of = dict(counted.order_by().values_list("year", "of").distinct())
    assert {year: of[year] for year in (2013, 2019, 2020, 2022, 2024, 2025)} == {
        2013: 148,
        2019: 151,
        2020: 148,
        2022: 150,
        2024: 149,
        2025: 153,
    }
    cumbria = counted.filter(authority__code="909").values_list("year", flat=True)
    assert max(cumbria) == 2023
    assert min(counted.filter(authority__code="942").values_list("year", flat=True)) == 2024


def figure(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


@pytest.mark.parametrize("name", LISTS)
def test_the_command_prints_every_row_as_the_slow_way_finds_it(columns: Columns, name: str) -> None:
    neighbours, different = neighbours_of(name), []
    printed = list(csv.DictReader(io.StringIO(run("benchmarks", "--all", "--neighbours", name))))
    for row in printed:
        said = Compared(
            neighbour_mean=figure(row["neighbour_mean"]),
            neighbour_median=figure(row["neighbour_median"]),
            used=int(row["neighbours_used"]),
            listed=int(row["neighbours_listed"]),
            q1=figure(row["q1"]),
            q3=figure(row["q3"]),
            of=int(row["of"]),
            position=row["position"],
            rank=int(row["rank"]) if row["rank"] else None,
            tied=row["tied"] == "yes",
        )
        judged, code = columns[row["series"], int(row["year"])], row["authority"]
        own = rounded(judged.column.figures.get(code))
        if (said, figure(row["authority_value"])) != (judged.of_authority(code, neighbours[code]), own):
            different.append(row)
    assert not different, (len(different), different[:3])
    assert len(printed) == Benchmark.objects.filter(neighbour_list__name=name).count() > 30_000


def test_the_command_says_what_one_figure_is_compared_with() -> None:
    asked = ["--authority", "343", "--indicator", "REREF_PCT", "--year", "2024"]
    said = run("benchmarks", *asked, "--neighbours", "2021 model")
    # Reckoned by hand from the file: ten neighbours with 246.3 in all, the middle two 24.4 and 25.2.
    assert json.loads(said) | {"released_on": ""} == {
        "authority": "343",
        "indicator": "REREF_PCT",
        "series": "cin-referrals:rereferral_percent (Referrals and Re-referrals)",
        "year": 2024,
        "release": "Children in need: referrals and re-referrals, to 2025",
        "neighbours": "2021 model",
        "vintage": None,
        "authority_value": 23.4,
        "neighbour_mean": 24.63,
        "neighbour_median": 24.8,
        "region_value": 21.2,
        "england_value": 22.4,
        "q1": 17.7,
        "q3": 23.6,
        "neighbours_used": 10,
        "neighbours_listed": 10,
        "of": 149,
        "position": "in range",
        "rank": 110,
        "tied": True,
        "average": "mean",
        "neighbour_average": 24.63,
        "symbols": {"authority": "", "region": "", "england": ""},
        "basis": "Referral base: referrals within 12 months of a previous one, of all referrals",
        "year_means": "year to 31 March",
        "released_on": "",
    }


def test_the_list_in_force_is_the_one_compared_with_unless_another_is_named() -> None:
    asked = ["--authority", "343", "--indicator", "CLA_RATE", "--year", "2024"]
    now, then = (
        json.loads(run("benchmarks", *asked, *more)) for more in ([], ["--neighbours", "2021 model"])
    )
    assert now["neighbours"] == "2025 model"
    assert then["neighbours"] == "2021 model"
    assert now["neighbour_mean"] != then["neighbour_mean"]
