"""Which values may be told outside their authority: the step of a recalculation job that decides it.

Everything that the authority's values say is laid out as counts of series
(`indicators/catalogue/series.csv`), and `indicators.calculations.secondary` says which can be told beside
those told before. What was told stays told until its figure changes (docs/adr/0026).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from authorities.models import Authority
from indicators.calculations.periods import Window
from indicators.calculations.protected import Known
from indicators.calculations.secondary import may_be_told
from indicators.calculations.worlds import Relation
from indicators.catalogue.series import relations_among, series_table
from indicators.figures_as_counts import FigureAsCounts, month_number
from indicators.jobs import Progress, Write
from indicators.models import Job, Return, ReturnKind, ReturnState, Value

# Figures of one period end are told in this order, longest first: a year says more than its last month.
WORTH = (
    *(Window.FY, Window.R12, Window.MEAN12, Window.YTD, Window.R6, Window.R3, Window.Q, Window.M, Window.S),
)
AT_ONCE = 500


def decide_what_is_told(job: Job, report: Progress) -> Write:
    """Judge the values that are not told yet; what was told stays told while its figure does not change."""
    figures = list(_figures(shown_values(job.authority)))
    chosen = may_be_told([known for known, _ in figures], _relations(figures))

    def write() -> dict[str, int]:
        for first in range(0, len(chosen), AT_ONCE):
            Value.objects.filter(pk__in=chosen[first : first + AT_ONCE]).update(told=True)
        return {"values_told": len(chosen)}

    return write


def shown_values(authority: Authority) -> list[Value]:
    """The values that anybody is ever shown, in the order in which they are told.

    Those that lack months are not. Of those counted for every month end, only the ones that lie whole
    quarters before the period end of an approved return are (`in_step`).
    """
    approved = Return.objects.filter(authority=authority, state=ReturnState.APPROVED)
    ends = set(approved.values_list("period_end", flat=True))
    values = (
        Value.objects.filter(authority=authority, complete=True)
        .select_related("indicator", "source_return")
        .only(
            *("numerator", "denominator", "value", "symbol", "window", "period_end", "told"),
            *("indicator__code", "indicator__unit", "indicator__counts_people", "indicator__denominator"),
            *("indicator__owner_authority", "source_return__kind"),
        )
    )
    shown = [each for each in values if any(in_step(each, end) for end in ends)]
    return sorted(
        shown,
        key=lambda each: (each.period_end, WORTH.index(Window(each.window)), each.indicator.code, each.pk),
    )


def in_step(value: Value, period_end: date) -> bool:
    """Whether a figure is ever shown beside those of a period end: returned, or whole quarters before it.

    Two neighbouring months of a rolling figure that is counted for every month differ by little more than one
    month's events, which may be few enough to point at a child.
    """
    if value.source_return.kind != ReturnKind.CHILDREN:
        return True
    apart = month_number(period_end) - month_number(value.period_end)
    return apart >= 0 and apart % 3 == 0


def _figures(values: Sequence[Value]) -> Iterator[tuple[Known, Relation | None]]:
    """Each value as counts of series, and the relation of its own two parts where one lies in the other."""
    bases = {
        (count.series, count.start, count.end): count.value
        for value in values
        for count in FigureAsCounts(value, {}).given()
    }
    for value in values:
        counts = FigureAsCounts(value, bases)
        yield counts.known(), counts.relation()


def _relations(figures: Iterable[tuple[Known, Relation | None]]) -> list[Relation]:
    figures = list(figures)
    present = {count.series for known, _ in figures for count in known.all_counts}
    found = dict.fromkeys(relations_among(present, series_table().relations))
    named = {(each.total, name) for each in found for name in (each.part, each.others)}
    own = dict.fromkeys(one for _, one in figures if one is not None)
    found |= dict.fromkeys(one for one in own if (one.total, one.part) not in named)
    return list(found)
