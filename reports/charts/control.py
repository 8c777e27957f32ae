"""The process-control chart of one figure over time: its mean, its limits, its signals, its breaks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from indicators.calculations.control_chart import Charted, Signal, Stretch
from indicators.calculations.figures import Unit
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.naming import AXES, in_data, notes
from reports.charts.scales import Upright, upright
from reports.charts.theme import INK, MUTED, PALE, STRONG, Size, Spec
from reports.side_by_side.in_time import History, Moment
from reports.side_by_side.matrix import Matrix

COLUMNS = (
    *("code", "authority", "indicator", "window", "period_end", "value", "symbol", "display"),
    *("mean", "low_limit", "high_limit", "signals", "changed_here"),
)
HEIGHT = 320
# Pixels: two labels nearer than this would stand on each other.
CLOSE = 30
SHAPES = {Signal.POINT: "square", Signal.SHIFT: "triangle-up", Signal.TREND: "diamond"}
SIGNALS = {Signal.POINT: "outside the limits", Signal.SHIFT: "shift", Signal.TREND: "trend"}
# Where the words of a figure may stand, in pixels from it, and how far from a line to be read.
WAYS, CLEAR = (16, 32), 12
KEY = "Grey: the mean. Dashed: the limits."
SIGNAL_KEYS = {
    Signal.POINT: "Square: outside them.",
    Signal.SHIFT: "Triangle: a shift.",
    Signal.TREND: "Diamond: a trend.",
}
BROKEN = "Dotted: made anew from there."


def control_chart(matrix: Matrix, history: History, *, wide: bool = True) -> Chart:
    """A plain line where there are too few figures for limits. Gaps and breaks are not drawn over."""
    entry, at = history.entry, theme.size(wide)
    title = f"{entry.measure.label}: {entry.authority.name} over time"
    rows = tuple(_row(history, moment) for moment in history.moments)
    broke = [f"{n}: {moment.label}, {moment.broke}." for n, moment in enumerate(_breaks(history), start=1)]
    alt = _alt(history, broke)
    if not history.figures:
        spec = theme.empty(title, notes(matrix), "No figure can be shown.", at)
        return Chart(title, alt, spec, COLUMNS, rows)
    signals = {moment.charted.signals[0] for moment in history.moments if moment.charted.signals}
    shapes = [words for signal, words in SIGNAL_KEYS.items() if signal in signals]
    key = [KEY] if history.has_limits else [history.control.stretches[-1].words]
    said = notes(matrix, *key, *shapes, *([BROKEN] if broke else []))
    return Chart(title, alt, _spec(title, said, broke, history, at), COLUMNS, rows)


def _breaks(history: History) -> list[Moment]:
    return [moment for moment in history.moments if moment.broke]


def _row(history: History, moment: Moment) -> Row:
    measure, held = history.entry.measure, moment.charted
    limits = {"mean": held.mean, "low_limit": held.low, "high_limit": held.high}
    return {
        "code": history.entry.authority.code,
        "authority": history.entry.authority.name,
        "indicator": measure.code,
        "window": measure.window,
        "period_end": moment.ends.isoformat(),
        "value": moment.point.value if moment.point else None,
        "symbol": moment.symbol,
        "display": moment.shown,
        **{
            name: in_data(value, history.entry) if value is not None else None
            for name, value in limits.items()
        },
        "signals": ", ".join(SIGNALS[signal] for signal in held.signals),
        "changed_here": moment.broke,
    }


def _alt(history: History, broke: list[str]) -> str:
    shown = [moment for moment in history.moments if moment.charted.value is not None]
    if not shown:
        return "No figure can be shown."
    first, last = shown[0], shown[-1]
    span = f"{len(shown)} figures, from {first.shown} at {first.label} to {last.shown} at {last.label}."
    if len(shown) == 1:
        span = f"One figure only: {first.shown} at {first.label}."
    findings = [finding.words for finding in history.control.findings]
    changed = [f"The figures are made another way from {words.split(': ', 1)[1]}" for words in broke]
    return " ".join(words for words in (span, _limit_words(history), *findings, *changed) if words)


def _limit_words(history: History) -> str:
    """The mean and the limits of the newest stretch; what they mean is said once, on the page."""
    newest = history.control.stretches[-1]
    if newest.mean is None:
        return ""
    mean, low, high = (history.text(value) for value in (newest.mean, newest.low, newest.high))
    return f"Mean {mean}, limits {low} to {high}."


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _spec(title: str, said: list[str], broke: list[str], history: History, at: Size) -> Spec:
    scale = _scale(history)
    points = _points(history, scale)
    months = [_month(moment.ends) for moment in history.moments]
    margin = max(1.0, (months[-1] - months[0]) * 0.04)
    told = sorted(months[:: -max(1, -(-len(months) // (at.ticks - 1)))])
    words = " : ".join(
        f"datum.value == {month} ? '{date(month // 12, month % 12 + 1, 1):%b %y}'" for month in told
    )
    ticks = theme.axis("", at, values=told, labelExpr=f"{words} : ''", grid=False)
    unit = AXES[Unit(history.entry.measure.unit)]
    places = {
        "x": theme.between("month", months[0] - margin, months[-1] + margin, ticks),
        "y": scale.channel("value", unit, at),
    }
    filled = {"condition": {"test": "datum.signal", "value": STRONG}, "value": PALE}
    layers = [
        *_limits(history, months, scale, at),
        *_rules(history, at),
        {
            "mark": {"type": "line", "color": INK, "strokeWidth": 2},
            "encoding": {**places, "detail": {"field": "run"}},
        },
        {
            "mark": theme.point(90),
            "encoding": {**places, "shape": {"field": "shape", "scale": None}, "fill": filled},
        },
        *_written(points, places, at),
    ]
    room = 100 if history.has_limits else 0
    width = at.width - 90 - room
    layers += theme.foot(broke, at, x=0, y=HEIGHT + 30, width=at.width - 90)
    return theme.framed(title, said, at, width=width, height=HEIGHT, data={"values": points}, layer=layers)


def _scale(history: History) -> Upright:
    """With the figures and the limits, and some room, so that two figures do not fill the whole height."""
    shown = [moment.charted.value for moment in history.moments]
    ends = [each for one in history.control.stretches for each in (one.low, one.high)]
    return upright([float(each) for each in (*shown, *ends) if each is not None], HEIGHT)


def _points(history: History, scale: Upright) -> list[dict[str, Any]]:
    """The figures shown, those of one unbroken line with the same `run`."""
    found: list[dict[str, Any]] = []
    run = 0
    for before, moment in pairwise([None, *history.moments]):
        assert moment is not None
        held = moment.charted
        apart = before is not None and before.charted.stretch != held.stretch
        if apart or held.value is None:
            run += 1
        if held.value is not None:
            first = held.signals[0] if held.signals else None
            found.append(
                {
                    "month": _month(moment.ends),
                    "value": float(held.value),
                    "run": run,
                    "signal": first is not None,
                    "shape": SHAPES[first] if first else "circle",
                    "dy": _aside(held, found[-1]["value"] if found else None, scale),
                    "said": moment.shown if Signal.POINT in held.signals else "",
                }
            )
    # The newest figure is always written: it is the one that is asked about.
    found[-1]["said"] = next(m.shown for m in reversed(history.moments) if m.charted.value is not None)
    return found


def _aside(held: Charted, before: float | None, scale: Upright) -> int:
    """How far above (negative) or below a figure its words stand: off its line, the mean and the limits."""
    assert held.value is not None
    middle = scale.y(float(held.value))
    lines = [scale.y(float(each)) for each in (held.mean, held.low, held.high) if each is not None]
    away = 1 if before is not None and before > held.value else -1
    offered = [way * far for far in WAYS for way in (away, -away)]
    within = [dy for dy in offered if 0 <= middle + dy <= HEIGHT] or offered[:1]

    def room(dy: int) -> float:
        return min((abs(middle + dy - line) for line in lines), default=HEIGHT)

    return next((dy for dy in within if room(dy) >= CLEAR), max(within, key=room))


def _written(points: list[dict[str, Any]], places: Spec, at: Size) -> list[Spec]:
    layers = []
    for dy in sorted({point["dy"] for point in points if point["said"]}):
        held = [point for point in points if point["said"] and point["dy"] == dy]
        drawn = theme.written(at, "said", places, dy=dy, align="center", fontWeight="bold")
        layers += [{"data": {"values": held}, **layer} for layer in drawn]
    return layers


def _limits(history: History, months: list[int], scale: Upright, at: Size) -> list[Spec]:
    """Each stretch's own mean and limits, as long as the stretch; those of the last with their figures."""
    values = _lines(history, months, scale)
    if not values:
        return []
    along = {
        "x": {"field": "month", "type": "quantitative"},
        "x2": {"field": "to"},
        "y": {"field": "value", "type": "quantitative"},
    }
    styles: tuple[tuple[bool, Spec], ...] = (
        (True, {"color": MUTED, "strokeWidth": 2}),
        (False, {"color": INK, "strokeWidth": 1.5, "strokeDash": [6, 4]}),
    )
    rules = [
        {
            "data": {"values": [row for row in values if row["mean"] is mean]},
            "mark": {"type": "rule", **style},
            "encoding": along,
        }
        for mean, style in styles
    ]
    beside = {
        "data": {"values": [row for row in values if row["said"]]},
        "mark": theme.text(at, x="width", dx=8, color=MUTED),
        "encoding": {"y": along["y"], "text": {"field": "said"}},
    }
    return [*rules, beside]


def _lines(history: History, months: list[int], scale: Upright) -> list[dict[str, Any]]:
    found = []
    stretches = [stretch for stretch in history.control.stretches if stretch.mean is not None]
    for stretch in stretches:
        names = {"Mean": stretch.mean}
        if stretch.low != stretch.high:
            names |= {"Lower": stretch.low, "Upper": stretch.high}
        said = _names(history, stretch, scale) if stretch is stretches[-1] else {}
        for name, value in names.items():
            assert value is not None
            found.append(
                {
                    "month": months[stretch.first] - 0.5,
                    "to": months[stretch.last] + 0.5,
                    "value": float(value),
                    "mean": name == "Mean",
                    "said": said.get(name, ""),
                }
            )
    return found


def _names(history: History, stretch: Stretch, scale: Upright) -> dict[str, str]:
    """What stands beside the lines; all at the mean where they lie too close for words of their own."""
    assert stretch.mean is not None and stretch.low is not None and stretch.high is not None
    places = [scale.y(float(each)) for each in (stretch.low, stretch.mean, stretch.high)]
    low, mean, high = (history.text(value) for value in (stretch.low, stretch.mean, stretch.high))
    if min(places[0] - places[1], places[1] - places[2]) < CLOSE:
        return {"Mean": f"Mean {mean}\n{low} to\n{high}"}
    return {"Mean": f"Mean {mean}", "Lower": f"Lower {low}", "Upper": f"Upper {high}"}


def _rules(history: History, at: Size) -> list[Spec]:
    broke = [
        # Between the last figure made the old way and the first made the new.
        {"month": _month(moment.ends) - history.step / 2, "said": str(number)}
        for number, moment in enumerate(_breaks(history), start=1)
    ]
    if not broke:
        return []
    across = {"x": {"field": "month", "type": "quantitative"}}
    return [
        {
            "data": {"values": broke},
            "mark": {"type": "rule", "color": INK, "strokeDash": [2, 4]},
            "encoding": across,
        },
        {
            "data": {"values": broke},
            "mark": theme.text(at, y=-8, align="center", fontWeight="bold"),
            "encoding": {**across, "text": {"field": "said"}},
        },
    ]
