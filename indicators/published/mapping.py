"""Which column of which published file is which indicator: read from datasets.json, kept in the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from authorities.audit import record
from indicators.benchmarks.turns import wait_for_turn
from indicators.models import Dataset, Indicator, Series
from indicators.published.held import read_held

FILE = Path(__file__).with_name("datasets.json")
RATE_WORDS = " per 10,000 children"


class MappingError(ValueError):
    """The mapping cannot be stored; the message says which series and why."""


@dataclass(frozen=True, slots=True)
class MappedSeries:
    """One series as data; `filters` is the value that each filter column takes."""

    indicator: str
    column: str
    filters: Mapping[str, str] = field(default_factory=dict)
    per_children: bool = False
    basis: str = ""
    headline: bool = True

    def key(self, dataset: str) -> str:
        """'cin-referrals:rereferral_percent', then the values of its filters in brackets.

        A count that becomes a rate says so, as the same column may be mapped as a count too.
        """
        values = ", ".join(value for _, value in sorted(self.filters.items()))
        rate = RATE_WORDS if self.per_children else ""
        return f"{dataset}:{self.column}{rate}{f' ({values})' if values else ''}"


@dataclass(frozen=True, slots=True)
class MappedDataset:
    """One kind of file; `year_means` is 'year to 31 March' or a day, as the publication says."""

    key: str
    name: str
    publication: str
    year_means: str
    series: tuple[MappedSeries, ...]
    publisher: str = "Department for Education"


def read_mapping(path: Path = FILE) -> list[MappedDataset]:
    """Every dataset of the file; a dataset's `filters` hold for each of its series."""
    return [_dataset(raw) for raw in json.loads(path.read_text(encoding="utf-8"))]


def _dataset(raw: dict[str, Any]) -> MappedDataset:
    rest = {name: value for name, value in raw.items() if name not in ("series", "filters")}
    common = raw.get("filters", {})
    series = tuple(
        MappedSeries(**(one | {"filters": common | one.get("filters", {})})) for one in raw["series"]
    )
    headlines = Counter(one.indicator for one in series if one.headline)
    for one in series:
        if headlines[one.indicator] != 1:
            raise MappingError(
                f"{raw['key']}: {one.indicator} has {headlines[one.indicator]} headline series."
            )
    return MappedDataset(**rest, series=series)


def store_datasets(datasets: Iterable[MappedDataset] | None = None) -> str:
    """Make the stored mapping equal the project's own; what was added and changed, in words.

    Series that a person added are never touched. A series that the file no longer has stays, since figures
    hang on it, and is no headline any more. A new series is read at once from the releases that are held.
    """
    wanted = read_mapping() if datasets is None else list(datasets)
    with transaction.atomic():
        wait_for_turn()
        indicators = {row.code: row for row in Indicator.objects.filter(owner_authority=None)}
        counts: Counter[str] = Counter()
        for dataset in wanted:
            counts += _store(dataset, indicators)
        report = f"{counts['added']} added, {counts['changed']} changed, {counts['same']} unchanged"
        if counts["added"] or counts["changed"]:
            record("store_datasets", f"loaded the mapping of published statistics: {report}", by=None)
    return report


def _store(wanted: MappedDataset, indicators: Mapping[str, Indicator]) -> Counter[str]:
    counts: Counter[str] = Counter()
    fields = {name: getattr(wanted, name) for name in ("name", "publication", "publisher", "year_means")}
    dataset, made = Dataset.objects.get_or_create(key=wanted.key, defaults=fields)
    counts["added" if made else _update(dataset, fields)] += 1
    held = {series.key: series for series in dataset.series.select_for_update()}
    new = []
    for one in wanted.series:
        if one.indicator not in indicators:
            raise MappingError(f"{wanted.key}: the catalogue has no indicator {one.indicator}.")
        values = series_fields(one, indicators[one.indicator])
        found = held.pop(one.key(wanted.key), None)
        if found is None:
            new.append(Series.objects.create(dataset=dataset, key=one.key(wanted.key), **values))
            counts["added"] += 1
        else:
            counts[_update(found, values)] += 1
    for left in held.values():
        if left.added_by_id is None:
            counts[_update(left, {"headline": False})] += 1
    if new:
        read_held(dataset, new)
    return counts


def series_fields(one: MappedSeries, indicator: Indicator) -> dict[str, Any]:
    """What is stored of a series besides its dataset and key."""
    return {
        "indicator": indicator,
        "column": one.column,
        "filters": dict(one.filters),
        "per_children": one.per_children,
        "basis": one.basis,
        "headline": one.headline,
    }


def _update(row: Dataset | Series, values: dict[str, Any]) -> str:
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not different:
        return "same"
    for name, value in different.items():
        setattr(row, name, value)
    row.save(update_fields=list(different))
    return "changed"
