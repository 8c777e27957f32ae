"""Small multiples: one measure over time, a small panel an authority, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from indicators.calculations.periods import long_date
from indicators.calculations.spread import Spread, spread
from reports.charts import theme
from reports.charts.chart import Chart, Row
from reports.charts.naming import listed, names, notes, shown, why_undrawn
from reports.charts.panels import Panel, panelled
from reports.side_by_side.matrix import Entry, Matrix, Measure

COLUMNS = (
    *("code", "authority", "indicator", "window", "period_end", "value", "display"),
    *("group_median", "median_of"),
)
Median = Mapping[str, Spread]


def multiples_chart(
    matrix: Matrix,
    measure: Measure,
    series: Mapping[tuple[str, str], Entry],
    marked: frozenset[str],
    *,
    wide: bool = True,
) -> Chart:
    """The series as `over_time` gives them. A hidden or missing period breaks a line; nothing bridges it."""
    at, named = theme.size(wide), names(matrix.authorities)
    entries = [series[each.code, measure.key] for each in matrix.authorities]
    title = f"{measure.label} over time"
    medians = _medians(entries)
    ends = sorted({point.period_end for entry in entries for point in entry.line.series if point.value})
    rows = tuple(_rows(entries, medians))
    alt = _alt(entries, named, marked, ends, medians, measure)
    if not ends:
        spec = theme.empty(title, notes(matrix), "No figure can be shown.", at)
        return Chart(title, alt, spec, COLUMNS, rows)
    grey = "Grey: the median of those shown. " if medians else ""
    said = notes(matrix, f"All on one scale. {grey}Gap: no figure that can be shown.")
    panels = [
        Panel(
            name=named[entry.authority.code],
            now=entry.line.value.display if entry.value is not None else why_undrawn(entry),
            own=entry.authority.code in marked,
            points=tuple((p.period_end, float(p.value)) for p in entry.line.series if p.value is not None),
            unshown=frozenset(p.period_end for p in entry.line.series if p.value is None),
        )
        for entry in entries
    ]
    spec = panelled(
        title, said, panels, {day: float(among.median) for day, among in medians.items()}, measure, at
    )
    return Chart(title, alt, spec, COLUMNS, rows)


def _medians(entries: Sequence[Entry]) -> dict[str, Spread]:
    """The spread of the figures shown at each period end; none of fewer than a spread needs."""
    held: dict[str, list[Decimal]] = {}
    for entry in entries:
        for point in entry.line.series:
            if point.value is not None:
                held.setdefault(point.period_end, []).append(Decimal(point.value))
    found = {ends: spread(values) for ends, values in held.items()}
    return {ends: among for ends, among in sorted(found.items()) if among is not None}


def _rows(entries: Sequence[Entry], medians: Median) -> list[Row]:
    return [
        {
            "code": entry.authority.code,
            "authority": entry.authority.name,
            "indicator": entry.measure.code,
            "window": entry.measure.window,
            "period_end": point.period_end,
            "value": point.value,
            "display": point.display,
            "group_median": _median(medians, point.period_end, entry.measure),
            "median_of": medians[point.period_end].of if point.period_end in medians else None,
        }
        for entry in entries
        for point in entry.line.series
    ]


def _median(medians: Median, day: str, measure: Measure) -> str:
    return shown(medians[day].median, measure) if day in medians else ""


def _alt(
    entries: Sequence[Entry],
    named: Mapping[str, str],
    marked: frozenset[str],
    ends: Sequence[str],
    medians: Median,
    measure: Measure,
) -> str:
    if not ends:
        return "No figure can be shown."
    said = [f"{len(entries)} authorities, from {_day(ends[0])} to {_day(ends[-1])}."]
    held = [day for day in ends if day in medians]
    if held:
        said.append(_median_words(medians[held[0]], medians[held[-1]], measure))
    for entry in entries:
        points = [point for point in entry.line.series if point.value is not None]
        if entry.authority.code in marked and points:
            went = f"from {points[0].display} to {points[-1].display}"
            said.append(f"{named[entry.authority.code]} went {went}.")
    empty = [named[each.authority.code] for each in entries if not any(p.value for p in each.line.series)]
    if empty:
        said.append(f"Without a figure that can be shown: {listed(empty)}.")
    return " ".join(said)


def _median_words(first: Spread, last: Spread, measure: Measure) -> str:
    """Of how many each median is, where it is not of as many: others came or went between them."""
    before, after = shown(first.median, measure), shown(last.median, measure)
    if first.of == last.of:
        return f"The group's median went from {before} to {after}."
    return f"The group's median went from {before} (of {first.of} authorities) to {after} (of {last.of})."


def _day(period_end: str) -> str:
    return long_date(date.fromisoformat(period_end))
