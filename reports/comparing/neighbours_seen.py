"""Each neighbour's own published figure beside a line: the figure, or in words why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indicators.benchmarks.reading import NeighbourFigure, neighbour_figures_of
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.models import Benchmark
from reports.comparing.comparators import benchmark_of, places_of
from reports.comparing.compared_with import NeighbourSeen
from reports.comparing.pins import Basis
from reports.inputs import Inputs, read_all_inputs
from reports.layouts.layout import ComparatorKind
from reports.models import Scorecard
from reports.rows import Line


def neighbours_seen(scorecard: Scorecard, lines: Iterable[Line]) -> dict[str, tuple[NeighbourSeen, ...]]:
    """By the number of the line: the neighbours behind its mean. Lines without such a mean have no entry.

    In as many queries for a whole scorecard as for one line.
    """
    wanted = {line.number: line for line in lines if any(c.of for c in line.comparators)}
    if not wanted:
        return {}
    # By what the lines were made from, whatever there is by now.
    pinned = {scorecard.pk: Basis.from_json(scorecard.basis)}
    rows = _rows(read_all_inputs([scorecard], pinned)[scorecard.pk], wanted)
    figures = neighbour_figures_of(list(rows.values()))
    return {
        number: tuple(_seen(figure, row, Unit(wanted[number].unit)) for figure in held)
        for (number, row), held in zip(rows.items(), figures, strict=True)
    }


def _rows(inputs: Inputs, wanted: Mapping[str, Line]) -> dict[str, Benchmark]:
    found = {}
    for section, line in inputs.layout.lines():
        if line.number not in wanted:
            continue
        for column in section.comparators:
            row = benchmark_of(line, column, inputs) if column.kind is ComparatorKind.NEIGHBOURS else None
            if row is not None:
                found[line.number] = row
    return found


def _seen(figure: NeighbourFigure, row: Benchmark, unit: Unit) -> NeighbourSeen:
    shown = display(figure.value, figure.symbol, unit, places_of(row))
    return NeighbourSeen(
        figure.rank, figure.neighbour.name, figure.closeness, shown, figure.symbol, figure.reason
    )
