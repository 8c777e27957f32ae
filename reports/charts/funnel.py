"""The funnel plot: figures against their base, with the limits within which chance explains them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.calculations.direction import Effect
from indicators.calculations.display import exact, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.funnel import Funnel, Limits, Plotted, Zone
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.naming import AXES, MOST_NAMES, label, listed, names, notes, shown
from reports.charts.theme import INK, MUTED, PALE, STRONG, Size, Spec
from reports.side_by_side.chance import funnel
from reports.side_by_side.matrix import Entry, Matrix, Measure

COLUMNS = (
    *("code", "authority", "indicator", "window", "period", "value", "symbol", "display"),
    *("numerator", "base"),
    *("centre", "low_998", "low_95", "high_95", "high_998", "outside", "words"),
)
PLACES = 4
HEIGHT = 400
OUTSIDE = {Zone.INSIDE: "no", Zone.BEYOND_95: "95% limits", Zone.BEYOND_998: "99.8% limits"}
# Seen without colour: a circle within the limits, a triangle between them, a square beyond both.
SHAPES = {Zone.INSIDE: "circle", Zone.BEYOND_95: "triangle-up", Zone.BEYOND_998: "square"}
KEY = (
    "Dashed: the 95% limits. Solid: the 99.8% limits. Triangles lie outside the first, squares outside both. "
    "Grey line: the group as a whole, {}."
)
# Names of a crowd outside the limits would cover each other.
MOST_NAMED = 15


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
    said = notes(matrix, KEY.format(centre), found.caution, missing)
    spec = _spec(title, said, found, named, marked, at)
    alt = [
        f"The group as a whole: {centre}. {found.answer}",
        *_outside_words(found, named, matrix, measure),
        *_own_words(found, named, marked, matrix, measure),
        *(line for line in (found.caution, missing) if line),
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
        "centre": exact(round_half_up(found.centre, PLACES)),
        **{
            name: exact(round_half_up(getattr(point.limits, name), PLACES)) if point else None
            for name in limits
        },
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
        # The answer has counted them: a longer list would say no more.
        if 0 < len(held) <= MOST_NAMES:
            said.append(f"Outside the {OUTSIDE[zone]}: {listed(held)}.")
    return said


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
    at: Size,
) -> Spec:
    points = _points(found, named, marked, at)
    low, high = float(found.curve[0].base), float(found.curve[-1].base)
    base = "Children aged 0 to 17" if found.unit is Unit.RATE else "What the percentage is out of"
    across = theme.between("base", low, high, theme.axis(base, at, grid=False))
    up = theme.measured("value", AXES[found.unit], at)
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
    places = {
        name: {"field": field, "type": "quantitative"} for name, field in (("x", "base"), ("y", "value"))
    }
    return theme.framed(
        title,
        said,
        at,
        width=at.width - 90,
        height=HEIGHT,
        data={"values": points},
        layer=[*_limits(found.curve), centre, marks, *_names(points, places, at)],
    )


def _points(
    found: Funnel, named: Mapping[str, str], marked: frozenset[str], at: Size
) -> list[dict[str, Any]]:
    outside = [point for point in found.points if point.zone is not Zone.INSIDE]
    far = [point for point in outside if point.zone is Zone.BEYOND_998]
    spoken = next((held for held in (outside, far) if len(held) <= MOST_NAMED), [])
    told = {point.key for point in spoken} | marked
    low, high = found.curve[0].base, found.curve[-1].base
    return [
        {
            "base": float(point.base),
            "value": float(point.value),
            "shape": SHAPES[point.zone],
            "marked": point.key in marked,
            "label": label(named[point.key], point.key in marked, at.letters((at.width - 90) / 2 - 20)),
            "told": point.key in told,
            # The words run to the side where there is more room.
            "left": point.base > (low + high) / 2,
        }
        for point in found.points
    ]


def _names(points: list[dict[str, Any]], places: Spec, at: Size) -> list[Spec]:
    layers = []
    for left in (False, True):
        held = [point for point in points if point["told"] and point["left"] is left]
        way: dict[str, Any] = {"align": "right", "dx": -10} if left else {"dx": 10}
        if held:
            written = theme.written(at, "label", places, marked="marked", **way)
            layers += [{"data": {"values": held}, **layer} for layer in written]
    return layers


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
