"""Releases already held: a series that is mapped later is read from the files as they came."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from authorities.refusal import Refused
from authorities.tidy.areas import Areas
from authorities.tidy.problems import TidyError
from authorities.tidy.reading import open_tidy
from indicators.benchmarks.building import build_for_release
from indicators.models import Dataset, PublishedValue, Release, Series
from indicators.published.cells import FIELDS, look, stored_rows
from indicators.storing import insert_rows


def read_held(dataset: Dataset, series: Sequence[Series]) -> dict[str, int]:
    """Store the series' cells of every release of the dataset; values stored, by the release's name.

    Called in a transaction. A release whose file lacks a series' column or filters gets none of it. Raises
    Refused where a cell of the column is neither a number nor a symbol.
    """
    releases = Release.objects.filter(dataset=dataset).select_related("dataset", "file").order_by("pk")
    areas = Areas.load() if releases else None
    stored: dict[str, int] = {}
    for release in releases:
        assert areas is not None
        stored[release.name] = _read(release, dataset, series, areas)
        if stored[release.name]:
            build_for_release(release)
    return stored


def _read(release: Release, dataset: Dataset, series: Sequence[Series], areas: Areas) -> int:
    if not hasattr(release, "file"):
        return 0
    try:
        file = open_tidy(zlib.decompress(bytes(release.file.content)))
        there = [one for one in series if {one.column, *one.filters} <= set(file.columns)]
        if not there:
            return 0
        filters = {column for one in dataset.series.all() for column in one.filters}
        look(file, dataset, there, [column for column in file.columns if column in filters], areas)
    except TidyError as error:
        first = f"The release {release.name} does not have these figures in a form that can be read."
        raise Refused("\n".join([first, *error.problems])) from error
    return insert_rows(PublishedValue, FIELDS, stored_rows(file, release.pk, there, areas))


def columns_of(release: Release) -> set[str]:
    """The columns of the release's file that are not standard; none where the file is not held."""
    if not hasattr(release, "file"):
        return set()
    return set(open_tidy(zlib.decompress(bytes(release.file.content))).columns)
