"""Benchmarks, read: what a scorecard compares with, and whose figures went into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.db.models import Q

from authorities.models import Authority, Neighbour, PopulationEstimate
from indicators.benchmarks.years import mid_year_before, period_end_of
from indicators.calculations.fixed_point import LARGEST, to_decimal, to_units
from indicators.calculations.published_rates import rates_per_10_000
from indicators.calculations.symbols import Symbol
from indicators.models import Benchmark, PublishedValue, Release

REASONS = {
    Symbol.LOW: "more than zero, but too small to be published",
    Symbol.SUPPRESSED: "suppressed, so that no child can be identified",
    Symbol.NOT_APPLICABLE: "not applicable: there was nobody to count",
    Symbol.NOT_AVAILABLE: "not published",
}
NOT_THERE = "did not exist in that year"
NO_POPULATION = "no estimate of its children"


@dataclass(frozen=True, slots=True)
class NeighbourFigure:
    """One neighbour and its figure; `reason` is in words, and empty where there is a figure."""

    rank: int
    neighbour: Authority
    closeness: str
    value: Decimal | None
    symbol: str
    reason: str = ""


def benchmarks_for(
    *,
    authority: Authority,
    releases: Collection[int],
    neighbour_list_id: int | None,
    vintage_id: int | None,
    codes: Collection[str],
) -> list[Benchmark]:
    """An authority's benchmarks for national indicators, headline series only, oldest year first.

    Those by the one list (None: without neighbours), and by the one vintage where they are rates made from
    counts. One query, with series, indicator, release, dataset, list and vintage loaded.
    """
    held = Benchmark.objects.filter(
        Q(vintage=None) | Q(vintage=vintage_id),
        authority=authority,
        release__in=list(releases),
        neighbour_list=neighbour_list_id,
        series__headline=True,
        series__indicator__code__in=list(codes),
        series__indicator__owner_authority=None,
    )
    loaded = held.select_related("series__indicator", "release__dataset", "neighbour_list", "vintage")
    return list(loaded.order_by("series__indicator__code", "year", "release", "pk"))


def newest_releases(*, fictional: bool) -> dict[str, Release]:
    """The newest release of each dataset, by its key: by the day it came out, then by its import."""
    held = Release.objects.filter(fictional=fictional).select_related("dataset")
    return {release.dataset.key: release for release in held.order_by("released_on", "pk")}


def neighbour_figures(benchmark: Benchmark) -> list[NeighbourFigure]:
    """Every neighbour of the benchmark's list in its order, with its figure or the reason it has none.

    At most four queries; none for a benchmark without a list.
    """
    if benchmark.neighbour_list_id is None:
        return []
    members = list(
        Neighbour.objects.filter(
            neighbour_list=benchmark.neighbour_list_id, authority=benchmark.authority_id
        ).select_related("neighbour__region")
    )
    ids = [member.neighbour_id for member in members]
    found = figures_of(benchmark, ids)
    day = period_end_of(benchmark.release.dataset.year_means, benchmark.year)
    return [
        _figure(member, found.get(member.neighbour_id), member.neighbour.existed_on(day))
        for member in members
    ]


# A figure, its symbol, and why there is none where the symbol does not say it.
Held = tuple[Decimal | None, str, str]


def figures_of(benchmark: Benchmark, authorities: Collection[int]) -> Mapping[int, Held]:
    """Those authorities' figures on the benchmark's own terms: series, year, release and vintage."""
    cells = PublishedValue.objects.filter(
        release=benchmark.release_id,
        series=benchmark.series_id,
        year=benchmark.year,
        authority__in=list(authorities),
    ).values_list("authority", "value", "symbol")
    if benchmark.vintage_id is None:
        return {pk: (value, symbol, "") for pk, value, symbol in cells}
    mid_year = mid_year_before(period_end_of(benchmark.release.dataset.year_means, benchmark.year))
    children = dict(
        PopulationEstimate.objects.filter(
            vintage=benchmark.vintage_id, mid_year=mid_year, authority__in=list(authorities)
        ).values_list("authority", "children")
    )
    return {pk: _rate(value, symbol, children.get(pk)) for pk, value, symbol in cells}


def _rate(count: Decimal | None, symbol: str, children: int | None) -> Held:
    if count is None:
        return None, symbol, ""
    if not children:
        return None, Symbol.NOT_AVAILABLE.value, NO_POPULATION
    counts = np.array([to_units(count, LARGEST)])
    rates, _ = rates_per_10_000(counts, np.array([children]), np.array([True]))
    return to_decimal(int(rates[0])), symbol, ""


def _figure(member: Neighbour, held: Held | None, existed: bool) -> NeighbourFigure:
    value, symbol, reason = held or (None, Symbol.NOT_AVAILABLE.value, "")
    if value is None and not existed:
        reason = NOT_THERE
    elif value is None:
        reason = reason or REASONS.get(Symbol(symbol), REASONS[Symbol.NOT_AVAILABLE])
    return NeighbourFigure(member.rank, member.neighbour, member.closeness, value, symbol, reason)
