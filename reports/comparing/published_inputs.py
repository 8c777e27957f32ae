"""The published figures that scorecards are made from: benchmark rows, by the indicator that they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q

from authorities.models import Authority
from indicators.models import Benchmark, Release
from reports.comparing.pins import Basis, compared_codes, named_releases
from reports.layouts.layout import Layout
from reports.models import Scorecard

Benchmarks = Mapping[str, tuple[Benchmark, ...]]


def read_benchmarks(
    scorecards: Sequence[Scorecard], layouts: Mapping[int, Layout], bases: Mapping[int, Basis]
) -> dict[int, Benchmarks]:
    """The rows of each scorecard of one authority, by its key; `layouts` by the key of the template.

    One query for each pair of neighbour list and population vintage that the scorecards are pinned to, and
    one where a layout names a release.
    """
    named = _named({name for layout in layouts.values() for name in named_releases(layout)})
    codes = {pk: compared_codes(layout) for pk, layout in layouts.items()}
    together: dict[tuple[int | None, int | None], list[Scorecard]] = defaultdict(list)
    for scorecard in scorecards:
        if bases[scorecard.pk].releases or named:
            basis = bases[scorecard.pk]
            together[basis.neighbour_list, basis.vintage].append(scorecard)
    found: dict[int, Benchmarks] = {}
    for alike in together.values():
        rows = _rows(
            alike[0].authority, [bases[each.pk] for each in alike], named, set().union(*codes.values())
        )
        for each in alike:
            found[each.pk] = _by_code(rows, codes[each.template_id], bases[each.pk], named)
    return found


def row_facts(row: Benchmark) -> str:
    """What of a row the lines are made from, and the releases behind it; not its key, which a rebuilding
    of the benchmarks changes."""
    return repr(
        (
            *(row.series_id, row.release_id, row.neighbour_list_id, row.vintage_id, row.year, row.places),
            *(row.authority_value, row.authority_symbol, row.neighbour_mean, row.neighbour_median),
            *(row.neighbours_used, row.neighbours, row.region_value, row.region_symbol),
            *(row.england_value, row.england_symbol, row.q1, row.q3, row.of, row.rank, row.tied),
            *(row.release.name, row.series.basis, row.vintage.name if row.vintage else ""),
        )
    )


def _named(names: set[str]) -> set[int]:
    return set(Release.objects.filter(name__in=names).values_list("pk", flat=True)) if names else set()


def _rows(
    authority: Authority, alike: Sequence[Basis], named: set[int], codes: set[str]
) -> Sequence[Benchmark]:
    """Oldest year first, by the list and vintage that all of the bases have."""
    keys = {key for basis in alike for held in basis.series.values() for key in held}
    wanted = Q(series__key__in=list(keys))
    if any(not basis.series for basis in alike):
        wanted |= Q(series__headline=True, series__indicator__code__in=list(codes))
    held = Benchmark.objects.filter(
        wanted,
        Q(vintage=None) | Q(vintage=alike[0].vintage),
        authority=authority,
        release__in={*named, *(pk for basis in alike for pk in basis.releases.values())},
        neighbour_list=alike[0].neighbour_list,
        series__indicator__owner_authority=None,
    )
    loaded = held.select_related(
        "series__indicator", "series__dataset", "release__dataset", "neighbour_list", "vintage"
    )
    return list(loaded.order_by("series__key", "year", "release", "pk"))


def _by_code(rows: Sequence[Benchmark], codes: set[str], basis: Basis, named: set[int]) -> Benchmarks:
    """The rows that a basis reads, by the indicator it reads them for, whatever they are mapped to now."""
    releases = {*named, *basis.releases.values()}
    wanted: dict[str, list[str]] = defaultdict(list)
    for code in codes & basis.series.keys():
        for key in basis.series[code]:
            wanted[key].append(code)
    found: dict[str, list[Benchmark]] = defaultdict(list)
    for row in rows:
        series = row.series
        # A basis from before series were kept is read by the mapping of now.
        unpinned = [series.indicator.code] if series.headline and series.indicator.code in codes else []
        for code in wanted.get(series.key, []) if basis.series else unpinned:
            if row.release_id in releases:
                found[code].append(row)
    return {code: tuple(held) for code, held in found.items()}
