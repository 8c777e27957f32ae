"""Which columns of published statistics hold an indicator: of now, and as a scorecard keeps to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from indicators.models import Series

# The keys of the series that hold an indicator, by its code: nearly always one.
SeriesOf = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One series as the mapping has it now. `headline`: whether scorecards compare with it from now on."""

    key: str
    dataset: str
    code: str
    indicator: str
    words: str
    per_children: bool
    headline: bool


def mapped_series(codes: Collection[str], keys: Collection[str]) -> dict[str, Mapped]:
    """By key: every headline series of the indicators, and those with the keys whatever they are now."""
    wanted = Q(headline=True, indicator__code__in=list(codes)) | Q(key__in=list(keys))
    found = Series.objects.filter(wanted, indicator__owner_authority=None).order_by("key")
    return {
        series.key: Mapped(
            series.key,
            series.dataset.key,
            series.indicator.code,
            series.indicator.name,
            _words(series),
            series.per_children,
            series.headline,
        )
        for series in found.select_related("dataset", "indicator")
    }


def by_indicator(held: Iterable[Mapped]) -> dict[str, tuple[str, ...]]:
    """The keys by the code of their indicator, both in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in held:
        found[one.code].add(one.key)
    return {code: tuple(sorted(found[code])) for code in sorted(found)}


def joined(held: SeriesOf, more: SeriesOf) -> dict[str, tuple[str, ...]]:
    """The keys of both, by indicator."""
    codes = sorted({*held, *more})
    return {code: tuple(sorted({*held.get(code, ()), *more.get(code, ())})) for code in codes}


def _words(series: Series) -> str:
    """'the column rereferral_percent of Children in need: referrals', its filters in brackets."""
    filters = ", ".join(str(value) for _, value in sorted(series.filters.items()))
    rate = ", made a rate" if series.per_children else ""
    return f"the column {series.column}{f' ({filters})' if filters else ''} of {series.dataset.name}{rate}"
