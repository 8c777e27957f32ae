"""Benchmarks as the command prints them: one as a flat object, many as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators.calculations.display import exact
from indicators.models import Benchmark

FIGURES = (
    "authority_value",
    "neighbour_mean",
    "neighbour_median",
    "region_value",
    "england_value",
    "q1",
    "q3",
)
COLUMNS = (
    *("authority", "indicator", "series", "year", "release", "neighbours", "vintage"),
    *("authority_value", "authority_symbol", "neighbour_mean", "neighbour_median"),
    *("neighbours_used", "neighbours_listed", "region_value", "region_symbol"),
    *("england_value", "england_symbol", "q1", "q3", "of", "position", "rank", "tied"),
)


def as_row(benchmark: Benchmark) -> dict[str, Any]:
    """By the names of COLUMNS. Symbols stand in columns of their own; figures are Decimals, None for none."""
    figures = {name: getattr(benchmark, name) for name in FIGURES}
    symbols = {f"{name}_symbol": getattr(benchmark, f"{name}_symbol") for name in _SYMBOLS}
    return _head(benchmark) | figures | symbols | _places(benchmark)


def as_object(benchmark: Benchmark, average: str) -> dict[str, Any]:
    """One comparison with everything that a reader needs to check it; `average` is mean or median."""
    found = as_row(benchmark)
    symbols = {name: found.pop(f"{name}_symbol") for name in _SYMBOLS}
    chosen = found["neighbour_mean" if average == "mean" else "neighbour_median"]
    return found | {
        "average": average,
        "neighbour_average": chosen,
        "symbols": symbols,
        "basis": benchmark.series.basis,
        "year_means": benchmark.release.dataset.year_means,
        "released_on": benchmark.release.released_on.isoformat(),
    }


_SYMBOLS = ("authority", "region", "england")


def _head(benchmark: Benchmark) -> dict[str, Any]:
    return {
        "authority": benchmark.authority.code,
        "indicator": benchmark.series.indicator.code,
        "series": benchmark.series.key,
        "year": benchmark.year,
        "release": benchmark.release.name,
        "neighbours": benchmark.neighbour_list.name if benchmark.neighbour_list else None,
        "vintage": benchmark.vintage.name if benchmark.vintage else None,
    }


def _places(benchmark: Benchmark) -> dict[str, Any]:
    return {
        "neighbours_used": benchmark.neighbours_used,
        "neighbours_listed": benchmark.neighbours,
        "of": benchmark.of,
        "position": benchmark.position,
        "rank": benchmark.rank,
        "tied": benchmark.tied,
    }


def as_json(found: Mapping[str, Any]) -> str:
    """The object as JSON, each figure a number to its last digit: a float would round it."""
    lines = (f" {json.dumps(name)}: {_json(value)}" for name, value in found.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _json(value: object) -> str:
    return exact(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def as_cells(found: Mapping[str, Any]) -> list[object]:
    """In the order of COLUMNS, for a csv file."""
    return [_cell(found[name]) for name in COLUMNS]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return exact(value) if isinstance(value, Decimal) else "" if value is None else value
