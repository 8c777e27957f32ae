"""What a scorecard is made from: values, targets, printed comparators, the layout. And their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from authorities.models import Authority
from indicators.models import Indicator, ReturnComparator, ReturnState, Target, Value
from indicators.targets import targets_at
from reports.models import PrintedVerdict, Scorecard


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything one scorecard needs, read in a fixed number of queries whatever its length."""

    period_end: date
    indicators: Mapping[str, Indicator]
    values: Mapping[tuple[str, str, date], Value]
    targets: Mapping[str, Target]
    comparators: Mapping[tuple[str, str], ReturnComparator]
    printed: Mapping[str, PrintedVerdict]
    template_hash: str

    def digest(self) -> str:
        """The hash that changes when, and only when, something the lines are made from changes."""
        parts: list[object] = [self.template_hash, self.period_end]
        parts += sorted((str(key), value.input_hash, value.note) for key, value in self.values.items())
        parts += sorted((code, target.pk) for code, target in self.targets.items())
        parts += sorted((key, c.pk) for key, c in self.comparators.items())
        parts += sorted(
            (number, v.rag, v.direction, v.position, v.note) for number, v in self.printed.items()
        )
        parts += sorted(
            (i.code, i.name, i.unit, i.polarity, i.counts_people) for i in self.indicators.values()
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def read_inputs(scorecard: Scorecard) -> Inputs:
    authority, period_end = scorecard.authority, scorecard.period_end
    codes = {line.code for _, line in scorecard.template.layout.lines()}
    targets = targets_at(authority, period_end)
    return Inputs(
        period_end=period_end,
        indicators=_indicators(authority, codes),
        values=_values(authority, codes, period_end),
        targets={code: target for code, target in targets.items() if code in codes},
        comparators=_comparators(authority, codes, period_end),
        printed={verdict.number: verdict for verdict in scorecard.printed_verdicts.all()},
        template_hash=scorecard.template.sha256,
    )


def _indicators(authority: Authority, codes: Iterable[str]) -> dict[str, Indicator]:
    # A retired indicator still stands on the scorecards that used it.
    found = Indicator.objects.filter(code__in=list(codes))
    return {i.code: i for i in found if i.owner_authority_id in (None, authority.pk)}


def _values(
    authority: Authority, codes: Iterable[str], period_end: date
) -> dict[tuple[str, str, date], Value]:
    found = Value.objects.filter(
        authority=authority, indicator__code__in=list(codes), period_end__lte=period_end
    ).select_related("indicator", "source_return__uploaded_by", "source_return__decided_by")
    return {(value.indicator.code, value.window, value.period_end): value for value in found}


def _comparators(
    authority: Authority, codes: Iterable[str], period_end: date
) -> dict[tuple[str, str], ReturnComparator]:
    found = ReturnComparator.objects.filter(
        of_return__authority=authority,
        of_return__period_end=period_end,
        of_return__state=ReturnState.APPROVED,
        indicator__code__in=list(codes),
    ).select_related("indicator", "of_return")
    return {(comparator.indicator.code, comparator.name): comparator for comparator in found}
