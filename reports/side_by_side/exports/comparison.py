"""The matrix as JSON, in the shape that scripts rely on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from indicators.calculations.display import exact
from indicators.calculations.spread import Standing
from reports.side_by_side.exports.quartiles import quartiles_in_files
from reports.side_by_side.matrix import Entry, Matrix, Measure


def matrix_as_json(matrix: Matrix) -> dict[str, Any]:
    """Numbers are numbers; what is hidden or missing is null. `period` is the month of the period end."""
    about = matrix.group.about
    group = {"neighbours_of": about.code} if about else {"region": matrix.group.region.code}
    return group | {
        "group": matrix.group.name,
        "basis": matrix.basis.value,
        "template": matrix.template,
        "period": f"{matrix.period_end:%Y-%m}",
        "authorities": [{"code": each.code, "name": each.name} for each in matrix.authorities],
        "left_out": [
            {"code": left.authority.code, "name": left.authority.name, "why": left.why}
            for left in matrix.group.left_out
        ],
        "measures": [_measure(matrix, measure) for measure in matrix.measures],
        "cells": [_cell(entry) for measure in matrix.measures for entry in matrix.column(measure)],
    }


def _measure(matrix: Matrix, measure: Measure) -> dict[str, Any]:
    spread = quartiles_in_files(matrix, measure)
    return {
        "key": measure.key,
        "code": measure.code,
        "window": measure.window,
        "label": measure.label,
        "family": measure.family,
        "unit": measure.unit,
        "polarity": measure.polarity.value,
        "period": measure.period,
        "q1": _number(spread.q1) if spread else None,
        "median": _number(spread.median) if spread else None,
        "q3": _number(spread.q3) if spread else None,
        "shown": sum(entry.value is not None for entry in matrix.column(measure)),
    }


def _cell(entry: Entry) -> dict[str, Any]:
    line, value = entry.line, entry.line.value
    return {
        "authority": entry.authority.code,
        "measure": entry.measure.key,
        "value": _number(entry.value),
        "symbol": value.symbol,
        "display": value.display,
        "period_end": value.period_end or None,
        "numerator": _number(value.numerator),
        "denominator": _number(value.denominator),
        "earlier": line.before.display,
        "direction": line.direction,
        "word": line.word,
        "target": line.target,
        "rag": line.rag,
        "rank": entry.rank,
        "equal": entry.tied,
        "standing": _words(entry.by_quarter),
        "distance": _words(entry.by_distance),
    }


def _words(standing: Standing | None) -> str:
    return standing.words if standing else ""


def _number(number: Decimal | str | None) -> int | float | None:
    if number is None:
        return None
    text = exact(Decimal(number))
    return float(text) if "." in text else int(text)
