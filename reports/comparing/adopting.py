"""What would change on a scorecard if it compared with the newest figures: shown before anybody decides."""

from __future__ import annotations

from reports.changes import LineChange, comparison_changes
from reports.comparing.basis import Basis, basis_for
from reports.inputs import Inputs, read_all_inputs
from reports.lines import build_lines
from reports.models import Scorecard
from reports.rows import Line


def changes_if_adopted(scorecard: Scorecard, newer: Basis) -> list[LineChange]:
    """Each comparator and position that would print otherwise, in the order of the lines.

    Both sides are made from what the tables hold now, so that nothing else shows as a change.
    """
    before = {line.number: line for line in _lines(scorecard, basis_for(scorecard))}
    found: list[LineChange] = []
    for line in _lines(scorecard, newer):
        if line.number in before:
            found += comparison_changes(before[line.number], line)
    return found


def _lines(scorecard: Scorecard, basis: Basis) -> list[Line]:
    inputs: Inputs = read_all_inputs([scorecard], {scorecard.pk: basis})[scorecard.pk]
    return build_lines(inputs.layout, inputs)
