"""What a scorecard is made from: values, targets, printed comparators, the layout. And their hash."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from authorities.models import Authority
from indicators import polarities
from indicators.calculations.periods import Window
from indicators.models import (
    Indicator,
    PolarityOverride,
    Return,
    ReturnComparator,
    ReturnFigure,
    ReturnState,
    Target,
    Value,
)
from indicators.targets import all_targets, in_force
from reports.comparing.basis import Basis, bases_for
from reports.comparing.published_inputs import Benchmarks, read_benchmarks, row_facts
from reports.layouts.layout import Layout
from reports.layouts.local import LocalFigure, with_local_figures
from reports.models import PrintedVerdict, Scorecard

# Where in its file a figure stands: (return, code, window) to (sheet, row).
Origins = Mapping[tuple[int, str, str], tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one scorecard needs, read in a fixed number of queries whatever its length."""

    period_end: date
    # The template's layout, with the authority's own indicators at its end.
    layout: Layout
    indicators: Mapping[str, Indicator]
    values: Mapping[tuple[str, str, date], Value]
    targets: Mapping[str, Target]
    comparators: Mapping[tuple[str, str], ReturnComparator]
    printed: Mapping[str, PrintedVerdict]
    template_hash: str
    # The approved returns up to the period: a newly approved one makes the scorecard stale at once,
    # before its values have been reckoned.
    approved: tuple[int, ...] = ()
    origins: Origins = field(default_factory=dict)
    # Where the authority takes another side to be good than the catalogue, by code.
    polarities: Mapping[str, PolarityOverride] = field(default_factory=dict)
    # What it compares with, and the rows of it by the indicator that they are of.
    basis: Basis = field(default_factory=Basis)
    benchmarks: Benchmarks = field(default_factory=dict)
    # Whether a cell says from which return it came, and by whom: not where authorities stand side by side.
    with_sources: bool = True

    def digest(self) -> str:
        """The hash that changes when, and only when, something the lines are made from changes."""
        parts: list[object] = [self.template_hash, self.period_end, self.approved]
        parts += [(line.number, line.code, line.label) for _, line in self.layout.lines()]
        parts += sorted(
            (str(key), value.input_hash, value.note, value.told) for key, value in self.values.items()
        )
        parts += sorted((code, target.pk) for code, target in self.targets.items())
        parts += sorted((code, "polarity", row.pk) for code, row in self.polarities.items())
        parts += sorted((key, c.pk) for key, c in self.comparators.items())
        parts += sorted(
            (number, v.rag, v.direction, v.position, v.note) for number, v in self.printed.items()
        )
        parts += sorted(
            (i.code, i.name, i.unit, i.polarity, i.counts_people) for i in self.indicators.values()
        )
        if self.basis != Basis():
            parts.append(self.basis.digest())
        parts += sorted(fact for rows in self.benchmarks.values() for fact in map(row_facts, rows))
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def read_inputs(scorecard: Scorecard) -> Inputs:
    return read_all_inputs([scorecard])[scorecard.pk]


def read_all_inputs(
    scorecards: Sequence[Scorecard], bases: Mapping[int, Basis] | None = None
) -> dict[int, Inputs]:
    """The inputs of several scorecards of one authority, by primary key, in as many queries as for one.

    Each scorecard comes with its template and authority. ValueError where they are of several authorities.
    With `bases` they are read as they would be if the scorecards compared with those.
    """
    if not scorecards:
        return {}
    if len({scorecard.authority_id for scorecard in scorecards}) > 1:
        raise ValueError("Inputs are read for one authority at a time: its figures never meet another's.")
    return _Reader(scorecards, bases).read()


class _Reader:
    """One reading of the tables for several scorecards of one authority."""

    def __init__(self, scorecards: Sequence[Scorecard], bases: Mapping[int, Basis] | None) -> None:
        self.scorecards = scorecards
        self.bases = bases_for(scorecards) if bases is None else bases
        self.authority: Authority = scorecards[0].authority
        self.layouts = _layouts(scorecards)
        printed = {line.code for layout in self.layouts.values() for _, line in layout.lines()}
        self.indicators = self._indicators(printed)
        self.local = {code: row for code, row in self.indicators.items() if row.owner_authority_id}
        self.codes = self.indicators.keys()
        self.last = max(scorecard.period_end for scorecard in scorecards)

    def read(self) -> dict[int, Inputs]:
        values = self._values()
        targets, comparators = self._targets(), self._comparators()
        decided = list(polarities.all_polarities(self.authority).filter(valid_from__lte=self.last))
        printed, approved = self._printed(), self._approved()
        origins = self._origins(values)
        benchmarks = read_benchmarks(self.scorecards, self.layouts, self.bases)
        found = {}
        for scorecard in self.scorecards:
            end = scorecard.period_end
            layout = self._layout(scorecard, values)
            codes = {line.code for _, line in layout.lines()}
            found[scorecard.pk] = Inputs(
                period_end=end,
                layout=layout,
                indicators={code: row for code, row in self.indicators.items() if code in codes},
                values={k: v for k, v in values.items() if k[0] in codes and k[2] <= end},
                targets={code: row for code, row in in_force(targets, end).items() if code in codes},
                comparators={
                    (c.indicator.code, c.name): c for c in comparators[end] if c.indicator.code in codes
                },
                printed={verdict.number: verdict for verdict in printed[scorecard.pk]},
                template_hash=scorecard.template.sha256,
                approved=tuple(pk for pk, period_end in approved if period_end <= end),
                origins=origins,
                polarities={
                    code: row for code, row in polarities.in_force(decided, end).items() if code in codes
                },
                basis=self.bases[scorecard.pk],
                benchmarks=benchmarks.get(scorecard.pk, {}),
            )
        return found

    def _layout(self, scorecard: Scorecard, values: Iterable[tuple[str, str, date]]) -> Layout:
        local = [
            LocalFigure(f"L{self.local[code].pk}-{window}", code, self.local[code].name, Window(window))
            for code, window, end in values
            if code in self.local and end == scorecard.period_end
        ]
        return with_local_figures(self.layouts[scorecard.template_id], local, scorecard.period_end)

    def _indicators(self, printed: Iterable[str]) -> dict[str, Indicator]:
        """Those of the layouts, retired ones too since they still stand there, and the authority's own."""
        national = Q(owner_authority=None, code__in=list(printed))
        found = Indicator.objects.filter(national | Q(owner_authority=self.authority))
        return {indicator.code: indicator for indicator in found}

    def _values(self) -> dict[tuple[str, str, date], Value]:
        found = Value.objects.filter(
            authority=self.authority, indicator__code__in=list(self.codes), period_end__lte=self.last
        ).select_related("indicator", "source_return__uploaded_by", "source_return__decided_by")
        return {(value.indicator.code, value.window, value.period_end): value for value in found}

    def _targets(self) -> list[Target]:
        return list(all_targets(self.authority).filter(valid_from__lte=self.last))

    def _comparators(self) -> dict[date, list[ReturnComparator]]:
        found = ReturnComparator.objects.filter(
            of_return__authority=self.authority,
            of_return__period_end__in={scorecard.period_end for scorecard in self.scorecards},
            of_return__state=ReturnState.APPROVED,
            indicator__code__in=list(self.codes),
        ).select_related("indicator", "of_return")
        by_period: dict[date, list[ReturnComparator]] = defaultdict(list)
        for comparator in found:
            by_period[comparator.of_return.period_end].append(comparator)
        return by_period

    def _printed(self) -> dict[int, list[PrintedVerdict]]:
        by_scorecard: dict[int, list[PrintedVerdict]] = defaultdict(list)
        for verdict in PrintedVerdict.objects.filter(scorecard__in=list(self.scorecards)):
            by_scorecard[verdict.scorecard_id].append(verdict)
        return by_scorecard

    def _approved(self) -> list[tuple[int, date]]:
        found = Return.objects.filter(
            authority=self.authority, state=ReturnState.APPROVED, period_end__lte=self.last
        )
        return list(found.order_by("pk").values_list("pk", "period_end"))

    def _origins(self, values: Mapping[tuple[str, str, date], Value]) -> Origins:
        returns = {value.source_return_id for value in values.values()}
        found = ReturnFigure.objects.filter(
            of_return__in=returns, indicator__code__in=list(self.codes)
        ).values_list("of_return_id", "indicator__code", "window", "sheet", "row")
        return {(of_return, code, window): (sheet, row) for of_return, code, window, sheet, row in found}


def _layouts(scorecards: Iterable[Scorecard]) -> dict[int, Layout]:
    templates = {scorecard.template_id: scorecard.template for scorecard in scorecards}
    return {pk: template.layout for pk, template in templates.items()}
