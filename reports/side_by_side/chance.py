"""What chance explains of one indicator's figures: the interval of each, its change, its gap to the group.

Made from the counts that a disclosed line still shows, so nothing is said of a figure that is hidden. Pages,
charts and files ask here, and say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from indicators.calculations import funnel as funnels
from indicators.calculations import noise
from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.intervals import Counted, Interval, counts_behind, figure_of, interval_of
from indicators.calculations.periods import Window
from reports.rows import Cell
from reports.side_by_side.matrix import Entry, Measure

TESTED = (Unit.PERCENTAGE, Unit.RATE)
TOLD = (noise.Verdict.REAL_RISE, noise.Verdict.REAL_FALL, noise.Verdict.NO_REAL_DIFFERENCE)


def behind(cell: Cell, measure: Measure) -> Counted | None:
    """The counts behind a figure as shown; None without them, or where they give another figure.

    A return may give a figure and counts that do not agree; of such a figure nothing can be said.
    """
    if cell.number is None or cell.numerator is None or cell.denominator is None:
        return None
    unit, ends = Unit(measure.unit), date.fromisoformat(cell.period_end)
    parts = Decimal(cell.numerator), Decimal(cell.denominator)
    found = counts_behind(unit, *parts, Window(cell.window), ends, measure.annualised)
    given = figure_of(unit, found) if found else None
    agrees = given is not None and _shown(given, cell) == _shown(cell.number, cell)
    return found if agrees else None


def _shown(value: Decimal, cell: Cell) -> Decimal:
    return round_half_up(value, cell.places)


def counted(entry: Entry) -> Counted | None:
    """The counts behind an entry's current figure."""
    return behind(entry.line.value, entry.measure)


def interval(entry: Entry) -> Interval | None:
    """The 95% interval of the current figure, in its own unit; None without its counts."""
    parts = counted(entry)
    return interval_of(Unit(entry.measure.unit), parts) if parts else None


def funnel(column: Sequence[Entry]) -> funnels.Funnel | None:
    """The funnel of one measure's entries that show their counts, keyed by the authority's code."""
    if not column:
        return None
    figures = [(entry.authority.code, parts) for entry in column if (parts := counted(entry)) is not None]
    return funnels.funnel(Unit(column[0].measure.unit), figures, column[0].measure.polarity)


def change(entry: Entry) -> noise.Difference | None:
    """The current figure less the earlier one; None where either is not shown."""
    now, before, unit = entry.line.value, entry.line.before, Unit(entry.measure.unit)
    if now.number is None or before.number is None:
        return None
    one, other = behind(now, entry.measure), behind(before, entry.measure)
    if one is None or other is None:
        return noise.change(unit, None, None, overlap=False)
    ends = date.fromisoformat(now.period_end), date.fromisoformat(before.period_end)
    return noise.change(unit, one, other, overlap=noise.overlapping(Window(now.window), *ends))


def gap(entry: Entry, column: Sequence[Entry]) -> noise.Difference | None:
    """The figure less the others of the column taken together; None where it is not shown."""
    if entry.value is None:
        return None
    rest = [counted(each) for each in column if each.authority != entry.authority]
    others = [parts for parts in rest if parts is not None]
    return noise.gap(Unit(entry.measure.unit), counted(entry), others)


def change_words(entry: Entry) -> str:
    """Whether the change is real, in words; '' where one of the two figures is not shown."""
    found = change(entry)
    if found is None:
        return ""
    if found.verdict is noise.Verdict.CANNOT_BE_TOLD and not found.sharing:
        return _why_untold(entry)
    return noise.in_words(found, entry.measure.polarity, noise.Compared.CHANGE)


def _why_untold(entry: Entry) -> str:
    if Unit(entry.measure.unit) not in TESTED:
        return "Chance can be judged for shares and rates only."
    if Window(entry.measure.window) is Window.FY:
        return "The counts are not published, so chance cannot be judged."
    return "The counts behind the figures are not shown, or give other figures, so chance cannot be judged."


def is_told(entry: Entry) -> bool:
    """Whether it can be told of the change that it is real, or that it is not."""
    found = change(entry)
    return found is not None and found.verdict in TOLD


def is_real(entry: Entry) -> bool:
    """Whether the change is more than chance explains."""
    found = change(entry)
    return found is not None and found.verdict in (noise.Verdict.REAL_RISE, noise.Verdict.REAL_FALL)


def gap_words(entry: Entry, column: Sequence[Entry], group: str) -> str:
    """Whether the gap to the rest of the group of that name is real, in words; '' where it cannot be told."""
    found = gap(entry, column)
    if found is None or found.verdict is noise.Verdict.CANNOT_BE_TOLD:
        return ""
    return noise.in_words(found, entry.measure.polarity, noise.Compared.GAP, group)


def why_no_funnel(column: Sequence[Entry]) -> str:
    """Why there is no funnel, in a sentence."""
    if column and Unit(column[0].measure.unit) not in TESTED:
        return "A funnel is drawn for shares and rates only: there is no base that this figure is out of."
    shown = sum(entry.value is not None for entry in column)
    if shown < funnels.FEWEST_FOR_FUNNEL:
        return "A funnel needs four authorities whose figures can be shown; there are fewer."
    return (
        "A funnel needs the counts behind the figures. Fewer than four of these authorities show theirs: "
        "they returned, or the statistics publish, the figures alone."
    )
