"""The funnel plot: figures against their base, with the limits within which chance explains them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.calculations.direction import Effect
from indicators.calculations.figures import Unit
from indicators.calculations.funnel import Funnel, Limits, Plotted, Zone
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.labels import Label, Place, placed
from reports.charts.naming import AXES, MOST_NAMES, in_data, label, listed, names, notes, shown
from reports.charts.scales import upright
from reports.charts.theme import INK, MUTED, PALE, STRONG, Size, Spec
from reports.side_by_side.chance import funnel
from reports.side_by_side.matrix import Entry, Matrix, Measure

COLUMNS = (
    *("code", "authority", "indicator", "window", "period", "value", "symbol", "display"),
    *("numerator", "base"),
    *("centre", "low_998", "low_95", "high_95", "high_998", "outside", "words"),
)
HEIGHT = 400
OUTSIDE = {Zone.INSIDE: "no", Zone.BEYOND_95: "95% limits", Zone.BEYOND_998: "99.8% limits"}
# Seen without colour: a circle within the limits, a triangle between them, a square beyond both.
SHAPES = {Zone.INSIDE: "circle", Zone.BEYOND_95: "triangle-up", Zone.BEYOND_998: "square"}
KEY = (
    "Triangle: outside the 95% limits (dashed). Square: outside the 99.8% (solid). "
    "Grey line: the whole group, {}."
)
# Names of a crowd outside the limits would cover each other.
MOST_NAMED, MOST_NAMED_NARROW = 15, 6


def funnel_chart(
    matrix: Matrix, measure: Measure, marked: frozenset[str], *, wide: bool = True
) -> Chart | None:
    """The authorities that show the counts behind their figures; None where no funnel can be reckoned."""
    found = funnel(matrix.column(measure))
    if found is None:
        return None
    at, named = theme.size(wide), names(matrix.authorities)
    title = f"{measure.label}, {measure.period}"
    drawn = {point.key: point for point in found.points}
    others = [named[each.code] for each in matrix.authorities if each.code not in drawn]
    missing = f"Not drawn, as the counts are hidden or missing: {listed(others)}." if others else ""
    centre = shown(found.centre, measure)
    said = notes(matrix, KEY.format(centre))
    spec = _spec(title, said, found, named, marked, missing, at)
    # The page says the answer, and what it does not say, above the picture.
    alt = [
        f"{len(found.points)} authorities. The group as a whole: {centre}.",
        *_outside_words(found, named, matrix, measure),
        *_own_words(found, named, marked, matrix, measure),
        *([missing] if missing else []),
    ]
    rows = tuple(_row(entry, found, drawn.get(entry.authority.code)) for entry in matrix.column(measure))
    return Chart(title, " ".join(alt), spec, COLUMNS, rows)


def _row(entry: Entry, found: Funnel, point: Plotted | None) -> Row:
    limits = ("low_998", "low_95", "high_95", "high_998")
    return {
        "code": entry.authority.code,
        "authority": entry.authority.name,
        "indicator": entry.measure.code,
        "window": entry.measure.window,
        "period": entry.measure.period,
        "value": entry.line.value.value,
        "symbol": entry.line.value.symbol,
        "display": entry.line.value.display,
        "numerator": entry.line.value.numerator,
        "base": entry.line.value.denominator,
        "centre": in_data(found.centre, entry),
        **{name: in_data(getattr(point.limits, name), entry) if point else None for name in limits},
        "outside": OUTSIDE[point.zone] if point else "",
        "words": point.words if point else "",
    }


def _outside_words(found: Funnel, named: Mapping[str, str], matrix: Matrix, measure: Measure) -> list[str]:
    said = []
    for zone in (Zone.BEYOND_998, Zone.BEYOND_95):
        held = [
            f"{named[point.key]} {matrix.entries[point.key, measure.key].line.value.display} ({_side(point)})"
            for point in found.points
            if point.zone is zone
        ]
        # A longer list would say no more than how many they are.
        if held:
            who = listed(held) if len(held) <= MOST_NAMES else f"{len(held)} authorities"
            said.append(f"Outside the {OUTSIDE[zone]}: {who}.")
    return said or ["Nobody is outside the limits."]


def _side(point: Plotted) -> str:
    judged = point.effect in (Effect.BETTER, Effect.WORSE)
    return f"{point.side.value}{f', {point.effect.value}' if judged else ''}"


def _own_words(
    found: Funnel, named: Mapping[str, str], marked: frozenset[str], matrix: Matrix, measure: Measure
) -> list[str]:
    return [
        f"{named[point.key]}: {matrix.entries[point.key, measure.key].line.value.display}. {point.words}"
        for point in found.points
        if point.key in marked
    ]


def _spec(
    title: str,
    said: list[str],
    found: Funnel,
    named: Mapping[str, str],
    marked: frozenset[str],
    missing: str,
    at: Size,
) -> Spec:
    width = at.width - 90
    low, high = float(found.curve[0].base), float(found.curve[-1].base)
    ends = [float(each) for one in found.curve for each in (one.low_998, one.high_998)]
    scale = upright([*ends, *(float(point.value) for point in found.points)], HEIGHT)
    base = "Children aged 0 to 17" if found.unit is Unit.RATE else "What the percentage is out of"
    across = theme.between("base", low, high, theme.axis(base, at, grid=False))
    up = scale.channel("value", AXES[found.unit], at)
    colour = {"condition": {"test": "datum.marked", "value": STRONG}, "value": PALE}
    marks = {
        "mark": theme.point(110),
        "encoding": {"x": across, "y": up, "shape": {"field": "shape", "scale": None}, "fill": colour},
    }
    centre = {
        "data": {"values": [{"value": float(found.centre)}]},
        "mark": {"type": "rule", "color": MUTED, "strokeWidth": 2},
        "encoding": {"y": {"field": "value", "type": "quantitative"}},
    }
    places = [
        ((float(point.base) - low) / ((high - low) or 1) * width, scale.y(float(point.value)))
        for point in found.points
    ]
    points = _points(found, named, marked, places, at)
    layers = [*_limits(found.curve), centre, *_leaders(points), marks, *_names(points, at)]
    layers += theme.foot([missing], at, x=0, y=HEIGHT + theme.BELOW_AXIS, width=width)
    return theme.framed(title, said, at, width=width, height=HEIGHT, data={"values": points}, layer=layers)


def _points(
    found: Funnel, named: Mapping[str, str], marked: frozenset[str], places: list[Place], at: Size
) -> list[dict[str, Any]]:
    """The points; those that are named with the place of the name in pixels."""
    width = at.width - 90
    words = {
        place: label(named[key], key in marked, at.letters(width / 2 - 20))
        for place, key in _spoken(found, marked, at)
    }
    labels = placed(places, words, width, HEIGHT, at)
    return [
        {
            "base": float(point.base),
            "value": float(point.value),
            "shape": SHAPES[point.zone],
            "marked": point.key in marked,
            "label": words.get(number, ""),
            "told": number in labels,
            **_where(places[number], labels.get(number), at),
        }
        for number, point in enumerate(found.points)
    ]


def _spoken(found: Funnel, marked: frozenset[str], at: Size) -> list[tuple[int, str]]:
    """Who is named: the marked, then who is furthest outside. On a telephone only those beyond all limits."""
    outside = [point for point in found.points if point.zone is not Zone.INSIDE]
    far = [point for point in outside if point.zone is Zone.BEYOND_998]
    offered = (outside, far) if at.wide else (far,)
    most = MOST_NAMED if at.wide else MOST_NAMED_NARROW
    spoken = {point.key for point in next((held for held in offered if len(held) <= most), [])}
    numbered = [(number, point.key) for number, point in enumerate(found.points)]
    own = [each for each in numbered if each[1] in marked]
    others = [each for each in numbered if each[1] in spoken - marked]
    others.sort(key=lambda each: -abs(found.points[each[0]].value - found.centre))
    return [*own, *others]


def _where(point: Place, label: Label | None, at: Size) -> dict[str, float | None]:
    """Where the first line of a name begins, and the line that leads to it; None without one."""
    end = label.leader if label else None
    return {
        "label_x": round(label.box.left, 1) if label else None,
        "label_y": round(label.box.top + at.line / 2, 1) if label else None,
        **{f"from_{way}": round(point[place], 1) if end else None for place, way in enumerate("xy")},
        **{f"to_{way}": round(end[place], 1) if end else None for place, way in enumerate("xy")},
    }


def _leaders(points: list[dict[str, Any]]) -> list[Spec]:
    held = [point for point in points if point["to_x"] is not None]
    places = {way: theme.pixels(f"from_{way}") for way in "xy"}
    ends = {f"{way}2": {"field": f"to_{way}"} for way in "xy"}
    mark = {"type": "rule", "color": MUTED, "strokeWidth": 1}
    return [{"data": {"values": held}, "mark": mark, "encoding": {**places, **ends}}] if held else []


def _names(points: list[dict[str, Any]], at: Size) -> list[Spec]:
    held = [point for point in points if point["told"]]
    places = {way: theme.pixels(f"label_{way}") for way in "xy"}
    layers = theme.written(at, "label", places, marked="marked")
    return [{"data": {"values": held}, **layer} for layer in layers] if held else []


def _limits(curve: tuple[Limits, ...]) -> list[Spec]:
    values = [
        {"base": float(limits.base), "limit": float(getattr(limits, name)), "name": name}
        for limits in curve
        for name in ("low_998", "low_95", "high_95", "high_998")
    ]
    layers = []
    for strict, dash in (("95", [5, 4]), ("998", [1, 0])):
        layers.append(
            {
                "data": {"values": [row for row in values if str(row["name"]).endswith(f"_{strict}")]},
                "mark": {"type": "line", "color": INK, "strokeWidth": 1.5, "strokeDash": dash},
                "encoding": {
                    "x": {"field": "base", "type": "quantitative"},
                    "y": {"field": "limit", "type": "quantitative"},
                    "detail": {"field": "name"},
                },
            }
        )
    return layers
