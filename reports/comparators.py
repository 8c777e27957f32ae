"""The figures of others beside a line, and where the authority sits among them.

No database and no clock here. The arithmetic is in indicators/calculations/ and indicators/benchmarks/.
"""

from __future__ import annotations

from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from reports.inputs import Inputs
from reports.layouts.layout import ComparatorColumn
from reports.layouts.layout import Line as LayoutLine
from reports.rows import Comparator, exact_text


def comparator(line: LayoutLine, column: ComparatorColumn, inputs: Inputs, unit: Unit) -> Comparator:
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
