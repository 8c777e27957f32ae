"""What measures are called beside one another, and what their orders are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from indicators.calculations.polarity import Polarity
from reports.side_by_side.matrix import Measure


def labels_of(measures: Sequence[Measure]) -> dict[str, str]:
    """What each measure is called, by its key: its label, with the window or the code where two share one."""
    found = {measure.key: measure.label for measure in measures}
    for add in (lambda measure: window_name(Window(measure.window)), lambda measure: measure.code):
        shared = Counter(found.values())
        for measure in measures:
            if shared[found[measure.key]] > 1:
                found[measure.key] = f"{measure.label} ({add(measure)})"
    return found


def order_words(measure: Measure, *, descending: bool) -> str:
    """What comes first: 'worst' or 'best' where a figure is judged, 'highest' or 'lowest' where none is."""
    if _judged(measure):
        return "worst" if descending is (measure.polarity is Polarity.LOW) else "best"
    return "highest" if descending else "lowest"


def falls_at_first(measure: Measure) -> bool:
    """Whether the first click sorts by the highest figure: it is the worst one, or nobody judges."""
    return not (_judged(measure) and measure.polarity is Polarity.HIGH)


def _judged(measure: Measure) -> bool:
    """A count grows with the size of an authority, so it judges nobody (placing.py)."""
    return measure.polarity is not Polarity.NEUTRAL and Unit(measure.unit) is not Unit.NUMBER
