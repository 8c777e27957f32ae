"""The figures counted from an authority's lists, each beside the same figure as its return gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from authorities.models import Authority
from indicators.calculations.change import change_from
from indicators.calculations.display import default_places, display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from indicators.children.lacking import lacks_in_words
from indicators.children.measuring import approved_lists, excluded_in_words, held_of
from indicators.measures.held import Coverage
from indicators.models import CountedValue, Return, ReturnKind, ReturnState, Value
from indicators.populations import Children
from indicators.recalculation import population_under, value_of_figure
from indicators.returns.cells import plain

# In the order in which people think of them: the moment, then ever longer spans.
WINDOWS = list(Window)


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One counted figure. `given` is the value that the approved return of figures gives, unsaved, if any;
    `lacks` says which months no list covers, '' where the figure is complete."""

    counted: CountedValue
    given: Value | None
    lacks: str

    @property
    def code(self) -> str:
        return self.counted.indicator.code

    @property
    def name(self) -> str:
        return self.counted.indicator.name

    @property
    def family(self) -> str:
        return self.counted.indicator.family

    @property
    def unit(self) -> Unit:
        return Unit(self.counted.indicator.unit)

    @property
    def window(self) -> str:
        return window_name(Window(self.counted.window)).capitalize()

    @property
    def left_out(self) -> str:
        return excluded_in_words(self.counted.excluded)

    @property
    def shown(self) -> str:
        return display(self.counted.value, self.counted.symbol, self.unit)

    @property
    def parts(self) -> str:
        return _parts(self.counted.numerator, self.counted.denominator)

    @property
    def given_shown(self) -> str:
        if self.given is None:
            return ""
        return display(self.given.value, self.given.symbol, self.unit, self.given.places)

    @property
    def given_parts(self) -> str:
        return _parts(self.given.numerator, self.given.denominator) if self.given is not None else ""

    @property
    def places(self) -> int:
        """Decimals of the difference: those that the finer of the two is shown with."""
        given = self.given.places if self.given is not None else 0
        return max(default_places(self.unit), given)

    @property
    def exact_difference(self) -> Decimal | None:
        """Counted less returned, unrounded; None where either has no value."""
        change = change_from(self.given.value if self.given is not None else None, self.counted.value)
        return change.points if change is not None else None

    @property
    def difference(self) -> str:
        """'+1.2 points' for a percentage, '+3' for any other unit; '' where there is none to give."""
        if self.exact_difference is None:
            return ""
        rounded = round_half_up(self.exact_difference, self.places)
        text = f"{rounded:+,f}" if rounded else f"{rounded:,f}"
        return f"{text} points" if self.unit is Unit.PERCENTAGE else text

    @property
    def other_parts(self) -> bool:
        """Whether a part that both give is another one."""
        if self.given is None:
            return False
        pairs = (
            (self.counted.numerator, self.given.numerator),
            (self.counted.denominator, self.given.denominator),
        )
        return any(ours is not None and theirs is not None and ours != theirs for ours, theirs in pairs)

    @property
    def differs(self) -> bool:
        """Whether the two are not the same at the decimals that the return shows, or in their parts."""
        if self.given is None:
            return False
        if self.counted.symbol != self.given.symbol or self.exact_difference is None:
            return self.shown != self.given_shown
        return self.other_parts or bool(round_half_up(self.exact_difference, self.given.places))


def _parts(numerator: Decimal | None, denominator: Decimal | None) -> str:
    if numerator is None or denominator is None:
        return plain(numerator)
    return f"{plain(numerator)} of {plain(denominator)}"


def counted_lines(authority: Authority, period_end: date) -> list[CountedLine]:
    """Every figure counted for a period end, by family, code and window."""
    coverage = Coverage(held_of(approved_lists(authority)))
    given = dict(_given(authority, period_end))
    counted = CountedValue.objects.filter(authority=authority, period_end=period_end)
    lines = [
        CountedLine(
            each,
            given.get((each.indicator_id, each.window)),
            ""
            if each.complete
            else lacks_in_words(coverage, each.indicator.annex_a_lists, Window(each.window), period_end),
        )
        for each in counted.select_related("indicator")
    ]
    return sorted(lines, key=_place)


def _place(line: CountedLine) -> tuple[str, str, int]:
    return line.family, line.code, WINDOWS.index(Window(line.counted.window))


def _given(authority: Authority, period_end: date) -> Iterator[tuple[tuple[int, str], Value]]:
    """What the approved return of figures gives, by indicator and window, as its own page shows it."""
    source = Return.objects.filter(
        authority=authority, kind=ReturnKind.FIGURES, state=ReturnState.APPROVED, period_end=period_end
    ).first()
    if source is None:
        return
    children = Children(authority)
    kept = {(value.indicator_id, value.window): value for value in Value.objects.filter(source_return=source)}
    for figure in source.figures.select_related("indicator"):
        key = (figure.indicator_id, figure.window)
        population = population_under(source, figure, kept.get(key), children)
        yield key, value_of_figure(source, figure, population)


def counted_periods(authority: Authority) -> list[date]:
    """The period ends that have counted figures, newest first."""
    found = CountedValue.objects.filter(authority=authority).order_by("-period_end")
    return list(found.values_list("period_end", flat=True).distinct())
