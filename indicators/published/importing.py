"""Import one file of published statistics as a release: all of it or nothing, and only once."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from authorities.audit import record
from authorities.models import User
from authorities.refusal import Refused
from authorities.tidy.areas import Areas
from authorities.tidy.problems import Problems, TidyError
from authorities.tidy.reading import SYMBOLS, TidyFile, named, open_tidy
from indicators.benchmarks.building import build_for_release
from indicators.benchmarks.taking import queue_recalculations
from indicators.benchmarks.turns import wait_for_turn
from indicators.models import Dataset, PublishedValue, Release, ReleaseFile
from indicators.published.cells import FIELDS, Seen, check_names, look, stored_rows
from indicators.published.recognising import (
    KnownDataset,
    PopulationFile,
    UnmappedFile,
    known_datasets,
    recognise,
)
from indicators.storing import insert_rows

__all__ = ["PopulationFile", "ReleaseReport", "UnmappedFile", "import_published"]

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What an import did. `cells_by_symbol` counts mapped cells, '' the numbers among them.

    `unknown` names areas that the register does not have; their figures are kept and compared with nothing.
    `not_existing` names authorities that have a figure for a year in which they did not exist,
    `without_a_row` those that existed and are not in the file. `regions_without_a_row` names regions of the
    file that lack a row in a year. All of them by code, name and year.
    """

    release: Release
    created: bool
    dataset: Dataset
    rows_read: int
    values_stored: int
    cells_by_symbol: dict[str, int] = field(default_factory=dict)
    years: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    not_existing: list[str] = field(default_factory=list)
    without_a_row: list[str] = field(default_factory=list)
    regions_without_a_row: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        head = {"release": self.release.name, "created": self.created, "dataset": self.dataset.key}
        head |= {"released_on": self.release.released_on.isoformat(), "fictional": self.release.fictional}
        return head | self.release.report


def import_published(
    *,
    content: bytes,
    file_name: str,
    name: str = "",
    released_on: date | None = None,
    by: User | None,
) -> ReleaseReport:
    """Store a file as a release of its dataset, with its benchmarks, and ask for the recalculations.

    Without a name it is named after its newest year, without a date it is today's. The same bytes again
    change nothing and return the first import's report. Raises Refused, a sentence a line, for a file that
    cannot be taken and a day still to come; UnmappedFile and PopulationFile, which are Refused too, for those
    that others take.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    again = _held(sha256)
    if again is not None:
        return again
    _check_day(released_on)
    try:
        file = open_tidy(content)
        known = _recognise(file)
        areas = Areas.load()
        seen = _look(file, known, areas)
    except TidyError as error:
        raise Refused("\n".join(error.problems)) from error
    try:
        return _take(file, content, file_name, known, areas, seen, name.strip(), released_on, by=by)
    except IntegrityError:
        # Somebody else's import of the same file was faster by a moment.
        again = _held(sha256)
        if again is None:
            raise
        return again


@transaction.atomic
def _take(
    file: TidyFile,
    content: bytes,
    file_name: str,
    known: KnownDataset,
    areas: Areas,
    seen: Seen,
    name: str,
    released_on: date | None,
    *,
    by: User | None,
) -> ReleaseReport:
    wait_for_turn()
    fictional = _fictional(seen)
    _hold(known)
    release = Release.objects.create(
        dataset=known.dataset,
        name=_name(name, known.dataset, max(seen.years)),
        released_on=released_on or timezone.localdate(),
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        rows_read=seen.rows,
        report=_report(seen) | {"without_a_row": seen.without_a_row(known.dataset, areas)},
        fictional=fictional,
        imported_by=by,
    )
    _store(release, file, content, known, areas, by=by)
    return _said(release, created=True)


def _held(sha256: str) -> ReleaseReport | None:
    release = Release.objects.select_related("dataset").filter(sha256=sha256).first()
    return _said(release, created=False) if release else None


def _check_day(released_on: date | None) -> None:
    if released_on is not None and released_on > timezone.localdate():
        raise Refused(
            f"{released_on:%d %B %Y} is still to come, so nothing was published on it. Correct the day of "
            "publication, or leave it out: then it is today."
        )


def _hold(known: KnownDataset) -> None:
    """Imports of one dataset, and changes of its mapping, one after the other."""
    dataset = Dataset.objects.select_for_update().get(pk=known.dataset.pk)
    if dataset.series.count() != len(known.series):
        raise Refused("The mapping of this file was changed a moment ago. Import it again.")


def _recognise(file: TidyFile) -> KnownDataset:
    problems = Problems()
    known = recognise(file, known_datasets(), problems)
    problems.settle()
    return known


def _look(file: TidyFile, known: KnownDataset, areas: Areas) -> Seen:
    try:
        seen = look(file, known.dataset, known.series, known.filters, areas)
        check_names(seen, areas)
        return seen
    except TidyError as error:
        raise TidyError([*error.problems, *_other_filters(file, known, error.problems)]) from error


def _other_filters(file: TidyFile, known: KnownDataset, said: list[str]) -> Iterator[str]:
    """Where rows seem repeated, columns of words that nobody mapped may be what tells them apart."""
    if not any("repeats the row" in sentence for sentence in said):
        return
    others = [column for column in file.columns if column not in known.columns]
    values: dict[str, set[str]] = {column: set() for column in others}
    for row in file.rows(Problems(most=1_000_000)):
        for column in others:
            cell = row.cells[column]
            if len(values[column]) < 2 and cell not in SYMBOLS and any(map(str.isalpha, cell)):
                values[column].add(cell)
    told = [column for column in others if len(values[column]) > 1]
    if told:
        yield (
            f"The columns {named(told)} hold more than one value and are not in the mapping of "
            f"{known.dataset.name!r}: if they are filters, the mapping has to say which values it takes."
        )


def _fictional(seen: Seen) -> bool:
    """Whether the figures are of fictional authorities; Refused where they are of both, or of nobody."""
    if seen.fictional and (seen.real or seen.unregistered):
        invented = next(iter(seen.fictional))
        others = seen.real | seen.unregistered
        code, line = next(iter(others.items()))
        raise Refused(
            f"Line {line}: {code} is no fictional authority, and {invented} at line "
            f"{seen.fictional[invented]} is one. Keep fictional figures in a file of their own."
        )
    if seen.unregistered and not (seen.real or seen.fictional):
        raise Refused(
            f"None of the {len(seen.unregistered)} authorities in the file is in the register. Load the "
            "register first (load_reference), or check the column old_la_code."
        )
    return bool(seen.fictional)


def _name(given: str, dataset: Dataset, newest: int) -> str:
    taken = set(dataset.releases.values_list("name", flat=True))
    if given:
        if len(given) > LONGEST_NAME:
            raise Refused(f"The name has {len(given)} characters. Use at most {LONGEST_NAME}.")
        if given in taken:
            raise Refused(
                f"{dataset.name} has a release named {given!r} already, with other figures. Give this one a "
                "name of its own: a revision stands beside what it revises."
            )
        return given
    end = f", to {newest}"
    plain = dataset.name[: LONGEST_NAME - len(end) - 6] + end
    names = (plain if number == 1 else f"{plain} ({number})" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in names if candidate not in taken)


def _report(seen: Seen) -> dict[str, Any]:
    return {
        "rows_read": seen.rows,
        "values_stored": seen.by_symbol.total(),
        "cells_by_symbol": dict(sorted(seen.by_symbol.items())),
        "years": sorted(seen.years),
        "unknown": [f"{code} {area}" for code, area in seen.unknown.items()],
        "not_existing": [f"{code} {area} in {year}" for (code, year), area in seen.not_existing.items()],
        "regions_without_a_row": seen.regions_without_a_row(),
    }


def _store(
    release: Release, file: TidyFile, content: bytes, known: KnownDataset, areas: Areas, *, by: User | None
) -> None:
    insert_rows(PublishedValue, FIELDS, stored_rows(file, release.pk, known.series, areas))
    ReleaseFile.objects.create(release=release, content=zlib.compress(content, 9))
    build_for_release(release)
    what = f"imported published statistics: {release.name} ({release.rows_read:,} rows)"
    record("import_published", what, by=by, about=release, sha256=release.sha256, file=release.file_name)
    reason = f"Published statistics imported: {release.name}"
    queue_recalculations(reason=reason, by=by, fictional=release.fictional)


def _said(release: Release, *, created: bool) -> ReleaseReport:
    return ReleaseReport(release=release, created=created, dataset=release.dataset, **release.report)
