"""The spine: every measure of one authority against its group, each row on its own scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from authorities.models import Authority
from indicators.calculations.polarity import Polarity
from indicators.calculations.spread import Spread
from indicators.tables import family_name
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.naming import in_data, judged, label, listed, notes, shown, why_undrawn
from reports.charts.theme import INK, MUTED, PALE, RULE, STRONG, WHITE, Size, Spec
from reports.side_by_side.matrix import Entry, Matrix
from reports.side_by_side.placing import as_shown
from reports.side_by_side.reading import period_words

COLUMNS = (
    *("code", "authority", "family", "indicator", "measure", "window", "period", "unit", "polarity"),
    *("value", "symbol", "display", "figures", "low", "q1", "median", "q3", "high", "rank", "ranked_of"),
    "standing",
)
TOO_FEW = "Too few figures to show a spread"
KEY = "Thin bar: lowest to highest. Thick bar: middle half. Line: median. Dot: {}."
BETTER = "Better is to the right."
# Room for the words at both ends of a row in which neither end is better.
INSET = 36


@dataclass(frozen=True, slots=True)
class _Track:
    """Where the rows' tracks lie: width in pixels, and how far apart things stand."""

    width: int
    label: int
    gap: int = 12


def spine_chart(matrix: Matrix, authority: Authority, *, wide: bool = True) -> Chart:
    """Every measure of the matrix, family by family. A hidden figure has no dot."""
    entries, at = matrix.row(authority), theme.size(wide)
    beside = "its neighbours" if authority == matrix.group.about else matrix.group.name
    title = f"{authority.name} beside {beside}, {period_words(matrix)}"
    if not entries:
        spec = theme.empty(title, notes(matrix), "No figure can be shown.", at)
    else:
        better = BETTER if not at.wide and any(judged(entry.measure) for entry in entries) else ""
        spec = _spec(title, notes(matrix, KEY.format(authority.name), better), matrix, entries, at)
    rows = tuple(_row(matrix, entry) for entry in entries)
    return Chart(title, _alt(matrix, authority, entries), spec, COLUMNS, rows)


def along(value: Decimal, spread: Spread, to_the_left: bool) -> float:
    """Where a figure lies from 0, the lowest, to 1, the highest, turned where lower goes to the right."""
    if spread.high == spread.low:
        return 0.5
    share = float((value - spread.low) / (spread.high - spread.low))
    return 1 - share if to_the_left else share


def _row(matrix: Matrix, entry: Entry) -> Row:
    measure, held, spread = entry.measure, entry.line.value, matrix.spreads.get(entry.measure.key)
    ranked = sum(each.rank is not None for each in matrix.column(measure))
    bounds = ("low", "q1", "median", "q3", "high")
    return {
        "code": entry.authority.code,
        "authority": entry.authority.name,
        "family": measure.family,
        "indicator": measure.code,
        "measure": measure.label,
        "window": measure.window,
        "period": measure.period,
        "unit": measure.unit,
        "polarity": measure.polarity.value,
        "value": held.value,
        "symbol": held.symbol,
        "display": held.display,
        "figures": spread.of if spread else None,
        **{name: in_data(getattr(spread, name), entry) if spread else None for name in bounds},
        "rank": entry.rank,
        "ranked_of": ranked if entry.rank is not None else None,
        "standing": entry.by_quarter.words if entry.by_quarter else "",
    }


def _alt(matrix: Matrix, authority: Authority, entries: list[Entry]) -> str:
    """How many indicators stand where, and which of them at either end."""
    by_words: dict[str, list[str]] = {}
    for entry in entries:
        if entry.by_quarter:
            by_words.setdefault(entry.by_quarter.words, []).append(entry.measure.label)
    of = len(matrix.authorities)
    said = [f"{authority.name} among {of} authorities on {len(entries)} indicators."]
    for words in ("worst quarter", "best quarter", "lowest quarter", "highest quarter"):
        held = by_words.get(words, [])
        if held:
            said.append(f"In the {words} on {len(held)}: {listed(held)}.")
    said.append(f"In the middle half on {len(by_words.get('middle half', []))}.")
    without = sum(entry.value is None for entry in entries)
    return " ".join([*said, f"Without a figure that can be shown: {without}." if without else ""]).strip()


def _spec(title: str, said: list[str], matrix: Matrix, entries: list[Entry], at: Size) -> Spec:
    track = _Track(400, 270) if at.wide else _Track(at.width - 2 * theme.PADDING - 12, at.width - 40)
    headings, rows, foot = _placed(matrix, entries, track, at)
    return theme.framed(
        title,
        said,
        at,
        width=track.width,
        height=foot,
        data={"values": rows},
        layer=[*_bars(), *_labels(headings, track, at), *_between(track, at)],
    )


def _placed(
    matrix: Matrix, entries: list[Entry], track: _Track, at: Size
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The families' headings and the rows with their places in pixels, and where the last row ends."""
    line, top = at.line, 0.0
    headings: list[dict[str, Any]] = []
    rows = []
    for number, entry in enumerate(entries):
        if number == 0 or entries[number - 1].measure.family != entry.measure.family:
            of_family = [each for each in entries if each.measure.family == entry.measure.family]
            better = at.wide and any(judged(each.measure) for each in of_family)
            headings.append(
                {"said": family_name(entry.measure.family), "y": top + 14}
                | {"worse": "◄ worse" if better else "", "better": "better ►" if better else ""}
            )
            top += 30
        name = label(entry.measure.label, False, at.letters(track.label))
        lines = name.count("\n") + 1
        spread = matrix.spreads.get(entry.measure.key)
        median = shown(spread.median, entry.measure) if spread else ""
        own = entry.line.value.display if entry.value is not None else why_undrawn(entry)
        room = max(24, lines * line) if at.wide else (lines + 1) * line + 24
        middle = top + room / 2 if at.wide else top + room - 12
        rows.append(
            {
                "label": name,
                "own": own,
                "median": median,
                "under": f"{own}{f', median {median}' if median else ''}",
                "y": middle,
                "label_y": theme.first_line(middle if at.wide else top + lines * line / 2, name, at),
                "under_y": top + lines * line + line / 2,
                "none": "" if spread else TOO_FEW,
                **_ends_words(entry, spread),
                **_marks(entry, spread, middle, track.width),
            }
        )
        top += room + (8 if at.wide else 14)
    return headings, rows, top


def _ends_words(entry: Entry, spread: Spread | None) -> dict[str, str]:
    """What stands in the track: its ends where neither is better; that all are alike."""
    flat = spread is not None and spread.high == spread.low
    neutral = spread is not None and not flat and not judged(entry.measure)
    return {
        "low": "low" if neutral else "",
        "high": "high" if neutral else "",
        "alike": "all the same" if flat else "",
    }


def _marks(entry: Entry, spread: Spread | None, middle: float, width: int) -> dict[str, float | None]:
    """The pixels of the track, its middle half, its median and the dot; None for what is not drawn."""
    if spread is None:
        return dict.fromkeys(("from", "to", "q_from", "q_to", "at_median", "dot"))
    own, lower_right = as_shown(entry), judged(entry.measure) and entry.measure.polarity is Polarity.LOW
    flat = spread.high == spread.low
    inset = 0 if judged(entry.measure) or flat else INSET

    def across(value: Decimal) -> float:
        return round(inset + along(value, spread, lower_right) * (width - 2 * inset), 1)

    quarters = sorted(across(value) for value in (spread.q1, spread.q3))
    return {
        "from": width / 2 - 4 if flat else inset,
        "to": width / 2 + 4 if flat else width - inset,
        "q_from": quarters[0],
        "q_to": quarters[1],
        "at_median": across(spread.median),
        "dot": None if own is None else across(own),
        **{f"{name}_top": middle - half for name, half in (("thin", 3), ("thick", 8), ("tick", 11))},
        **{f"{name}_foot": middle + half for name, half in (("thin", 3), ("thick", 8), ("tick", 11))},
    }


def _bars() -> list[Spec]:
    def bar(start: str, end: str, name: str, colour: str) -> Spec:
        places = {"x": theme.pixels(start), "x2": {"field": end}}
        places |= {"y": theme.pixels(f"{name}_top"), "y2": {"field": f"{name}_foot"}}
        return {**_where(start), "mark": {"type": "rect", "color": colour}, "encoding": places}

    tick = {"x": theme.pixels("at_median"), "y": theme.pixels("tick_top"), "y2": {"field": "tick_foot"}}
    dot = {"type": "circle", "size": 150, "color": STRONG, "opacity": 1, "stroke": WHITE, "strokeWidth": 2}
    return [
        bar("from", "to", "thin", RULE),
        bar("q_from", "q_to", "thick", PALE),
        {
            **_where("at_median"),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
            "encoding": tick,
        },
        {**_where("dot"), "mark": dot, "encoding": {"x": theme.pixels("dot"), "y": theme.pixels("y")}},
    ]


def _where(field: str) -> Spec:
    return {"transform": [{"filter": f"isValid(datum['{field}'])"}]}


def _labels(headings: list[dict[str, Any]], track: _Track, at: Size) -> list[Spec]:
    start = -track.label - track.gap if at.wide else 0

    def words(field: str, y: str, **more: Any) -> Spec:
        encoding = {"y": theme.pixels(y), "text": {"field": field, "type": "nominal"}}
        return {"mark": theme.text(at, **more), "encoding": encoding}

    own, median = track.width + track.gap + 4, track.width + track.gap + 104
    heads = {"data": {"values": headings}, **words("said", "y", x=start, fontWeight="bold")}
    layers = [heads, words("label", "label_y", x=start), words("none", "y", x=0, color=MUTED)]
    if not at.wide:
        return [*layers, words("under", "under_y", x=0, color=MUTED)]
    ways: list[Spec] = [
        {"data": {"values": headings}, **words("worse", "y", x=0, color=MUTED)},
        {"data": {"values": headings}, **words("better", "y", x=track.width, align="right", color=MUTED)},
    ]
    above = [
        {"data": {"values": [{}]}, "mark": theme.text(at, text=said, x=x, y=14, color=MUTED)}
        for x, said in ((own, "Figure"), (median, "Median"))
    ]
    return [
        *layers,
        *ways,
        *above,
        words("own", "y", x=own, fontWeight="bold"),
        words("median", "y", x=median, color=MUTED),
    ]


def _between(track: _Track, at: Size) -> list[Spec]:
    """The words within the tracks."""
    places = (("low", 0, "left"), ("high", track.width, "right"), ("alike", track.width / 2 + 16, "left"))
    return [
        {
            "mark": theme.text(at, x=x, align=align, color=MUTED),
            "encoding": {"y": theme.pixels("y"), "text": {"field": field, "type": "nominal"}},
        }
        for field, x, align in places
    ]
