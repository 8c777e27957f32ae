"""Process-control chart of single figures over time: the XmR chart, its limits and its signals in words.

Limits are the mean of a stretch ± 2.66 times its mean moving range (Shewhart WA, Economic Control of Quality,
1931; Wheeler DJ, Understanding Variation, 1993; NHS England, Making Data Count). Figures that share months
with the ones before them move too little from one to the next: for those, ranges are taken between figures
far enough apart to share none, and runs are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.calculations.direction import Direction, Effect, effect
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, months_in
from indicators.calculations.polarity import Polarity

FEWEST_FOR_LIMITS = 8
# Gaps in a stretch leave fewer ranges than figures; a mean of under four says little.
FEWEST_RANGES = 4
# Eight on one side, as Wheeler and the Western Electric handbook (1956) have it, which agrees with the
# fewest figures for limits; Making Data Count calls seven a shift, and would cry wolf twice as often.
SHIFT_OF = 8
# Nelson LS, Journal of Quality Technology 16 (1984) 237-239, his third test.
TREND_OF = 6
# Three standard deviations over 1.128, the mean range of two draws in standard deviations.
RANGES_TO_A_LIMIT = Decimal("2.66")
# Ranges between figures far apart grow with a steady rise, and widen the limits that should show it.
BLIND = "Each figure shares months with those before it, so this chart cannot see a slow change."

Series = Sequence[tuple[str, Decimal | None]]


class Signal(StrEnum):
    """POINT: one figure outside the limits. SHIFT: a run on one side of the mean. TREND: a steady run."""

    POINT = "point"
    SHIFT = "shift"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Charted:
    """One period. `value` is None where there is no figure to show.

    `stretch` is the position of its stretch, whose mean and limits these are (None where it has none).
    `signals` holds every kind of signal that the figure is part of.
    """

    label: str
    value: Decimal | None
    stretch: int
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The periods from `first` to `last` (positions, both inclusive) between two breaks.

    `mean`, `low` and `high` are in the figures' unit; all None for too few figures, and then `words` say so.
    """

    first: int
    last: int
    figures: int
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal: the positions it runs over (both inclusive), whether it is upwards, and its sentence."""

    signal: Signal
    first: int
    last: int
    upwards: bool
    effect: Effect
    words: str


@dataclass(frozen=True, slots=True)
class ControlChart:
    """`findings` are in the order of time; `answer` is what to say first, of the latest figure."""

    points: tuple[Charted, ...]
    stretches: tuple[Stretch, ...]
    findings: tuple[Finding, ...]
    answer: str


def periods_apart(window: Window, months_between: int) -> int:
    """How many periods two figures must be apart to share no month, where there is one every so many months.

    4 for rolling 12 months by the quarter, 1 for snapshots. A year to date is taken as a whole year.
    """
    months = months_in(window, date(2024, 3, 31))
    return max(1, -(-months // months_between))


def control_chart(
    series: Series,
    breaks: Collection[int],
    unit: Unit,
    polarity: Polarity,
    *,
    apart: int = 1,
) -> ControlChart:
    """The chart of a series in the order of time, one item a period whether or not it has a figure.

    `breaks` are the positions at which a new stretch begins (those at 0 or past the end are none). `apart` is
    how many periods two figures must be apart to share no month: see `periods_apart`.
    """
    firsts = [0, *sorted(place for place in set(breaks) if 0 < place < len(series))] if series else []
    lasts = [first - 1 for first in firsts[1:]] + [len(series) - 1]
    stretches = [
        _stretch(series, first, last, unit, apart) for first, last in zip(firsts, lasts, strict=False)
    ]
    findings = [
        finding for stretch in stretches for finding in _findings(series, stretch, polarity, runs=apart == 1)
    ]
    findings.sort(key=lambda finding: (finding.first, finding.last))
    points = [
        _charted(series[place], place, number, stretch, findings)
        for number, stretch in enumerate(stretches)
        for place in range(stretch.first, stretch.last + 1)
    ]
    return ControlChart(
        tuple(points), tuple(stretches), tuple(findings), _answer(points, stretches, findings, apart)
    )


def _stretch(series: Series, first: int, last: int, unit: Unit, apart: int) -> Stretch:
    values = [value for _, value in series[first : last + 1]]
    figures = [value for value in values if value is not None]
    ranges = [
        abs(later - earlier)
        for earlier, later in zip(values, values[apart:], strict=False)
        if earlier is not None and later is not None
    ]
    if len(figures) < FEWEST_FOR_LIMITS or len(ranges) < FEWEST_RANGES:
        words = _without_limits(series, first, last, len(figures))
        return Stretch(first, last, len(figures), None, None, None, words)
    # Exact until the limits are made, so that a figure on one is not put outside by the 28th figure.
    mean, reach = _mean(figures), Fraction(RANGES_TO_A_LIMIT) * _mean(ranges)
    low, high = _decimal(mean - reach), _decimal(mean + reach)
    if low < 0 <= min(figures):
        low = Decimal(0)
    if unit is Unit.PERCENTAGE and high > 100 >= max(figures):
        high = Decimal(100)
    return Stretch(first, last, len(figures), _decimal(mean), low, high, "")


def _mean(values: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _without_limits(series: Series, first: int, last: int, figures: int) -> str:
    span = _span(series, first, last)
    if figures >= FEWEST_FOR_LIMITS:
        return f"{span}: no limits, since too many figures are missing between the others."
    return f"{span}: no limits, since they need {FEWEST_FOR_LIMITS} figures and there are {figures}."


def _span(series: Series, first: int, last: int) -> str:
    return series[first][0] if first == last else f"{series[first][0]} to {series[last][0]}"


def _findings(series: Series, stretch: Stretch, polarity: Polarity, *, runs: bool) -> Iterator[Finding]:
    mean, low, high = stretch.mean, stretch.low, stretch.high
    if mean is None or low is None or high is None:
        return
    values = [value for _, value in series]
    places = range(stretch.first, stretch.last + 1)
    for place in places:
        value = values[place]
        if value is not None and not low <= value <= high:
            yield _finding(series, Signal.POINT, place, place, value > high, polarity)
    if not runs:
        return

    def side(place: int) -> int:
        value = values[place]
        return 0 if value is None else _sign(value - mean)

    def step(place: int) -> int:
        before, value = values[place - 1], values[place]
        return 0 if before is None or value is None else _sign(value - before)

    for first, last, sign in _runs(places, side, SHIFT_OF):
        yield _finding(series, Signal.SHIFT, first, last, sign > 0, polarity)
    # Five steps join six figures.
    for first, last, sign in _runs(places[1:], step, TREND_OF - 1):
        yield _finding(series, Signal.TREND, first - 1, last, sign > 0, polarity)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _runs(
    places: Sequence[int], sign_at: Callable[[int], int], fewest: int
) -> Iterator[tuple[int, int, int]]:
    """First and last place and sign of each longest run of one sign, 0 being none, of at least `fewest`."""
    start = 0
    signs = [sign_at(place) for place in places]
    for end in range(1, len(signs) + 1):
        if end < len(signs) and signs[end] == signs[start]:
            continue
        if signs[start] and end - start >= fewest:
            yield places[start], places[end - 1], signs[start]
        start = end


def _finding(
    series: Series, signal: Signal, first: int, last: int, upwards: bool, polarity: Polarity
) -> Finding:
    judged = effect(Direction.UP if upwards else Direction.DOWN, polarity)
    good = {Effect.BETTER: ", for the better", Effect.WORSE: ", for the worse"}.get(judged, "")
    count = last - first + 1
    says = {
        Signal.POINT: f"{'above the upper' if upwards else 'below the lower'} limit{good}. "
        "Chance alone seldom does this.",
        Signal.SHIFT: f"{count} figures in a row {'above' if upwards else 'below'} the mean{good}. "
        "The level has shifted.",
        Signal.TREND: f"{count} figures in a row, each {'higher' if upwards else 'lower'} than the one before"
        f"{good}. This is a trend.",
    }[signal]
    return Finding(signal, first, last, upwards, judged, f"{_span(series, first, last)}: {says}")


def _charted(
    item: tuple[str, Decimal | None], place: int, number: int, stretch: Stretch, findings: Sequence[Finding]
) -> Charted:
    label, value = item
    signals = {finding.signal for finding in findings if finding.first <= place <= finding.last}
    ordered = tuple(signal for signal in Signal if signal in signals)
    return Charted(label, value, number, stretch.mean, stretch.low, stretch.high, ordered)


def _answer(
    points: Sequence[Charted], stretches: Sequence[Stretch], findings: Sequence[Finding], apart: int
) -> str:
    latest = next((place for place in reversed(range(len(points))) if points[place].value is not None), None)
    if latest is None:
        return "There are no figures to chart."
    point = points[latest]
    if point.mean is None:
        return stretches[point.stretch].words
    current = [finding for finding in findings if finding.first <= latest <= finding.last]
    if current:
        said = " ".join(finding.words for finding in current)
        answer = f"The latest figure signals a real change. {said}"
    else:
        inside = "no sudden jump" if apart > 1 else "no further from the mean than these figures usually move"
        answer = f"The latest figure, {point.label}, is within the limits: {inside}."
        earlier = "is 1 signal" if len(findings) == 1 else f"are {len(findings)} signals"
        answer += f" There {earlier} before it." if findings else ""
    return f"{answer} {BLIND}" if apart > 1 else answer
