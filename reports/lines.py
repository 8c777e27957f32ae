"""One scorecard's lines from its inputs: which figure stands where, and what the rules say of it.

No database and no clock here. The rules themselves are in indicators/calculations/.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import default_places, display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.periods import describe, month_end_before
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import Scheme, rag
from indicators.calculations.targets import Sense, TargetValue, default_sense, parse_target
from indicators.models import Target, Value
from reports.inputs import Inputs
from reports.layouts.layout import ComparatorColumn, Layout, Section, column_label
from reports.layouts.layout import Line as LayoutLine
from reports.rows import Cell, Comparator, Line, Point, Printed, Source, differences, exact_text

TREND_POINTS = 12


def build_lines(layout: Layout, inputs: Inputs) -> list[Line]:
    """Every line of the layout in printed order."""
    return [_line(layout, section, line, inputs) for section, line in layout.lines()]


def _line(layout: Layout, section: Section, line: LayoutLine, inputs: Inputs) -> Line:
    indicator = inputs.indicators[line.code]
    unit = Unit(indicator.unit)
    comparators = tuple(_comparator(line, column, inputs, unit) for column in section.comparators)
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
        series=_series(line, now, inputs, unit),
    )
    return _with_print(_judged(row, layout, line, inputs))


def _judged(row: Line, layout: Layout, line: LayoutLine, inputs: Inputs) -> Line:
    """The row with its target, its rating and its direction."""
    now, before, polarity = row.value, row.before, Polarity(row.polarity)
    target_row = inputs.targets.get(line.code)
    target = parse_target(target_row.text, Unit(row.unit)) if target_row else None
    sense = _sense(line, target_row, target, polarity)
    judgement = rag(now.number, target, sense, _scheme(layout))
    way = direction(now.number, before.number, max(now.places, before.places))
    # A target with a sense of its own says which way is good even where no polarity is stated.
    judged = _effect_polarity(polarity, sense)
    verdict = effect(way, judged)
    return replace(
        row,
        direction=way.value,
        effect=verdict.value,
        word=word(way, verdict, target is not None or line.has_unread_target, layout.direction_words),
        target=target_row.text if target_row else "",
        target_source=target_row.source if target_row else "",
        rag=judgement.rag.value,
        rag_reason=judgement.reason,
        shortfall=exact_text(_relative(judgement.shortfall, target)),
        judged=judged.value if target is not None and judged is not polarity else "",
    )


def _relative(shortfall: Decimal | None, target: TargetValue | None) -> Decimal | None:
    """A miss in per cent of the target, to one decimal, so that lines of different units can be ranked.

    A target of nought has no per cent: each unit of the miss counts for a hundred.
    """
    if not shortfall or target is None:
        return None
    bounds = [abs(b) for b in (target.value, target.low, target.high) if b]
    return round_half_up(shortfall * 100 / (min(bounds) if bounds else 1), 1)


def _sense(
    line: LayoutLine, row: Target | None, target: TargetValue | None, polarity: Polarity
) -> Sense | None:
    """Which side of the target is good: its own, else the layout's, else the polarity's."""
    if target is not None and target.sense is not None:
        return target.sense
    stated = (row.sense if row else "") or line.target_sense
    if row is not None and stated:
        return Sense(stated.replace("_", " "))
    return default_sense(polarity)


def _effect_polarity(polarity: Polarity, sense: Sense | None) -> Polarity:
    if polarity is not Polarity.NEUTRAL or sense is None:
        return polarity
    return Polarity.HIGH if sense is Sense.AT_LEAST else Polarity.LOW


def _scheme(layout: Layout) -> Scheme:
    if layout.rag.kind == "points":
        return Scheme.points(layout.rag.tolerance)
    return Scheme.relative(layout.rag.tolerance)


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
        value=exact_text(value.value),
        symbol=value.symbol,
        display=display(value.value, value.symbol, unit, value.places),
        places=value.places,
        window=cell.window,
        basis=value.basis,
        period_end=cell.period_end,
        numerator=exact_text(value.numerator),
        denominator=exact_text(value.denominator),
        as_at=value.as_at.isoformat() if value.as_at else None,
        note=value.note,
        source=_source(value, inputs),
    )


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


def _comparator(line: LayoutLine, column: ComparatorColumn, inputs: Inputs, unit: Unit) -> Comparator:
    given = inputs.comparators.get((line.code, column.key))
    year = line.comparator_years.get(column.key, column.year)
    if given is None:
        return Comparator(column.key, column.label, column.kind.value, None, "", "", year, column.source)
    return Comparator(
        key=column.key,
        label=column.label,
        kind=column.kind.value,
        value=exact_text(given.value, given.places),
        symbol=given.symbol,
        # An upper limit keeps its number: '<1%' says more than 'low'.
        display=given.typed
        if given.symbol == "k"
        else display(given.value, given.symbol, unit, given.places),
        year=given.year or year,
        source=column.source,
    )


def _printed(line: LayoutLine, inputs: Inputs) -> Printed:
    verdict = inputs.printed.get(line.number)
    if verdict is None:
        return Printed()
    return Printed(verdict.rag, verdict.direction, verdict.position, verdict.note)


def _with_print(row: Line) -> Line:
    """Set the position as printed, and say where the portal's rule and the paper part."""
    position = row.printed.position or "none"
    basis = "as printed in the paper" if row.printed.position else ""
    return replace(row, position=position, position_basis=basis, differs=differences(row))


def _series(line: LayoutLine, now: Cell, inputs: Inputs, unit: Unit) -> tuple[Point, ...]:
    found = sorted(
        (
            value
            for (code, window, _), value in inputs.values.items()
            if code == line.code and window == now.window
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
        )
        for value in found[-TREND_POINTS:]
    )
