"""Benchmarks, read: what a scorecard compares with, and whose figures went into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

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


def newest_releases(*, fictional: bool) -> dict[str, Release]:
    """The newest release of each dataset, by its key: by the day it came out, then by its import."""
    held = Release.objects.filter(fictional=fictional).select_related("dataset")
    return {release.dataset.key: release for release in held.order_by("released_on", "pk")}


def neighbour_figures_of(benchmarks: Sequence[Benchmark]) -> list[list[NeighbourFigure]]:
    """Every neighbour of each benchmark's list in its order, with its figure or the reason it has none.

    In the order of the benchmarks; none for one without a list. Three queries however many they are, where
    their releases came with their datasets.
    """
    members = _members([row for row in benchmarks if row.neighbour_list_id is not None])
    every = {member.neighbour_id for held in members.values() for member in held}
    figures = figures_of(benchmarks, every) if every else {}
    found = []
    for row in benchmarks:
        listed = members.get((row.neighbour_list_id, row.authority_id), [])
        day = period_end_of(row.release.dataset.year_means, row.year) if listed else date.max
        found.append(
            [
                _figure(
                    member, figures.get((_terms(row), member.neighbour_id)), member.neighbour.existed_on(day)
                )
                for member in listed
            ]
        )
    return found


def _members(benchmarks: Iterable[Benchmark]) -> Mapping[tuple[int | None, int], list[Neighbour]]:
    """The neighbours in their order, by list and authority."""
    asked = {(row.neighbour_list_id, row.authority_id) for row in benchmarks}
    found: dict[tuple[int | None, int], list[Neighbour]] = defaultdict(list)
    if asked:
        held = Neighbour.objects.filter(
            neighbour_list__in={pk for pk, _ in asked}, authority__in={pk for _, pk in asked}
        )
        for member in held.select_related("neighbour__region"):
            found[member.neighbour_list_id, member.authority_id].append(member)
    return found


# A figure, its symbol, and why there is none where the symbol does not say it.
Held = tuple[Decimal | None, str, str]
# What a benchmark's figures are of: release, series, year and vintage.
Terms = tuple[int, int, int, int | None]


def figures_of(
    benchmarks: Sequence[Benchmark], authorities: Collection[int]
) -> Mapping[tuple[Terms, int], Held]:
    """Those authorities' figures on each benchmark's own terms. Two queries at most."""
    cells = PublishedValue.objects.filter(
        release__in={row.release_id for row in benchmarks},
        series__in={row.series_id for row in benchmarks},
        year__in={row.year for row in benchmarks},
        authority__in=list(authorities),
    ).values_list("release", "series", "year", "authority", "value", "symbol")
    held = {cell[:4]: cell[4:] for cell in cells}
    children = _children([row for row in benchmarks if row.vintage_id is not None], authorities)
    found: dict[tuple[Terms, int], Held] = {}
    for row in benchmarks:
        for pk in authorities:
            cell = held.get((row.release_id, row.series_id, row.year, pk))
            if cell is None:
                continue
            base = children.get((row.vintage_id, _mid_year(row), pk)) if row.vintage_id else None
            found[_terms(row), pk] = _rate(*cell, base) if row.vintage_id else (*cell, "")
    return found


def _children(
    benchmarks: Sequence[Benchmark], authorities: Collection[int]
) -> Mapping[tuple[int | None, int, int | None], int | None]:
    """By vintage, mid-year and authority; no query where no benchmark is a rate made from a count."""
    if not benchmarks:
        return {}
    held = PopulationEstimate.objects.filter(
        vintage__in={row.vintage_id for row in benchmarks},
        mid_year__in={_mid_year(row) for row in benchmarks},
        authority__in=list(authorities),
    ).values_list("vintage", "mid_year", "authority", "children")
    return {(vintage, mid_year, pk): children for vintage, mid_year, pk, children in held}


def _mid_year(row: Benchmark) -> int:
    return mid_year_before(period_end_of(row.release.dataset.year_means, row.year))


def _terms(row: Benchmark) -> Terms:
    return row.release_id, row.series_id, row.year, row.vintage_id


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
