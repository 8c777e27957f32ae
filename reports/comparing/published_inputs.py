"""The published figures that scorecards are made from: benchmark rows, by the indicator that they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from indicators.benchmarks.reading import benchmarks_for
from indicators.models import Benchmark, Release
from reports.comparing.basis import Basis, compared_codes, named_releases
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
    for (list_id, vintage_id), alike in together.items():
        rows = benchmarks_for(
            authority=alike[0].authority,
            releases={pk for each in alike for pk in bases[each.pk].releases.values()} | named,
            neighbour_list_id=list_id,
            vintage_id=vintage_id,
            codes=set().union(*(codes[each.template_id] for each in alike)),
        )
        for each in alike:
            read = {*bases[each.pk].releases.values(), *named}
            found[each.pk] = _by_code(rows, codes[each.template_id], read)
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


def _by_code(rows: Sequence[Benchmark], codes: set[str], releases: set[int]) -> Benchmarks:
    found: dict[str, list[Benchmark]] = defaultdict(list)
    for row in rows:
        code = row.series.indicator.code
        if code in codes and row.release_id in releases:
            found[code].append(row)
    return {code: tuple(held) for code, held in found.items()}
