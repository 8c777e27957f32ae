"""Many small panels in one plot, on one scale.

They are placed in pixels in a single view: as views of their own, 153 of them take seconds to draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from indicators.calculations.figures import Unit
from reports.charts import theme
from reports.charts.naming import AXES, label
from reports.charts.scales import ticks
from reports.charts.theme import INK, MUTED, RULE, STRONG, Size, Spec
from reports.side_by_side.matrix import Measure

# Panels beside each other, for a few and for many.
ACROSS = {True: (4, 6), False: (2, 2)}
MANY = 40
Drawn = dict[str, list[dict[str, Any]]]
KINDS = ("grid", "lines", "names", "figures", "ends")
HEIGHT, GAP, MARGIN, BELOW = 90, 18, 40, 34


@dataclass(frozen=True, slots=True)
class Panel:
    """One authority's figures by period end (ISO). `unshown` are period ends that have one, but hidden."""

    name: str
    now: str
    own: bool
    points: tuple[tuple[str, float], ...]
    unshown: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From months and figures to pixels within a panel of a width. `step` is the months between periods."""

    first: int
    last: int
    step: int
    ticks: tuple[float, ...]
    width: int

    def x(self, month: int) -> float:
        return (month - self.first) / max(self.last - self.first, 1) * (self.width - 12) + 6

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return HEIGHT - (value - low) / (high - low) * HEIGHT


def panelled(
    title: str,
    said: list[str],
    panels: Sequence[Panel],
    medians: Mapping[str, float],
    measure: Measure,
    at: Size,
) -> Spec:
    """A specification of the panels in rows, each with its name, its newest figure and the group's median."""
    columns = min(ACROSS[at.wide][len(panels) > MANY], len(panels))
    width = (at.width - 2 * theme.PADDING - MARGIN - GAP * (columns - 1)) // columns
    days = sorted({day for panel in panels for day, _ in panel.points})
    months = [_month(day) for day in days]
    values = [value for panel in panels for _, value in panel.points]
    step = min((later - earlier for earlier, later in pairwise(months)), default=1)
    scale = _Scale(months[0], months[-1], step, ticks(min(values), max(values)), width)
    drawn: Drawn = {kind: [] for kind in KINDS}
    top = 0.0
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        heads = [label(panel.name, panel.own, at.letters(width)) for panel in row]
        top += (max(head.count("\n") for head in heads) + 2) * at.line
        for place, (panel, head) in enumerate(zip(row, heads, strict=True)):
            corner = (MARGIN + place * (width + GAP), top)
            _draw(drawn, panel, head, corner, scale, medians, at)
        for tick in scale.ticks:
            drawn["figures"].append({"x": MARGIN - 8, "y": top + scale.y(tick), "said": f"{tick:,g}"})
        top += HEIGHT + BELOW
    said = [*said[:-1], f"{AXES[Unit(measure.unit)]}. {said[-1]}"]
    return theme.framed(
        title,
        said,
        at,
        width=at.width - 2 * theme.PADDING,
        height=top,
        data={"values": []},
        layer=_layers(drawn, at),
    )


def _draw(
    drawn: Drawn,
    panel: Panel,
    head: str,
    corner: tuple[float, float],
    scale: _Scale,
    medians: Mapping[str, float],
    at: Size,
) -> None:
    left, top = corner

    def placed(day: str, value: float) -> dict[str, Any]:
        return {"x": round(left + scale.x(_month(day)), 1), "y": round(top + scale.y(value), 1)}

    kind = "own" if panel.own else "other"
    key = f"{left}/{top}"
    for tick in scale.ticks:
        drawn["grid"].append({"x": left, "to": left + scale.width, "y": top + scale.y(tick)})
    runs = [("median", _runs(list(medians.items()), frozenset(), scale.step))]
    runs.append((kind, _runs(panel.points, panel.unshown, scale.step)))
    for name, found in runs:
        for number, run in enumerate(found):
            each = {"kind": name, "run": f"{key}/{name}/{number}"}
            drawn["lines"] += [{**placed(day, value), **each} for day, value in run]
    names = top - (head.count("\n") + 1.5) * at.line - 4
    drawn["names"].append({"x": left, "y": names, "said": head, "own": panel.own})
    drawn["names"].append({"x": left, "y": top - at.line / 2 - 4, "said": panel.now, "own": panel.own})
    below = top + HEIGHT + at.line / 2 + 4
    drawn["ends"].append({"x": left, "y": below, "said": _short(scale.first), "last": False})
    if scale.last > scale.first:
        drawn["ends"].append({"x": left + scale.width, "y": below, "said": _short(scale.last), "last": True})


def _runs(
    points: Sequence[tuple[str, float]], unshown: frozenset[str], step: int
) -> list[list[tuple[str, float]]]:
    """The unbroken lines: a period that is missing or hidden ends one."""
    found: list[list[tuple[str, float]]] = []
    for day, value in points:
        before = found[-1][-1][0] if found else ""
        gap = not found or _month(day) - _month(before) > step or any(before < each < day for each in unshown)
        if gap:
            found.append([])
        found[-1].append((day, value))
    return found


def _layers(drawn: Drawn, at: Size) -> list[Spec]:
    places = {"x": theme.pixels("x"), "y": theme.pixels("y")}
    said = {**places, "text": {"field": "said", "type": "nominal"}}
    layers = [
        {
            "data": {"values": drawn["grid"]},
            "mark": {"type": "rule", "color": RULE},
            "encoding": {**places, "x2": {"field": "to"}},
        }
    ]
    styles = (("median", MUTED, 2, 0.5), ("other", INK, 1.5, 1), ("own", STRONG, 3, 1))
    for kind, colour, thick, opacity in styles:
        held = {"data": {"values": [point for point in drawn["lines"] if point["kind"] == kind]}}
        line = {"type": "line", "color": colour, "strokeWidth": thick, "opacity": opacity}
        layers.append({**held, "mark": line, "encoding": {**places, "detail": {"field": "run"}}})
        if kind != "median":
            dot = {"type": "circle", "color": colour, "size": 9 * thick, "opacity": 1}
            layers.append({**held, "mark": dot, "encoding": places})
    names = theme.written(at, "said", places, marked="own")
    layers += [{"data": {"values": drawn["names"]}, **each} for each in names]
    small: dict[str, Any] = {"color": MUTED, "fontSize": at.text - 1}
    layers.append(
        {
            "data": {"values": drawn["figures"]},
            "mark": theme.text(at, **{**small, "align": "right"}),
            "encoding": said,
        }
    )
    for last, align in ((False, "left"), (True, "right")):
        values = [end for end in drawn["ends"] if end["last"] is last]
        mark = theme.text(at, **{**small, "align": align})
        layers.append({"data": {"values": values}, "mark": mark, "encoding": said})
    return layers


def _month(day: str) -> int:
    found = date.fromisoformat(day)
    return found.year * 12 + found.month - 1


def _short(month: int) -> str:
    return f"{date(month // 12, month % 12 + 1, 1):%b %y}"
