"""A mapping confirmed by a person: new series of a dataset, read at once from the releases that are held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from authorities.audit import record
from authorities.models import User
from authorities.refusal import Refused
from indicators.benchmarks.taking import queue_recalculations
from indicators.benchmarks.turns import wait_for_turn
from indicators.calculations.figures import Unit
from indicators.models import Dataset, Indicator, Series
from indicators.published.held import columns_of, read_held
from indicators.published.mapping import MappedSeries, series_fields

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(
    r"(?:.* )?\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)"
)
# The widths of the stored columns.
_LONGEST = {"dataset_key": 60, "dataset_name": 160, "publication": 200, "year_means": 60}
_LONGEST_SERIES = {"key": 300, "column": 120, "basis": 200}


@dataclass(frozen=True, slots=True)
class NewSeries:
    """One column at given values of its filters, and the code of the national indicator that it is.

    `per_children` is for a count that becomes a rate. `headline` is the series that scorecards compare with.
    """

    column: str
    indicator: str
    filters: Mapping[str, str] = field(default_factory=dict)
    per_children: bool = False
    basis: str = ""
    headline: bool = True


@transaction.atomic
def add_series(
    *,
    dataset_key: str,
    dataset_name: str,
    publication: str,
    year_means: str,
    rows: Sequence[NewSeries],
    by: User | None,
) -> Dataset:
    """Save the series, with their dataset if it is new, and read them from its releases.

    The name, publication and year of a dataset that is there already stay as they are. Raises Refused, a
    sentence a line, for series that cannot be.
    """
    wait_for_turn()
    dataset = Dataset.objects.select_for_update().filter(key=dataset_key.strip()).first()
    if dataset is None:
        dataset = _new_dataset(dataset_key, dataset_name, publication, year_means)
    else:
        _refuse_strangers(dataset, rows)
    indicators = _indicators(rows)
    _refuse(_faults(dataset, rows, indicators))
    made = [
        Series.objects.create(
            dataset=dataset,
            key=_mapped(row).key(dataset.key),
            added_by=by,
            **series_fields(_mapped(row), indicators[row.indicator]),
        )
        for row in rows
    ]
    stored = read_held(dataset, made)
    sentence = f"mapped {len(made)} series of {dataset.name}: {', '.join(row.indicator for row in rows)}"
    record("add_series", sentence, by=by, about=dataset, series=[one.key for one in made], stored=stored)
    if any(stored.values()):
        queue_recalculations(reason=f"Published statistics mapped: {dataset.name}", by=by)
    return dataset


def _new_dataset(key: str, name: str, publication: str, year_means: str) -> Dataset:
    fields = {
        "dataset_key": key.strip(),
        "dataset_name": name.strip(),
        "publication": publication.strip(),
        "year_means": year_means.strip(),
    }
    _refuse(_faults_of_the_dataset(fields))
    return Dataset.objects.create(
        key=fields["dataset_key"],
        name=fields["dataset_name"],
        publication=fields["publication"],
        publisher="",
        year_means=fields["year_means"],
    )


def _refuse_strangers(dataset: Dataset, rows: Sequence[NewSeries]) -> None:
    """A dataset's files are known by all of its series: one that they lack would make them strangers."""
    newest = dataset.releases.select_related("file").first()
    if newest is None:
        if dataset.series.filter(added_by=None).exists():
            raise Refused(
                f"{dataset.name} has no release yet. Import one first, or give this file a dataset of "
                "its own."
            )
        return
    columns = columns_of(newest)
    for row in rows:
        lacking = [column for column in (row.column, *row.filters) if column not in columns]
        if lacking:
            raise Refused(
                f"The newest release of {dataset.name} has no column {', '.join(lacking)}, so its files "
                "would not be recognised any more. Give the new file a dataset of its own."
            )


def _mapped(row: NewSeries) -> MappedSeries:
    filters = {column.strip(): value.strip() for column, value in row.filters.items()}
    return MappedSeries(
        row.indicator, row.column.strip(), filters, row.per_children, row.basis.strip(), row.headline
    )


def _indicators(rows: Sequence[NewSeries]) -> dict[str, Indicator]:
    wanted = {row.indicator for row in rows}
    national = Indicator.objects.filter(owner_authority=None, retired=False, code__in=wanted)
    return {indicator.code: indicator for indicator in national}


def _refuse(faults: list[str]) -> None:
    if faults:
        raise Refused("\n".join(faults))


def _faults_of_the_dataset(fields: Mapping[str, str]) -> list[str]:
    faults = []
    if not _KEY.fullmatch(fields["dataset_key"]):
        faults.append(
            f"{fields['dataset_key']!r} is not a key for a dataset. Use small letters, digits and hyphens, "
            "like cin-referrals."
        )
    if not fields["dataset_name"]:
        faults.append("The dataset has no name. Give the name of the table as it was published.")
    if not _DAY.fullmatch(fields["year_means"]):
        faults.append(
            f"{fields['year_means']!r} does not say which day a year ends on. Write it like "
            "'year to 31 March' or '30 September'."
        )
    faults += [
        f"The {name.replace('_', ' ')} has {len(fields[name])} characters. Use at most {most}."
        for name, most in _LONGEST.items()
        if len(fields[name]) > most
    ]
    return faults


def _faults(dataset: Dataset, rows: Sequence[NewSeries], indicators: Mapping[str, Indicator]) -> list[str]:
    if not rows:
        return ["No series was chosen. Choose at least one column and its indicator."]
    held = list(dataset.series.select_related("indicator"))
    keys = Counter([one.key for one in held])
    headlines = Counter([one.indicator.code for one in held if one.headline])
    elsewhere = _headlines_elsewhere(dataset, rows)
    faults = []
    for row in rows:
        key = _mapped(row).key(dataset.key)
        keys[key] += 1
        headlines[row.indicator] += row.headline
        faults += _faults_of(row, key, indicators)
        if keys[key] == 2:
            faults.append(f"{key} is mapped already. Leave it out.")
        if row.headline and headlines[row.indicator] == 2:
            faults.append(
                f"{row.indicator} would have two headline series in {dataset.name}. Make one the headline: "
                "scorecards compare with that."
            )
        if row.headline and row.indicator in elsewhere:
            faults.append(
                f"Scorecards compare {row.indicator} with {elsewhere[row.indicator]} already, and with one "
                "dataset alone. Save this series as one that they do not compare with."
            )
    return faults


def _headlines_elsewhere(dataset: Dataset, rows: Sequence[NewSeries]) -> dict[str, str]:
    """The other dataset that an indicator is compared with, by the indicator's code."""
    codes = {row.indicator for row in rows}
    headlines = Series.objects.filter(headline=True, indicator__code__in=codes).exclude(dataset=dataset)
    national = headlines.filter(indicator__owner_authority=None).order_by("-key")
    return dict(national.values_list("indicator__code", "dataset__name"))


def _faults_of(row: NewSeries, key: str, indicators: Mapping[str, Indicator]) -> list[str]:
    faults = []
    if not row.column.strip():
        faults.append(f"The series of {row.indicator} names no column.")
    indicator = indicators.get(row.indicator)
    if indicator is None:
        faults.append(f"The catalogue has no national indicator {row.indicator!r}. Choose one from the list.")
    elif row.per_children and indicator.unit != Unit.RATE:
        faults.append(
            f"{row.indicator} is no rate, so its counts are not divided by the children. Take that off, or "
            "choose the rate."
        )
    for name, text in (("key", key), ("column", row.column), ("basis", row.basis)):
        if len(text) > _LONGEST_SERIES[name]:
            faults.append(
                f"The {name} of the series of {row.indicator} has {len(text)} characters. "
                f"Use at most {_LONGEST_SERIES[name]}."
            )
    return faults
