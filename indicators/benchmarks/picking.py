"""Which benchmarks are meant: found by the names that a person types."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from authorities.models import Authority, NeighbourList, PopulationVintage
from authorities.neighbours.lists import list_in_force, lists_for, lists_in_force
from authorities.populations.lookup import newest_vintage
from authorities.refusal import Refused
from indicators.benchmarks.reading import newest_releases
from indicators.models import Benchmark, Indicator, Release

_LOADED = (*("authority", "series__indicator", "release__dataset", "neighbour_list", "vintage"),)


def one_benchmark(
    *,
    authority: Authority,
    code: str,
    year: int,
    neighbours: str,
    release: str,
    vintage: str,
    day: date,
) -> Benchmark:
    """The comparison of one authority, national indicator and year, headline series.

    Blank names mean: the list in force for the authority on `day`, the newest release, the newest vintage.
    Refused, with a sentence that says what there is, for a name that nothing bears.
    """
    indicator = Indicator.objects.filter(code=code, owner_authority=None).first()
    if indicator is None:
        raise Refused(f"There is no national indicator with the code {code!r}. Check it in the catalogue.")
    chosen = _list(authority, neighbours, day)
    held = (
        Benchmark.objects.filter(authority=authority, series__indicator=indicator, series__headline=True)
        .filter(Q(vintage=None) | Q(vintage=_vintage(vintage, fictional=authority.fictional)))
        .filter(release__in=_releases(release, fictional=authority.fictional))
        .filter(neighbour_list=chosen)
        .select_related(*_LOADED)
    )
    found = held.filter(year=year).order_by("-release__released_on", "-release").first()
    if found is not None:
        return found
    years = sorted(set(held.values_list("year", flat=True)))
    what = f"{code} of {authority}"
    if not years:
        raise Refused(f"No release that was imported gives {what}: import one, or name another release.")
    raise Refused(f"There is no {what} for {year}. There is one for {', '.join(map(str, years))}.")


def every_benchmark(
    *, neighbours: str, release: str, vintage: str, day: date, fictional: bool = False
) -> Iterable[Benchmark]:
    """Those of every authority, series and year, headline or not, by authority, series and year.

    With `neighbours` by that national list, for whom it covers; blank: each by its own on `day`. Names as in
    `one_benchmark`. Streams.
    """
    held = Benchmark.objects.filter(
        Q(vintage=None) | Q(vintage=_vintage(vintage, fictional=fictional)),
        release__in=_releases(release, fictional=fictional),
    ).select_related(*_LOADED)
    ordered = held.order_by("authority__code", "series__key", "release", "year")
    if neighbours:
        return ordered.filter(neighbour_list=_national(neighbours, fictional=fictional)).iterator()
    return _each_by_its_own(ordered, day)


def _each_by_its_own(held: QuerySet[Benchmark], day: date) -> Iterable[Benchmark]:
    lists = {authority: one.pk for authority, one in lists_in_force(day).items()}
    wanted = held.filter(Q(neighbour_list=None) | Q(neighbour_list__in=set(lists.values())))
    for benchmark in wanted.iterator():
        if benchmark.neighbour_list_id == lists.get(benchmark.authority_id):
            yield benchmark


def _list(authority: Authority, name: str, day: date) -> NeighbourList | None:
    if not name:
        return list_in_force(authority, day)
    held = lists_for(authority)
    named = [one for one in held if one.name.casefold() == name.strip().casefold()]
    if named:
        return named[0]
    there = ", ".join(one.name for one in held) or "none: import one first"
    raise Refused(f"There is no neighbour list {name!r} for {authority}. There is {there}.")


def _national(name: str, *, fictional: bool) -> NeighbourList:
    held = NeighbourList.objects.filter(owner=None, fictional=fictional)
    found = held.filter(name__iexact=name.strip()).first()
    if found is None:
        there = ", ".join(one.name for one in held) or "none: import one first"
        raise Refused(f"There is no national neighbour list {name!r}. There is {there}.")
    return found


def _releases(name: str, *, fictional: bool) -> list[Release]:
    if not name:
        return list(newest_releases(fictional=fictional).values())
    found = list(Release.objects.filter(name__iexact=name.strip(), fictional=fictional))
    if not found:
        raise Refused(
            f"There is no release named {name!r}. Leave the name out for the newest of each dataset."
        )
    return found


def _vintage(name: str, *, fictional: bool) -> PopulationVintage | None:
    if not name:
        return newest_vintage(fictional=fictional)
    held = PopulationVintage.objects.filter(fictional=fictional)
    found = held.filter(name__iexact=name.strip()).first()
    if found is None:
        there = ", ".join(one.name for one in held) or "none: import one first"
        raise Refused(f"There is no population vintage {name!r}. There is {there}.")
    return found
