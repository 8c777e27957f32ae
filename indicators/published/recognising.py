"""Which dataset a tidy file belongs to: by its columns, and by the filter values that its rows hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from authorities.populations.reading import holds_populations
from authorities.refusal import Refused
from authorities.tidy.problems import Problems
from authorities.tidy.reading import TidyFile
from indicators.models import Dataset, Series


class UnmappedFile(Refused):
    """No dataset recognises the file: a person has to say what its columns mean."""


class PopulationFile(Refused):
    """The file holds population estimates, which another verb takes."""


@dataclass(frozen=True, slots=True)
class KnownDataset:
    """A dataset with its series, and the columns by which they are told apart."""

    dataset: Dataset
    series: tuple[Series, ...]

    @property
    def filters(self) -> tuple[str, ...]:
        """The filter columns of all series, in order of name."""
        return tuple(sorted({column for series in self.series for column in series.filters}))

    @property
    def columns(self) -> set[str]:
        return {series.column for series in self.series} | set(self.filters)


def known_datasets() -> list[KnownDataset]:
    """Every dataset that has series, in two queries."""
    datasets = Dataset.objects.prefetch_related("series__indicator")
    return [
        KnownDataset(dataset, tuple(dataset.series.all())) for dataset in datasets if dataset.series.all()
    ]


class Matching:
    """The series that a row belongs to, by the values of its filters; each combination is asked once."""

    def __init__(self, series: Sequence[Series]) -> None:
        self.filters = tuple(sorted({column for one in series for column in one.filters}))
        self._series = tuple(series)
        self._found: dict[tuple[str, ...], tuple[Series, ...]] = {}

    def series_of(self, cells: Mapping[str, str]) -> tuple[Series, ...]:
        values = tuple([cells[column] for column in self.filters])
        found = self._found.get(values)
        if found is None:
            found = tuple(one for one in self._series if _holds(one, cells))
            self._found[values] = found
        return found


def _holds(series: Series, cells: Mapping[str, str]) -> bool:
    return all(cells[column] == value for column, value in series.filters.items())


def recognise(file: TidyFile, datasets: Iterable[KnownDataset], problems: Problems) -> KnownDataset:
    """The one dataset all of whose series find their columns and at least one row.

    Reads the file once; lines that cannot be read are left to `problems`. Raises PopulationFile, UnmappedFile
    where no dataset knows it, and Refused for a file that has series of two, or not all series of one.
    """
    candidates = [known for known in datasets if known.columns <= set(file.columns)]
    if not candidates:
        raise _not_recognised(file)
    first = _first_lines(file, candidates, problems)
    begun = [known for known in candidates if any(one.key in first for one in known.series)]
    whole = [known for known in begun if all(one.key in first for one in known.series)]
    _refuse_mixed(begun, first)
    # Lines that could not be read may be the ones that would have told.
    problems.settle()
    if len(whole) > 1:
        return _fullest(whole)
    if whole:
        return whole[0]
    if begun:
        raise Refused(_lacking(begun[0], first))
    raise _not_recognised(file)


def _refuse_mixed(begun: Sequence[KnownDataset], first: Mapping[str, int]) -> None:
    """Refused where two datasets have rows of their own; on the same rows they are mappings of one file."""
    lines = {
        known.dataset.pk: {first[one.key] for one in known.series if one.key in first} for known in begun
    }
    in_order = sorted(begun, key=lambda known: min(lines[known.dataset.pk]))
    for known in in_order[1:]:
        if lines[in_order[0].dataset.pk].isdisjoint(lines[known.dataset.pk]):
            raise Refused(
                f"Line {min(lines[known.dataset.pk])}: rows of {known.dataset.name!r} begin here, in a file "
                f"that begins as {in_order[0].dataset.name!r}. Two files are mixed: import each on its own."
            )


def _fullest(whole: Sequence[KnownDataset]) -> KnownDataset:
    """Of several mappings of one file, the one that takes most of it."""
    in_order = sorted(whole, key=lambda known: len(known.series), reverse=True)
    if len(in_order[0].series) == len(in_order[1].series):
        names = " or ".join(repr(known.dataset.name) for known in in_order[:2])
        raise Refused(f"The file may be {names}: both mappings fit it. Change one of them.")
    return in_order[0]


def _first_lines(file: TidyFile, candidates: Sequence[KnownDataset], problems: Problems) -> dict[str, int]:
    """The key of each series that has a row, and the line of its first one."""
    matching = Matching([one for known in candidates for one in known.series])
    first: dict[str, int] = {}
    for row in file.rows(problems):
        for series in matching.series_of(row.cells):
            first.setdefault(series.key, row.line)
    return first


def _lacking(known: KnownDataset, first: Mapping[str, int]) -> str:
    missing = [
        f"{one.indicator.code} ({', '.join(f'{column}: {value}' for column, value in one.filters.items())})"
        for one in known.series
        if one.key not in first
    ]
    return (
        f"The file looks like {known.dataset.name!r} but has no row for {'; '.join(missing)}. Rows may be "
        "missing, or the publisher may have renamed them. Download it again; if it is whole, the mapping has "
        "to be changed."
    )


def _not_recognised(file: TidyFile) -> Refused:
    if holds_populations(file.columns):
        return PopulationFile(
            "This is a file of population estimates, not of statistics. Import it as a population."
        )
    return UnmappedFile(
        f"No dataset is known with the columns {', '.join(file.columns)}. "
        "Say on the screen for new files which of them is which indicator."
    )
