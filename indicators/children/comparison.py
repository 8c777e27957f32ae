"""The figures counted from an authority's lists, each beside the same figure as its return gives it."""

from __future__ import annotations

import re
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
from indicators.models import CountedValue, Indicator, Return, ReturnKind, ReturnState, Value
from indicators.populations import Children
from indicators.recalculation import population_under, value_of_figure
from indicators.returns.cells import plain

# In the order in which people think of them: the moment, then ever longer spans.
WINDOWS = list(Window)
MINUS = "\N{MINUS SIGN}"
# What averages are divided by, with its singular.
CASES = {"children": "child", "social workers": "social worker", "workers": "worker"}


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
        return self._parts(self.counted)

    @property
    def given_shown(self) -> str:
        if self.given is None:
            return ""
        return display(self.given.value, self.given.symbol, self.unit, self.given.places)

    @property
    def given_parts(self) -> str:
        return self._parts(self.given) if self.given is not None else ""

    def _parts(self, figure: CountedValue | Value) -> str:
        return parts_in_words(
            self.counted.indicator, Window(self.counted.window), figure.numerator, figure.denominator
        )

    @property
    def exact_difference(self) -> Decimal | None:
        """Counted less returned, unrounded; None where either has no value."""
        change = change_from(self.given.value if self.given is not None else None, self.counted.value)
        return change.points if change is not None else None

    @property
    def shown_difference(self) -> Decimal | None:
        """Of the two as they are shown where both have the same decimals; else to those of the finer."""
        if self.given is None or self.exact_difference is None:
            return None
        ours, theirs = default_places(self.unit), self.given.places
        if ours == theirs and self.counted.value is not None and self.given.value is not None:
            return round_half_up(self.counted.value, ours) - round_half_up(self.given.value, ours)
        return round_half_up(self.exact_difference, max(ours, theirs))

    @property
    def difference(self) -> str:
        """'+1.2 points' for a percentage, '+3' for any other unit; '' where there is none to give."""
        if self.shown_difference is None:
            return ""
        text = f"{self.shown_difference:+,f}" if self.shown_difference else f"{self.shown_difference:,f}"
        text = text.replace("-", MINUS)
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
        same_decimals = default_places(self.unit) == self.given.places
        judged = self.shown_difference if same_decimals else None
        if judged is None:
            judged = round_half_up(self.exact_difference, self.given.places)
        return self.other_parts or bool(judged)


def parts_in_words(
    indicator: Indicator, window: Window, numerator: Decimal | None, denominator: Decimal | None
) -> str:
    """'21 of 100'; '2,939 of 103,400, scaled to a year'; '304.8 months over 41 children'; '' without any."""
    unit = Unit(indicator.unit)
    if numerator is None:
        return ""
    if unit is Unit.NUMBER and window is Window.MEAN12:
        return f"{plain(numerator)} over {plain(denominator or Decimal(12))} months"
    if denominator is None:
        return plain(numerator)
    if unit in (Unit.AVERAGE, Unit.DAYS):
        total = plain(round_half_up(numerator, 1))
        return f"{total}{_measured_in(indicator)} over {plain(denominator)}{_cases(indicator, denominator)}"
    scaled = ", scaled to a year" if unit is Unit.RATE and indicator.is_annualised(window) else ""
    return f"{plain(numerator)} of {plain(denominator)}{scaled if window is not Window.S else ''}"


def _measured_in(indicator: Indicator) -> str:
    """' months' where the catalogue says that the total is one of months."""
    found = re.search(r"\b(days|weeks|months)\b", indicator.numerator)
    return f" {found[1]}" if found else ""


def _cases(indicator: Indicator, number: Decimal) -> str:
    """' children', of what the catalogue divides by; '' where it begins with none of the words known here."""
    found = next((many for many in CASES if indicator.denominator.startswith(many)), "")
    return f" {CASES[found] if number == 1 else found}" if found else ""


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
