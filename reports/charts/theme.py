"""What all charts share: sizes, colours, type, and the frame of title and notes around the plot.

Vega-Lite specifications are plain dictionaries. The plot's own places are reckoned here in pixels where a
label must never be cut, as nothing measures text before it is drawn.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]

# Those of frontend/scss/_palette.scss. Each of the fills stays apart from the others in grey.
INK, MUTED, RULE, WHITE = "#10191d", "#4a565c", "#c9d2d5", "#ffffff"
STRONG, PALE, WASH = "#0b5d6b", "#a9c0c6", "#e3eaec"
# Liberation Sans has the widths of Arial, so text measured with one fits with the other.
FONT = "Arial, Liberation Sans, sans-serif"
# A letter is about this part of its size wide.
LETTER = 0.54
MARK = "►"


@dataclass(frozen=True, slots=True)
class Size:
    """Widths and type in pixels; `ticks` is how many an axis has, about."""

    width: int
    text: int
    heading: int
    ticks: int

    @property
    def wide(self) -> bool:
        return self is WIDE

    @property
    def line(self) -> int:
        """From one line of words to the next."""
        return self.text + 4

    def letters(self, width: float, text: int | None = None) -> int:
        """How many letters of a size fit a width."""
        return int(width / (LETTER * (text or self.text)))

    def length(self, words: str) -> float:
        """About how wide the longest line of some text is drawn."""
        return max((len(line) for line in words.split("\n")), default=0) * LETTER * self.text


WIDE, NARROW = Size(900, 14, 18, 8), Size(340, 14, 16, 4)
PADDING = 10
# From the foot of a plot to what stands beneath its axis.
BELOW_AXIS = 46


def size(wide: bool) -> Size:
    return WIDE if wide else NARROW


def framed(title: str, notes: list[str], at: Size, **body: Any) -> Spec:
    """A specification with its title and the notes beneath it, each wrapped to the width."""
    room = at.width - 2 * PADDING
    lines = [line for note in notes if note for line in textwrap.wrap(note, at.letters(room))]
    return {
        "background": WHITE,
        "padding": PADDING,
        "title": {
            "text": textwrap.wrap(title, at.letters(room, at.heading)) or [""],
            "subtitle": lines,
            "anchor": "start",
            "frame": "bounds",
            "offset": 18,
            "subtitlePadding": 6,
        },
        **body,
        "config": _config(at),
    }


def empty(title: str, notes: list[str], words: str, at: Size) -> Spec:
    """A picture that says why it is one without figures."""
    words = "\n".join(textwrap.wrap(words, at.letters(at.width - 4 * PADDING)))
    return framed(
        title,
        notes,
        at,
        width=at.width - 2 * PADDING,
        height=60,
        data={"values": [{}]},
        mark=text(at, text=words, x=0, y=30),
    )


def foot(notes: list[str], at: Size, *, x: float, y: float, width: float) -> list[Spec]:
    """A layer of notes beneath the plot, each wrapped to a width; none where there is nothing to say."""
    lines = [line for note in notes if note for line in textwrap.wrap(note, max(at.letters(width), 20))]
    if not lines:
        return []
    words = text(at, text="\n".join(lines), x=x, y=y, color=MUTED, baseline="top")
    return [{"data": {"values": [{}]}, "mark": words}]


def axis(title: str, at: Size, **more: Any) -> Spec:
    """An axis of figures. Its title stands beyond the labels, upright where it can be read so."""
    return {"title": title, "tickCount": at.ticks, "domain": False, "ticks": False, "labelPadding": 6, **more}


def measured(field: str, title: str, at: Size, *, zero: bool = False) -> Spec:
    """A channel of figures with its axis, from nought or from near the lowest."""
    scale = {"zero": zero, "nice": True}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis(title, at)}


def between(field: str, low: float, high: float, axis: Spec) -> Spec:
    """A channel that runs exactly from one bound to the other."""
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def point(size: int) -> Spec:
    """A mark of a point with a rim."""
    return {"type": "point", "filled": True, "size": size, "opacity": 1, "strokeWidth": 1.5, "stroke": INK}


def text(at: Size, **more: Any) -> Spec:
    """A mark of words."""
    plain = {"fontSize": at.text, "lineHeight": at.line, "color": INK, "align": "left", "baseline": "middle"}
    return {"type": "text", **plain, **more}


def first_line(middle: float, words: str, at: Size) -> float:
    """Where the first of some lines stands, for all of them to have their middle there."""
    return round(middle - words.count("\n") * at.line / 2, 1)


def written(at: Size, field: str, places: Spec, *, marked: str = "", **more: Any) -> list[Spec]:
    """Layers of words from a field, over a rim of white that lines beneath do not run through.

    Those whose field `marked` is true are bold.
    """
    said = {**places, "text": {"field": field, "type": "nominal"}}
    rim = {"mark": text(at, stroke=WHITE, strokeWidth=3, strokeJoin="round", **more), "encoding": said}
    if not marked:
        return [rim, {"mark": text(at, **more), "encoding": said}]
    kinds = ((f"!datum.{marked}", "normal"), (f"datum.{marked}", "bold"))
    return [
        {**layer, "transform": [{"filter": test}]}
        for test, weight in kinds
        for layer in (
            {"mark": {**rim["mark"], "fontWeight": weight}, "encoding": said},
            {"mark": text(at, fontWeight=weight, **more), "encoding": said},
        )
    ]


def pixels(field: str) -> Spec:
    """A channel whose figures are places in the plot already."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _config(at: Size) -> Spec:
    small = at.text - 1
    return {
        "font": FONT,
        "aria": False,
        "lineBreak": "\n",
        "view": {"stroke": None},
        "title": {
            "fontSize": at.heading,
            "color": INK,
            "subtitleFontSize": at.text,
            "subtitleColor": MUTED,
            "subtitleLineHeight": at.text + 5,
            "lineHeight": at.heading + 5,
        },
        "axis": {
            "labelFontSize": small,
            "titleFontSize": small,
            "titleFontWeight": "normal",
            "labelColor": MUTED,
            "titleColor": MUTED,
            "gridColor": RULE,
        },
        "header": {"labelFontSize": small, "labelColor": INK, "title": None, "labelAnchor": "start"},
        "text": {"fontSize": small, "color": INK},
    }
