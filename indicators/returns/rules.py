"""What the rules of a return share: what it is checked against, and how a problem is put."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from authorities.models import Authority, PopulationEstimate
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.rates import value_of
from indicators.models import CountedValue, Indicator, IndicatorInSet, ReturnKind, Value
from indicators.populations import Children
from indicators.returns.rows import FigureRow, Problem, TypedReturn


@dataclass(frozen=True, slots=True)
class Context:
    """What a return is checked against: its period, the authority's set and the last figures."""

    period_end: date
    expected: Mapping[tuple[str, str], Indicator]
    earlier: Mapping[tuple[str, str], Value]
    earlier_end: date | None
    # Figures of the period that its lists yield whole: none is missing where no return gives it.
    counted: Collection[tuple[str, str]] = ()
    # The children of the authority by the newest estimate, under a rate that comes as a count alone.
    population: PopulationEstimate | None = None


Rule = Callable[[TypedReturn, Context], Iterator[Problem]]


def check_context(authority: Authority, period_end: date) -> Context:
    """The context of one authority's return: its set, and the values of the period before."""
    wanted = IndicatorInSet.asked_of(authority)
    # Figures that were given, not those counted for every month between.
    before = Value.objects.filter(
        authority=authority, period_end__lt=period_end, source_return__kind=ReturnKind.FIGURES
    )
    earlier_end = before.aggregate(last=Max("period_end"))["last"]
    earlier = before.filter(period_end=earlier_end).select_related("indicator") if earlier_end else []
    return Context(
        period_end=period_end,
        expected={(item.indicator.code, item.window): item.indicator for item in wanted},
        earlier={(value.indicator.code, value.window): value for value in earlier},
        earlier_end=earlier_end,
        counted=_counted(authority, period_end),
        population=Children(authority).at(period_end),
    )


def _counted(authority: Authority, period_end: date) -> set[tuple[str, str]]:
    held = CountedValue.objects.filter(authority=authority, period_end=period_end, complete=True)
    return set(held.values_list("indicator__code", "window"))


def problem_at(row: FigureRow, severity: str, column: str, rule: Rule, sentence: str) -> Problem:
    """A problem of one row, which names its indicator and window."""
    told = sentence if sentence.startswith(row.indicator.code) else f"{row.label}: {sentence}"
    return Problem(severity, rule.__name__, told, row.sheet, row.row, column)


def computed_value(row: FigureRow, period_end: date) -> Decimal | None:
    """What the parts give; None where a part is missing or the window does not fit (which a rule reports)."""
    window = Window(row.window) if row.window in list(Window) else None
    if window is None:
        return None
    try:
        return value_of(
            Unit(row.indicator.unit),
            row.numerator,
            row.denominator,
            window,
            period_end,
            row.indicator.is_annualised(window),
        )
    except ValueError:
        return None
