"""What a release of published statistics says otherwise than the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from authorities.models import Level
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.models import PublishedValue, Release, Series

SHOWN = 50

# A cell of a release: series, year, level and area code.
Cell = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of both releases that is not the same in them, as it is shown."""

    area: str
    indicator: str
    basis: str
    year: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """`changed` figures are in both; `added` only in the later; `gone` only in the earlier.

    `rows` are the first of the changed ones, by indicator, year and area.
    """

    before: Release
    changed: int
    added: int
    gone: int
    rows: list[Difference]


def release_before(release: Release) -> Release | None:
    """The release of the dataset published before this one; for the first of them the next after it."""
    earlier = Q(released_on__lt=release.released_on) | Q(released_on=release.released_on, pk__lt=release.pk)
    same = Release.objects.filter(earlier, dataset=release.dataset_id, fictional=release.fictional)
    others = Release.objects.filter(dataset=release.dataset_id, fictional=release.fictional)
    later = others.exclude(pk=release.pk).order_by("released_on", "pk")
    return same.order_by("-released_on", "-pk").first() or later.first()


def differences(before: Release, after: Release) -> Differences:
    """Figures are compared as published: value and symbol. Five queries, whatever the length."""
    held = dict(_cells(before))
    changed: list[tuple[Cell, tuple[Decimal | None, str], tuple[Decimal | None, str]]] = []
    added = met = 0
    for cell, figure in _cells(after):
        earlier = held.get(cell)
        if earlier is None:
            added += 1
            continue
        met += 1
        if earlier != figure:
            changed.append((cell, earlier, figure))
    return Differences(
        before=before,
        changed=len(changed),
        added=added,
        gone=len(held) - met,
        rows=list(_rows(before, after, [cell for cell, *_ in changed[:SHOWN]])),
    )


def _cells(release: Release) -> Iterator[tuple[Cell, tuple[Decimal | None, str]]]:
    values = PublishedValue.objects.filter(release=release).order_by(
        "series__key", "year", "level", "area_code"
    )
    wanted = values.values_list("series_id", "year", "level", "area_code", "value", "symbol")
    for series, year, level, area, value, symbol in wanted.iterator(chunk_size=5000):
        yield (series, year, level, area), (value, symbol)


def _rows(before: Release, after: Release, cells: list[Cell]) -> Iterator[Difference]:
    """The cells as they are shown. Values of both releases are read again, now with their names."""
    named = {
        release.pk: {
            (value.series_id, value.year, value.level, value.area_code): value
            for value in PublishedValue.objects.filter(
                release=release,
                series__in={cell[0] for cell in cells},
                year__in={cell[1] for cell in cells},
                area_code__in={cell[3] for cell in cells},
            ).select_related("authority", "region")
        }
        for release in (before, after)
    }
    series = {
        found.pk: found
        for found in Series.objects.filter(pk__in={c[0] for c in cells}).select_related("indicator")
    }
    for cell in cells:
        earlier, later = named[before.pk][cell], named[after.pk][cell]
        of = series[cell[0]]
        yield Difference(
            area=_area(later),
            indicator=of.indicator.name,
            basis=of.basis,
            year=cell[1],
            before=_shown(earlier, of),
            after=_shown(later, of),
        )


def _area(value: PublishedValue) -> str:
    if value.level == Level.NATIONAL:
        return "England"
    known = value.authority or value.region
    return str(known) if known is not None else f"{value.area_code} (not in the register)"


def _shown(value: PublishedValue, of: Series) -> str:
    # A count that a rate is made from is printed as a count.
    unit = Unit.NUMBER if of.per_children else Unit(of.indicator.unit)
    return display(value.value, value.symbol, unit, value.places)
