"""Ranked bars: one measure across a group, its middle half shaded, the reader's own marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.naming import AXES, judged, label, listed, names, notes, shown, undrawn
from reports.charts.theme import INK, MUTED, PALE, STRONG, WASH, Size, Spec
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.placing import as_shown

# More bars than this are drawn thin, and the marked ones alone are named.
MOST_NAMED = 40
# So many at one end of the figures are named.
MOST_TIED = 3
COLUMNS = (
    *("code", "authority", "indicator", "window", "period", "value", "symbol", "display"),
    *("numerator", "denominator", "rank", "ranked_of", "shares_rank", "standing"),
)


def ranked_chart(matrix: Matrix, measure: Measure, marked: frozenset[str], *, wide: bool = True) -> Chart:
    """Best first where the catalogue says which is best, else highest first. Hidden figures are not drawn."""
    column, at = _ordered(matrix, measure), theme.size(wide)
    named = names(matrix.authorities)
    bars = [entry for entry in column if entry.value is not None]
    title = f"{measure.label}, {measure.period}"
    missing, spread = undrawn(column, named), matrix.spreads.get(measure.key)
    said = notes(matrix, _order_words(measure), _band_words(spread, measure))
    if not bars:
        spec = theme.empty(title, notes(matrix), f"No figure can be shown. {missing}", at)
    else:
        spec = _spec(title, said, bars, named, marked, spread, missing, at)
    return Chart(title, _alt(bars, named, marked, spread, missing), spec, COLUMNS, tuple(rows_of(column)))


def rows_of(column: list[Entry]) -> list[Row]:
    """The figures of a measure as data, one row an authority, from the same lines as page and picture."""
    ranked = sum(entry.rank is not None for entry in column)
    return [
        {
            "code": entry.authority.code,
            "authority": entry.authority.name,
            "indicator": entry.measure.code,
            "window": entry.measure.window,
            "period": entry.measure.period,
            "value": entry.line.value.value,
            "symbol": entry.line.value.symbol,
            "display": entry.line.value.display,
            "numerator": entry.line.value.numerator,
            "denominator": entry.line.value.denominator,
            "rank": entry.rank,
            "ranked_of": ranked if entry.rank is not None else None,
            "shares_rank": "yes" if entry.tied else "",
            "standing": entry.by_quarter.words if entry.by_quarter else "",
        }
        for entry in column
    ]


def _ordered(matrix: Matrix, measure: Measure) -> list[Entry]:
    """The drawn ones in the order of the bars, then the others by name."""
    sign = 1 if judged(measure) and measure.polarity is Polarity.LOW else -1
    by_name = sorted(matrix.column(measure), key=lambda entry: entry.authority.name)
    drawn = [entry for entry in by_name if entry.value is not None]
    # By the figures as they are shown: decimals that nobody sees set nobody before another.
    drawn.sort(key=lambda entry: sign * (as_shown(entry) or 0))
    return [*drawn, *(entry for entry in by_name if entry.value is None)]


def _order_words(measure: Measure) -> str:
    if Unit(measure.unit) is Unit.NUMBER:
        return "Highest first: nobody is ranked by a count."
    if not judged(measure):
        return "Highest first: neither end is good."
    return f"Best first: {measure.polarity} is good."


def _band_words(spread: Spread | None, measure: Measure) -> str:
    if spread is None:
        return "Too few figures for a middle half."
    low, high = shown(spread.q1, measure), shown(spread.q3, measure)
    return f"Shaded: the middle half, {low} to {high}. Median {shown(spread.median, measure)}."


def _alt(
    bars: list[Entry],
    named: Mapping[str, str],
    marked: frozenset[str],
    spread: Spread | None,
    missing: str,
) -> str:
    if not bars:
        return f"No figure can be shown. {missing}".strip()
    first, last = bars[0], bars[-1]
    ends = [_end_words(entry, bars, named) for entry in (first, last)]
    if len(bars) == 1:
        return " ".join([f"One authority only: {ends[0]}.", missing]).strip()
    if as_shown(first) == as_shown(last):
        return " ".join([f"All {len(bars)} stand at {first.line.value.display}.", missing]).strip()
    said = [f"{len(bars)} authorities, from {ends[0]} to {ends[1]}."]
    if spread is not None:
        low, high, median = (shown(value, first.measure) for value in (spread.q1, spread.q3, spread.median))
        said.append(f"The middle half lies between {low} and {high}, and the median is {median}.")
    of = sum(entry.rank is not None for entry in bars)
    own = [f"{_placed_words(entry, named, of)}." for entry in bars if entry.authority.code in marked]
    return " ".join([*said, *own, missing]).strip()


def _end_words(entry: Entry, bars: list[Entry], named: Mapping[str, str]) -> str:
    """A figure with those who have it: their names, or how many they are where it is a crowd."""
    alike = [named[each.authority.code] for each in bars if as_shown(each) == as_shown(entry)]
    who = listed(alike) if len(alike) <= MOST_TIED else f"{len(alike)} authorities"
    return f"{entry.line.value.display} ({who})"


def _placed_words(entry: Entry, named: Mapping[str, str], of: int) -> str:
    place = f", rank {entry.rank} of {of}{' (shared)' if entry.tied else ''}" if entry.rank else ""
    standing = f", {entry.by_quarter.words}" if entry.by_quarter else ""
    return f"{named[entry.authority.code]}: {entry.line.value.display}{place}{standing}"


def _spec(
    title: str,
    said: list[str],
    bars: list[Entry],
    named: Mapping[str, str],
    marked: frozenset[str],
    spread: Spread | None,
    missing: str,
    at: Size,
) -> Spec:
    beside = _beside(bars, at)
    drawn = _placed(bars, named, marked, at)
    margin = _margin(drawn, beside, at)
    width = _width(drawn, margin, at)
    height = drawn[-1]["foot"] + 6
    below = height + theme.BELOW_AXIS
    bar = _bar(AXES[Unit(bars[0].measure.unit)], at)
    end = {"x": {"field": "value", "type": "quantitative"}, "y": theme.pixels("middle")}
    name = {"y": theme.pixels("label_y")}
    where = {"align": "right", "x": -8} if beside else {"x": 0}
    layers = [
        *([_band(spread), bar, _edges(spread)] if spread else [bar]),
        *theme.written(at, "end", end, marked="marked", dx=6),
        *theme.written(at, "label", name, marked="marked", **where),
        *theme.foot([missing], at, x=-margin, y=below, width=at.width - 2 * theme.PADDING),
    ]
    return theme.framed(
        title,
        said,
        at,
        width=width,
        height=height,
        data={"values": drawn},
        layer=layers,
    )


def _bar(unit: str, at: Size) -> Spec:
    return {
        "mark": {"type": "rect", "strokeWidth": 2},
        "encoding": {
            "x": theme.measured("value", unit, at, zero=True),
            "x2": {"datum": 0},
            "y": theme.pixels("top"),
            "y2": {"field": "foot"},
            "color": {"condition": {"test": "datum.marked", "value": STRONG}, "value": PALE},
            "stroke": {"condition": {"test": "datum.marked", "value": INK}, "value": None},
        },
    }


def _margin(drawn: list[dict[str, Any]], beside: bool, at: Size) -> float:
    """The room of the names to the left of the plot."""
    return max(at.length(bar["label"]) for bar in drawn) + 10 if beside else 0


def _width(drawn: list[dict[str, Any]], margin: float, at: Size) -> int:
    """How wide the plot may be for every label to stay within the picture."""
    room = at.width - 2 * theme.PADDING - margin
    most = max(bar["value"] for bar in drawn) or 1
    ends = [
        (room - at.length(bar["end"]) - 10) / max(bar["value"] / most, 0.1) for bar in drawn if bar["end"]
    ]
    return round(max(min([room, *ends]), 120))


def _beside(bars: list[Entry], at: Size) -> bool:
    """Whether names stand to the left of their bars: not on a telephone, and not where bars are thin."""
    return at.wide and len(bars) <= MOST_NAMED


def _placed(
    bars: list[Entry], named: Mapping[str, str], marked: frozenset[str], at: Size
) -> list[dict[str, Any]]:
    """Each bar with its place from the top and its two labels, in pixels."""
    found, top, free = [], 0.0, 0.0
    thin, beside = len(bars) > MOST_NAMED, _beside(bars, at)
    for number, entry in enumerate(bars, start=1):
        own = entry.authority.code in marked
        name = label(named[entry.authority.code], own, at.letters(240 if beside else 300))
        lines = name.count("\n") + 1
        above = 0 if thin or beside else lines * at.line
        thick = 4 if thin else 18
        room = max(thick, lines * at.line) if beside else thick
        end = entry.line.value.display
        if thin:
            between = " " if at.wide else "\n"
            end = f"{name}:{between}{end}, {number} of {len(bars)}" if own else ""
        middle = top + above + room / 2
        # Names of thin bars would stand on one another where two marked ones are near.
        middle, free = (
            (max(middle, free), max(middle, free) + at.text + 3) if end and thin else (middle, free)
        )
        found.append(
            {
                "value": float(entry.value or 0),
                "marked": own,
                "label": "" if thin else name,
                "end": end,
                "top": round(top + above + (room - thick) / 2, 1),
                "foot": round(top + above + (room + thick) / 2, 1),
                "middle": round(middle, 1),
                "label_y": theme.first_line(middle if beside else top + above / 2, name, at),
            }
        )
        top += above + room + (1 if thin else 6 if beside else 8)
    return found


def _band(spread: Spread) -> Spec:
    return {
        "data": {"values": [{"low": float(spread.q1), "high": float(spread.q3)}]},
        "mark": {"type": "rect", "color": WASH},
        "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
    }


def _edges(spread: Spread) -> Spec:
    """The two edges over the bars, so that the band is seen without its colour."""
    return {
        "data": {"values": [{"edge": float(spread.q1)}, {"edge": float(spread.q3)}]},
        "mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "edge", "type": "quantitative"}},
    }
