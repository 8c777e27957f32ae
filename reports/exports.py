"""A scorecard as JSON and as CSV, from the same disclosed lines as its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.csv_cells import csv_text
from reports.reading import Reading
from reports.rows import Cell, Comparator, Line

# In the CSV alone: the JSON is what scripts rely on.
BESIDE = (
    *("neighbours_used", "neighbours_of", "quartile_1", "quartile_3", "position_of", "position_of_current"),
    *("baseline", "change", "band", "how_far"),
)
VALUE_COLUMNS = ("value", "symbol", "display", "window", "numerator", "denominator", "as_at")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the lines. `status`: draft, out of date, or published version n."""

    authority: str
    template: str
    period: str
    status: str
    inputs: str


def header_of(reading: Reading, status: str) -> Header:
    """`period` is the month of the period end, as the command line takes it: 2025-01."""
    return Header(reading.authority, reading.template, reading.period_end[:7], status, reading.inputs)


def scorecard_as_json(lines: Iterable[Line], header: Header) -> dict[str, Any]:
    """The shape that scripts rely on. Numbers are numbers; a figure that is hidden or missing is null."""
    return {
        "authority": header.authority,
        "template": header.template,
        "period": header.period,
        "status": header.status,
        "inputs": header.inputs,
        "lines": [_line(line) for line in lines],
    }


def scorecard_as_csv(lines: Sequence[Line]) -> str:
    """One row a line, the columns named as in the JSON; a comparator takes three columns."""
    names = list(dict.fromkeys(comparator.key for line in lines for comparator in line.comparators))
    head = ["number", "code", "indicator", "section", "unit", "polarity"]
    head += [*VALUE_COLUMNS[:1], *(f"value_{name}" for name in VALUE_COLUMNS[1:])]
    head += ["earlier", *(f"earlier_{name}" for name in VALUE_COLUMNS[1:])]
    head += ["direction", "word", "target", "rag"]
    head += [f"{name} {part}" for name in names for part in ("value", "symbol", "year")]
    head += ["position", *BESIDE, "analysis"]
    return csv_text(head, [_csv_row(line, names) for line in lines])


def _line(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "code": line.code,
        "indicator": line.indicator,
        "section": line.section,
        "unit": line.unit,
        "polarity": line.polarity,
        "value": _value(line.value),
        "earlier": _value(line.before),
        "direction": line.direction,
        "word": line.word,
        "target": line.target,
        "rag": line.rag,
        "comparators": {
            c.key: {"value": _number(c.value), "symbol": c.symbol, "year": c.year} for c in line.comparators
        },
        "position": line.position,
        "analysis": line.analysis,
    }


def _beside(line: Line) -> tuple[Any, ...]:
    """What stands behind position and target, in the order of BESIDE; None where the line has none."""
    middle, bands, change = line.middle, line.bands, line.change
    means = [c for c in line.comparators if c.of]
    return (
        *((means[0].used, means[0].of) if means else (None, None)),
        *((middle.low, middle.high, middle.of, middle.current) if middle else (None,) * 4),
        *(line.baseline, change.shown if change else None, bands.grade if bands else None, line.gap or None),
    )


def _value(cell: Cell) -> dict[str, Any]:
    return {
        "value": _number(cell.value),
        "symbol": cell.symbol,
        "display": cell.display,
        "window": cell.window,
        "numerator": _number(cell.numerator),
        "denominator": _number(cell.denominator),
        "as_at": cell.as_at or cell.period_end or None,
    }


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    return float(text) if "." in text else int(text)


def _csv_row(line: Line, names: Sequence[str]) -> list[Any]:
    given: dict[str, Comparator] = {comparator.key: comparator for comparator in line.comparators}
    row: list[Any] = [line.number, line.code, line.indicator, line.section, line.unit, line.polarity]
    for cell in (line.value, line.before):
        # The exact text of the decimal, not the number of the JSON, which no reader of a CSV needs.
        row += [cell.value, cell.symbol, cell.display, cell.window, cell.numerator, cell.denominator]
        row.append(cell.as_at or cell.period_end)
    row += [line.direction, line.word, line.target, line.rag]
    for name in names:
        found = given.get(name)
        row += [found.value, found.symbol, found.year] if found else [None, None, None]
    return [*row, line.position, *_beside(line), line.analysis]
