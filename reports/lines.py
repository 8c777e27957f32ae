"""One scorecard's lines from its inputs: which figure stands where, and what the rules say of it.

No database and no clock here. The rules themselves are in indicators/calculations/.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators.calculations.display import default_places, display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import describe, month_end_before
from indicators.calculations.polarity import Polarity
from indicators.calculations.symbols import Symbol
from indicators.children.measuring import BY_OWN_RULE, BY_PROXY
from indicators.models import ReturnKind, Value
from indicators.withholding import in_step
from reports.comparing.comparators import comparator, positioned
from reports.inputs import Inputs
from reports.judging import judged
from reports.layouts.labels import column_label
from reports.layouts.layout import Layout, Section
from reports.layouts.layout import Line as LayoutLine
from reports.rows import Cell, Comparator, Line, Point, Printed, Source, differences, exact_text

TREND_POINTS = 12
INCOMPLETE = "incomplete"
# What the basis of a counted figure says, and the word for it beside the figure.
MARKS = {BY_PROXY: "proxy", BY_OWN_RULE: "by the authority's own rule"}


def build_lines(layout: Layout, inputs: Inputs, points: int = TREND_POINTS) -> list[Line]:
    """Every line of the layout in printed order, its trend of so many points at most."""
    return [_line(layout, section, line, inputs, points) for section, line in layout.lines()]


def _line(layout: Layout, section: Section, line: LayoutLine, inputs: Inputs, points: int) -> Line:
    indicator = inputs.indicators[line.code]
    unit = Unit(indicator.unit)
    comparators = tuple(comparator(line, column, inputs, unit) for column in section.comparators)
    cells = tuple(_cell(section, line, column.key, inputs, unit, comparators) for column in section.columns)
    now = next(cell for cell in cells if cell.key == section.current)
    row = Line(
        number=line.number,
        code=line.code,
        indicator=line.label,
        name=indicator.name,
        section=section.title,
        unit=unit.value,
        polarity=(line.polarity or Polarity(indicator.polarity)).value,
        counts_people=indicator.counts_people,
        cells=cells,
        current=section.current,
        earlier=section.earlier,
        flags=line.flags,
        comparators=comparators,
        printed=_printed(line, inputs),
        note=line.note,
        series=_series(line, now, inputs, unit, points),
    )
    placed = positioned(judged(row, layout, line, inputs), line, section, inputs)
    return replace(placed, differs=differences(placed))


def _cell(
    section: Section,
    line: LayoutLine,
    key: str,
    inputs: Inputs,
    unit: Unit,
    comparators: tuple[Comparator, ...],
) -> Cell:
    place = section.cell(line, key)
    if place is None:
        return _baseline(section, line, key, comparators)
    period_end = month_end_before(inputs.period_end, place.months_back)
    label = column_label(section.column(key), line, inputs.period_end)
    value = inputs.values.get((line.code, place.window.value, period_end))
    empty = Cell(
        key=key,
        label=label,
        window=place.window.value,
        period_end=period_end.isoformat(),
        basis=describe(place.window, period_end),
        places=default_places(unit),
    )
    return empty if value is None else _filled(empty, value, unit, inputs)


def _filled(cell: Cell, value: Value, unit: Unit, inputs: Inputs) -> Cell:
    return Cell(
        key=cell.key,
        label=cell.label,
        **figure_of(value, unit),
        window=cell.window,
        basis=value.basis,
        period_end=cell.period_end,
        as_at=value.as_at.isoformat() if value.as_at else None,
        note=value.note,
        source=_source(value, inputs) if inputs.with_sources else None,
    )


def figure_of(value: Value, unit: Unit) -> dict[str, Any]:
    """The figure, its parts and its marks. One that lacks months is not shown: part of a year looks small."""
    if not value.complete:
        return {
            "symbol": Symbol.NOT_AVAILABLE.value,
            "display": display(None, Symbol.NOT_AVAILABLE, unit),
            "places": value.places,
            "marks": (INCOMPLETE,),
        }
    return {
        "value": exact_text(value.value),
        "symbol": value.symbol,
        "display": display(value.value, value.symbol, unit, value.places),
        "places": value.places,
        "numerator": exact_text(value.numerator),
        "denominator": exact_text(value.denominator),
        "marks": tuple(mark for said, mark in MARKS.items() if said in value.basis),
        "withheld": not value.told,
    }


def _baseline(section: Section, line: LayoutLine, key: str, comparators: tuple[Comparator, ...]) -> Cell:
    """Where a paper compares with a baseline that it prints among the published figures."""
    found = next(c for c in comparators if c.key == line.compare_with)
    places = -Decimal(found.value).as_tuple().exponent if found.value else 0  # type: ignore[operator]
    return Cell(
        key=key,
        label=f"Baseline ({found.label})",
        value=found.value,
        symbol=found.symbol,
        display=found.display,
        places=max(0, places),
        basis=f"baseline, as printed in the column {found.label}",
    )


def _source(value: Value, inputs: Inputs) -> Source:
    came = value.source_return
    sheet, row = inputs.origins.get((came.pk, value.indicator.code, value.window), ("", None))
    return Source(
        return_id=came.pk,
        version=came.version,
        file_name=came.file_name,
        sheet=sheet,
        row=row,
        uploaded_by=came.uploaded_by.email if came.uploaded_by else "the operator",
        uploaded_at=timezone.localtime(came.uploaded_at).isoformat(timespec="minutes"),
        approved_by=came.decided_by.email if came.decided_by else "the operator",
        approved_at=timezone.localtime(came.decided_at).isoformat(timespec="minutes")
        if came.decided_at
        else "",
    )


def _printed(line: LayoutLine, inputs: Inputs) -> Printed:
    verdict = inputs.printed.get(line.number)
    if verdict is None:
        return Printed()
    return Printed(verdict.rag, verdict.direction, verdict.position, verdict.note)


def _in_trend(value: Value, period_end: date) -> bool:
    """Whether a figure belongs to the trend: in step with its end, and whole where it was counted."""
    whole = value.complete or value.source_return.kind != ReturnKind.CHILDREN
    return whole and in_step(value, period_end)


def _series(line: LayoutLine, now: Cell, inputs: Inputs, unit: Unit, points: int) -> tuple[Point, ...]:
    found = sorted(
        (
            value
            for (code, window, _), value in inputs.values.items()
            if code == line.code and window == now.window and _in_trend(value, inputs.period_end)
        ),
        key=lambda value: value.period_end,
    )
    return tuple(
        Point(
            value.period_end.isoformat(),
            exact_text(value.value),
            display(value.value, value.symbol, unit, value.places),
            exact_text(value.numerator),
            exact_text(value.denominator),
            withheld=not value.told,
        )
        for value in found[-points:]
    )
