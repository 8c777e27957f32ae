"""One indicator of one authority over time: its control chart, and where figures began to be made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.calculations.control_chart import (
    FEWEST_FOR_LIMITS,
    Charted,
    ControlChart,
    Signal,
    control_chart,
    periods_apart,
)
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, long_date, month_end_before
from indicators.calculations.symbols import Symbol
from reports.rows import Point
from reports.side_by_side.groups import Basis
from reports.side_by_side.matrix import Entry
from reports.side_by_side.origins import breaks, origins

QUARTER = 3
BLIND_TO_IT = (
    "The latest figure is within the limits of the chart below all the same: it looks for sudden jumps, and "
    "a slow change widens its own limits. Go by the comparison above."
)
SIGNALS = {
    Signal.POINT: "outside the limits",
    Signal.SHIFT: "part of a shift",
    Signal.TREND: "part of a trend",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One period. `point` is None where nothing was returned; `broke` says what changed here."""

    ends: date
    point: Point | None
    charted: Charted
    broke: str = ""

    @property
    def label(self) -> str:
        return long_date(self.ends)

    @property
    def shown(self) -> str:
        return self.point.display if self.point else ""

    @property
    def symbol(self) -> str:
        """The symbol of a figure that is hidden; '' for one that is shown, or for none."""
        return Symbol.SUPPRESSED.value if self.point is not None and self.point.value is None else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A moment with its limits and signals in words, '' where there are none."""

    moment: Moment
    mean: str
    limits: str
    signals: str


@dataclass(frozen=True, slots=True)
class History:
    """A series with every period between its first and its last, and what the control chart makes of it."""

    entry: Entry
    moments: tuple[Moment, ...]
    control: ControlChart
    step: int

    @property
    def figures(self) -> int:
        return sum(moment.charted.value is not None for moment in self.moments)

    @property
    def missing(self) -> int:
        """How many more figures limits need."""
        return max(0, FEWEST_FOR_LIMITS - self.figures)

    @property
    def needed(self) -> int:
        return FEWEST_FOR_LIMITS

    @property
    def broken(self) -> list[Moment]:
        """The periods at which figures began to be made another way."""
        return [moment for moment in self.moments if moment.broke]

    @property
    def newest_first(self) -> list[Row]:
        return [_row(moment, self.text) for moment in reversed(self.moments)]

    @property
    def has_limits(self) -> bool:
        return any(stretch.mean is not None for stretch in self.control.stretches)

    @property
    def signals_now(self) -> bool:
        """Whether the newest figure that is shown is part of a signal."""
        newest = [moment.charted for moment in self.moments if moment.charted.value is not None][-1:]
        return any(charted.signals for charted in newest)

    @property
    def limits_now(self) -> bool:
        newest = [moment.charted for moment in self.moments if moment.charted.value is not None][-1:]
        return any(charted.mean is not None for charted in newest)

    def beside_the_change(self, *, real: bool, told: bool) -> str:
        """What the past says, after the verdict on the change since the earlier figure, which leads."""
        if self.missing:
            more = f"{self.missing} more {'is' if self.missing == 1 else 'are'} needed"
            return (
                f"Too few figures to judge its past: that needs {self.needed}; {self.figures} can be shown, "
                f"so {more}."
            )
        answer = self.control.answer
        if not self.limits_now or not told:
            return answer
        if real and not self.signals_now:
            return BLIND_TO_IT
        if not real and self.signals_now:
            return f"Against its whole past, though: {answer[:1].lower()}{answer[1:]}"
        return answer

    def text(self, value: Decimal | None) -> str:
        return display(value, "", Unit(self.entry.measure.unit)) if value is not None else ""


def history_of(entry: Entry, basis: Basis) -> History:
    """What the page and its chart both show: the history with its breaks. One query, of origins alone."""
    days = [date.fromisoformat(point.period_end) for point in entry.line.series]
    return history(entry, breaks(days, origins(entry, basis)))


def history(entry: Entry, broke: Mapping[date, str]) -> History:
    """The control chart of an entry whose line carries its whole series (reading.over_time).

    `broke` says what changed at a period end (origins.breaks). Hidden figures and periods without one
    are gaps.
    """
    by_day = {date.fromisoformat(point.period_end): point for point in entry.line.series}
    step = _step(sorted(by_day))
    days = _every(sorted(by_day), step)
    series = [(long_date(day), _number(by_day.get(day))) for day in days]
    places = [place for place, day in enumerate(days) if day in broke]
    control = control_chart(
        series,
        places,
        Unit(entry.measure.unit),
        entry.measure.polarity,
        apart=periods_apart(Window(entry.measure.window), step),
    )
    moments = tuple(
        Moment(day, by_day.get(day), charted, broke.get(day, ""))
        for day, charted in zip(days, control.points, strict=True)
    )
    return History(entry, moments, control, step)


def _row(moment: Moment, text: Callable[[Decimal | None], str]) -> Row:
    low, high = text(moment.charted.low), text(moment.charted.high)
    said = ", ".join(SIGNALS[signal] for signal in moment.charted.signals)
    return Row(
        moment, text(moment.charted.mean), f"{low} to {high}" if low else "", said[:1].upper() + said[1:]
    )


def _number(point: Point | None) -> Decimal | None:
    return Decimal(point.value) if point is not None and point.value is not None else None


def _step(days: list[date]) -> int:
    """Months between two periods: the shortest that there is, a quarter for a lone one."""
    gaps = [_months(later) - _months(earlier) for earlier, later in pairwise(days)]
    return min(gaps, default=QUARTER)


def _every(days: list[date], step: int) -> list[date]:
    """Every period end from the first to the last; those out of step stand among them all the same."""
    if not days:
        return []
    span = _months(days[-1]) - _months(days[0])
    grid = {month_end_before(days[-1], back) for back in range(0, span + 1, step)}
    return sorted(grid | set(days))


def _months(day: date) -> int:
    return day.year * 12 + day.month
