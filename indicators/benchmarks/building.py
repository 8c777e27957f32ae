"""Benchmarks, written: every authority of a release among its neighbours and among all of them.

They can be reckoned anew from the release at any time, so the old rows go and new ones come, in one
transaction that holds the release's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from authorities.models import NeighbourList, PopulationVintage
from authorities.refusal import Refused
from indicators.benchmarks.figures import Areas, Table, as_published, as_rates, joined, published
from indicators.benchmarks.places import Layer, Rows, layers, without_neighbours
from indicators.benchmarks.years import period_end_of
from indicators.calculations.comparisons import GOOD, POSITIONS, Comparisons, compare
from indicators.calculations.fixed_point import TooLarge, to_decimal
from indicators.calculations.polarity import Polarity
from indicators.models import Benchmark, Release
from indicators.storing import insert_rows

FIELDS = (
    *("authority", "series", "release", "vintage", "neighbour_list", "year"),
    *("authority_value", "authority_symbol", "neighbour_mean", "neighbour_median"),
    *("neighbours_used", "neighbours", "region_value", "region_symbol", "england_value", "england_symbol"),
    *("q1", "q3", "of", "position", "rank", "tied", "places"),
)


_POSITIONS = [position.value for position in POSITIONS]


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a release's benchmarks is written anew."""

    layers: Sequence[Layer]
    vintages: Sequence[PopulationVintage]
    published_too: bool
    old: Q


@transaction.atomic
def build_for_release(release: Release) -> int:
    """All benchmarks of a release: without neighbours and for every list, for every vintage; how many rows.

    An authority has a row for each year in which it existed, and for any other that has a figure of it.
    Raises Refused for a figure too large to be compared.
    """
    rows = Rows.load(fictional=release.fictional)
    lists = NeighbourList.objects.filter(fictional=release.fictional).order_by("pk")
    vintages = list(PopulationVintage.objects.filter(fictional=release.fictional).order_by("pk"))
    every = [without_neighbours(rows), *layers(rows, lists)]
    return _write(release, rows, _Part(every, vintages, published_too=True, old=Q()))


@transaction.atomic
def build_for_list(neighbour_list: NeighbourList) -> int:
    """The benchmarks of one list, for every release; how many rows. Errors as `build_for_release`."""
    fictional = neighbour_list.fictional
    rows = Rows.load(fictional=fictional)
    vintages = list(PopulationVintage.objects.filter(fictional=fictional).order_by("pk"))
    part = _Part(
        layers(rows, [neighbour_list]), vintages, published_too=True, old=Q(neighbour_list=neighbour_list)
    )
    return sum(_write(release, rows, part) for release in _releases(fictional))


@transaction.atomic
def build_for_vintage(vintage: PopulationVintage) -> int:
    """The rates by one vintage, for every release with counts; how many rows. Errors as for a release."""
    rows = Rows.load(fictional=vintage.fictional)
    lists = NeighbourList.objects.filter(fictional=vintage.fictional).order_by("pk")
    every = [without_neighbours(rows), *layers(rows, lists)]
    part = _Part(every, [vintage], published_too=False, old=Q(vintage=vintage))
    rated = _releases(vintage.fictional, Q(dataset__series__per_children=True))
    return sum(_write(release, rows, part) for release in rated)


def _releases(fictional: bool, *only: Q) -> QuerySet[Release]:
    """In one order, so that two builds wait for each other and never both."""
    held = Release.objects.filter(*only, fictional=fictional).select_related("dataset")
    return held.order_by("pk").distinct()


def _write(release: Release, rows: Rows, part: _Part) -> int:
    # Held until the commit: a second build of the release waits, and then replaces these rows.
    Release.objects.select_for_update(no_key=True).get(pk=release.pk)
    areas = Areas.of(rows)
    try:
        table = _table(release, areas, part)
    except TooLarge as error:
        raise Refused(str(error)) from error
    Benchmark.objects.filter(part.old, release=release).delete()
    return insert_rows(Benchmark, FIELDS, _rows(release, areas, table, part.layers))


def _table(release: Release, areas: Areas, part: _Part) -> Table:
    held = published(release, areas)
    rates = (as_rates(held, areas, vintage) for vintage in part.vintages)
    plain = [as_published(held)] if part.published_too else []
    return joined([*plain, *rates]) if plain or part.vintages else held


def _rows(release: Release, areas: Areas, table: Table, wanted: Iterable[Layer]) -> Iterator[tuple[Any, ...]]:
    many = len(areas.rows.authorities)
    if not many or not table.columns:
        return
    year_means = release.dataset.year_means
    existed = areas.rows.existing([period_end_of(year_means, column.year) for column in table.columns])
    figures, has = table.figures[:many], table.has[:many]
    good = np.array(
        [GOOD[Polarity(column.series.indicator.polarity)] for column in table.columns], dtype=np.int8
    )
    for layer in wanted:
        found = compare(figures, has, layer.neighbours, existed, good)
        written = sorted(layer.lists)
        for column in range(len(table.columns)):
            yield from _column(release, areas, table, found, layer, column, written, existed | has)


def _column(
    release: Release,
    areas: Areas,
    table: Table,
    found: Comparisons,
    layer: Layer,
    column: int,
    written: Sequence[int],
    wanted: NDArray[np.bool_],
) -> Iterator[tuple[Any, ...]]:
    """The rows of one series and year: what all authorities share is made once."""
    head = table.columns[column]
    values = _decimals(table.figures[:, column].tolist(), table.has[:, column].tolist())
    symbols = table.symbols[:, column].tolist()
    of = int(found.of[column])
    q1, q3 = (to_decimal(int(q[column])) if of else None for q in (found.q1, found.q3))
    used = found.used[:, column].tolist()
    means = _decimals(found.neighbour_mean[:, column].tolist(), used)
    medians = _decimals(found.neighbour_median[:, column].tolist(), used)
    position, rank = found.position[:, column].tolist(), found.rank[:, column].tolist()
    tied, there = found.tied[:, column].tolist(), wanted[:, column].tolist()
    listed, regions, england = found.listed.tolist(), areas.of_regions(), areas.england
    ids = [authority.pk for authority in areas.rows.authorities]
    of_all = (values[england], symbols[england], q1, q3, of)
    source, vintage, year, places = (
        (head.series.pk, release.pk),
        head.vintage,
        head.year,
        table.places[column],
    )
    for row in written:
        if there[row]:
            region = regions[row]
            yield (
                *(ids[row], *source, vintage, layer.lists[row], year, values[row], symbols[row]),
                *(means[row], medians[row], used[row], listed[row], values[region], symbols[region]),
                *(*of_all, _POSITIONS[position[row]], rank[row] or None, tied[row], places),
            )


def _decimals(units: Sequence[int], there: Sequence[int]) -> list[Decimal | None]:
    return [to_decimal(unit) if has else None for unit, has in zip(units, there, strict=True)]
