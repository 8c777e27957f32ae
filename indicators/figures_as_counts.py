"""A value as what it tells and protects: counts of series over months, whatever its unit and window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, months_in
from indicators.calculations.protected import Known, Secret, Summed, small_base, small_mean
from indicators.calculations.suppression import (
    PER,
    SMALLEST_BASE,
    SMALLEST_SHOWN,
    hides_figure,
    parts_that_follow,
)
from indicators.calculations.symbols import Symbol
from indicators.calculations.worlds import Relation
from indicators.catalogue.series import Parts, at_period_end, series_table, what_is_left
from indicators.models import Value

OWN = Parts("", "", at_period_end=False)
# A count by its series, the month that it begins after (None at a period end) and its last month.
Place = tuple[str, int | None, int]
Bases = Mapping[Place, int | None]


def month_number(day: date) -> int:
    """Months as whole numbers that follow each other."""
    return day.year * 12 + day.month


class FigureAsCounts:
    """One value as counts of series over months."""

    def __init__(self, value: Value, bases: Bases) -> None:
        self._value, self._indicator, self._bases = value, value.indicator, bases
        self._unit, self._window = Unit(self._indicator.unit), Window(value.window)
        national = self._indicator.owner_authority_id is None
        named = series_table().parts.get(self._indicator.code, OWN) if national else OWN
        self._months = months_in(self._window, value.period_end)
        self._standing = self._window is Window.S or named.at_period_end
        own = f"{self._indicator.code} {'' if national else 'of its own '}"
        self._series = tuple(
            at_period_end(name) if self._standing else name
            for name in (named.numerator or f"{own}numerator", named.denominator or f"{own}denominator")
        )
        self._top, self._base = parts_that_follow(self._unit, value.value, value.numerator, value.denominator)
        if self._unit is Unit.NUMBER and self._top is None and value.value is not None:
            self._top = value.value * self._months if self._window is Window.MEAN12 else value.value
        if self._unit in PER and self._base is None and value.value is not None:
            self._take_the_base_from_elsewhere()

    def _take_the_base_from_elsewhere(self) -> None:
        """A percentage given alone is a count to whoever finds its base under another measure."""
        held = self._bases.get(self._place(1))
        if held is not None and self._has_base and self._value.value is not None:
            self._base = Decimal(held)
            self._top = (self._value.value * held / PER[self._unit]).to_integral_value()

    @property
    def _has_base(self) -> bool:
        """Whether the base is a count of the authority's own, not a published population."""
        return self._unit is not Unit.NUMBER and not self._indicator.per_children

    @property
    def _has_top(self) -> bool:
        """Whether the numerator is a count, not a total of days or cases."""
        return self._unit not in (Unit.AVERAGE, Unit.DAYS)

    def _place(self, part: int) -> Place:
        end = month_number(self._value.period_end)
        return self._series[part], None if self._standing else end - self._months, end

    def _summed(self, part: int, count: Decimal | None) -> Summed:
        return Summed(*self._place(part), None if count is None else int(count.to_integral_value()))

    def given(self) -> list[Summed]:
        """The counts that are known of it; telling the value tells them."""
        counts = []
        if self._has_top and self._top is not None:
            counts.append(self._summed(0, self._top))
        if self._has_base and self._base is not None:
            counts.append(self._summed(1, self._base))
        return counts

    def known(self) -> Known:
        value, indicator = self._value, self._indicator
        by_itself = value.symbol == Symbol.SUPPRESSED
        hidden = by_itself or hides_figure(
            self._unit, value.value, self._top_of_figure(), self._base, indicator.counts_people
        )
        secrets = tuple(self._secrets(by_itself)) if hidden else ()
        return Known(value.pk, tuple(self.given()), value.told, hidden, secrets, tuple(self._hints()))

    def _hints(self) -> Iterator[Summed]:
        """The parts that a ratio was given without, if it was given."""
        if self._value.value is None:
            return
        if self._has_top and self._top is None:
            yield self._summed(0, None)
        if self._has_base and self._base is None:
            yield self._summed(1, None)

    def _top_of_figure(self) -> Decimal | None:
        """A mean of counts is judged as the mean and as the total, as it was given."""
        return self._value.numerator if self._unit is Unit.NUMBER else self._top

    def _secrets(self, by_itself: bool) -> Iterator[Secret]:
        top, base = self._top, self._base
        if self._unit is Unit.NUMBER and self._window is Window.MEAN12:
            if top is None or 0 < top < SMALLEST_SHOWN * self._months:
                yield small_mean(self._summed(0, top), self._months)
            return
        if self._has_top and (by_itself if top is None else 0 < top < SMALLEST_SHOWN):
            yield Secret(self._summed(0, top))
        if not self._has_base or base is None:
            return
        if self._unit is Unit.PERCENTAGE and top is not None and 0 < base - top < SMALLEST_SHOWN:
            _, start, end = self._place(1)
            rest = what_is_left(self._series[1], self._series[0])
            yield Secret(Summed(rest, start, end, int((base - top).to_integral_value())))
        if 0 < base < SMALLEST_BASE:
            yield small_base(self._summed(1, base))

    def relation(self) -> Relation | None:
        """What of its base is not in its numerator is left over, and counted by nobody else."""
        if self._unit is not Unit.PERCENTAGE or self._series[0] == self._series[1]:
            return None
        return Relation(self._series[1], self._series[0])
