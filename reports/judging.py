"""What the rules say of a line: its target, its rating, its direction.

No database and no clock here. The rules themselves are in indicators/calculations/.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import Scheme, rag
from indicators.calculations.targets import Sense, TargetValue, default_sense, parse_target
from indicators.models import Target
from reports.inputs import Inputs
from reports.layouts.layout import Layout
from reports.layouts.layout import Line as LayoutLine
from reports.rows import Line, exact_text


def judged(row: Line, layout: Layout, line: LayoutLine, inputs: Inputs) -> Line:
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
