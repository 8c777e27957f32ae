"""What the rules say of a line: its target, its bands, its rating, its direction, its change.

No database and no clock here. The rules themselves are in indicators/calculations/.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from indicators.calculations.bands import BandName, Bands, band_of, floor_of, read_bands
from indicators.calculations.change import change_from, change_in_words
from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.gap import gap, gap_in_words, parts_of
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.rag import Judgement, Rag, Scheme, banded, rag
from indicators.calculations.targets import Sense, TargetKind, TargetValue, default_sense, parse_target
from indicators.models import Target
from indicators.targets import has_bands
from reports.inputs import Inputs
from reports.layouts.layout import Layout
from reports.layouts.layout import Line as LayoutLine
from reports.rows import BandTexts, Cell, Change, Line, exact_text

POLARITY_WORDS = {
    Polarity.HIGH: "High is good here",
    Polarity.LOW: "Low is good here",
    Polarity.NEUTRAL: "Neither high nor low is good here",
}


@dataclass(frozen=True, slots=True)
class Aim:
    """What is wanted of a figure: the target as read, its bands where they can grade, the good side of it."""

    row: Target | None
    target: TargetValue | None
    bands: Bands | None
    sense: Sense | None

    @property
    def floor(self) -> TargetValue | None:
        """The bound that begins the good band, as a target of its own."""
        if self.bands is None:
            return None
        high, good = self.bands.high_is_good, self.bands.good
        strict = good.strict and not high
        side = Sense.AT_LEAST if high else Sense.AT_MOST
        return TargetValue(TargetKind.POINT, good.raw, value=floor_of(good, high), sense=side, strict=strict)


def judged(row: Line, layout: Layout, line: LayoutLine, inputs: Inputs) -> Line:
    """The row with its target and bands, its rating, its direction and its change from the baseline."""
    now, before, polarity = row.value, row.before, polarity_of(line, inputs)
    aim = _aim(line, polarity, inputs, Unit(row.unit))
    judgement = _judgement(now.number, aim, layout)
    # A proxy set against the measure itself would be a change of method, not of practice.
    alike = now.marks == before.marks
    way = direction(now.number, before.number if alike else None, max(now.places, before.places))
    # A target with a sense of its own says which way is good even where no polarity is stated.
    side = _effect_polarity(polarity, aim.sense)
    verdict = effect(way, side)
    aimed = aim.target is not None or (aim.row is not None and has_bands(aim.row))
    done = replace(
        row,
        polarity=polarity.value,
        polarity_reason=_polarity_reason(line, inputs),
        direction=way.value,
        effect=verdict.value,
        word=word(way, verdict, aimed or line.has_unread_target, layout.direction_words),
        target=aim.row.text if aim.row else "",
        target_source=aim.row.source if aim.row else "",
        rag=judgement.rag.value,
        rag_reason=judgement.reason,
        shortfall=exact_text(_relative(judgement.shortfall, aim.floor or aim.target)),
        judged=side.value if aimed and side is not polarity else "",
        bands=_band_texts(aim, now.number),
        gap=_gap(now, aim, line, inputs, Unit(row.unit)),
    )
    return _with_baseline(done, aim.row)


def polarity_of(line: LayoutLine, inputs: Inputs) -> Polarity:
    """Which way is good: the authority's decision, else as the paper prints it, else the catalogue's."""
    override = inputs.polarities.get(line.code)
    if override is not None:
        return Polarity(override.polarity)
    return line.polarity or Polarity(inputs.indicators[line.code].polarity)


def _polarity_reason(line: LayoutLine, inputs: Inputs) -> str:
    override = inputs.polarities.get(line.code)
    if override is None:
        return ""
    chosen, catalogue = Polarity(override.polarity), Polarity(inputs.indicators[line.code].polarity)
    if chosen is catalogue and chosen is (line.polarity or catalogue):
        return ""
    reason = override.reason.removesuffix(".")
    return f"{POLARITY_WORDS[chosen]}, by decision of the authority: {reason}."


def _aim(line: LayoutLine, polarity: Polarity, inputs: Inputs, unit: Unit) -> Aim:
    row = inputs.targets.get(line.code)
    if row is None:
        return Aim(None, None, None, default_sense(polarity))
    target = parse_target(row.text, unit)
    bands = read_bands(row.outstanding, row.good, row.requires_improvement)
    grading = bands if bands is not None and bands.are_numeric else None
    return Aim(row, target, grading, _sense(line, row, target, grading, polarity, inputs))


def _sense(
    line: LayoutLine,
    row: Target,
    target: TargetValue | None,
    bands: Bands | None,
    polarity: Polarity,
    inputs: Inputs,
) -> Sense | None:
    """Which side of the target is good: its own, its bands', else the layout's, else the polarity's.

    The layout says it for a paper that states no polarity; a decision of the authority comes before that.
    """
    if target is not None and target.sense is not None:
        return target.sense
    if row.sense:
        return Sense(row.sense.replace("_", " "))
    if bands is not None:
        return Sense.AT_LEAST if bands.high_is_good else Sense.AT_MOST
    if line.target_sense is not None and line.code not in inputs.polarities:
        return line.target_sense
    return default_sense(polarity)


def _judgement(value: Decimal | None, aim: Aim, layout: Layout) -> Judgement:
    alone = rag(value, aim.target, aim.sense, _scheme(layout, aim.row))
    if aim.bands is None:
        return alone
    return banded(rag(value, None, None, Scheme.by_bands(aim.bands)), aim.target, aim.sense, alone)


def _scheme(layout: Layout, row: Target | None) -> Scheme:
    """The target's own tolerance, else the layout's."""
    kind, tolerance = layout.rag.kind.value, layout.rag.tolerance
    if row is not None and row.tolerance is not None:
        kind, tolerance = row.tolerance_kind, row.tolerance
    return Scheme.points(tolerance) if kind == "points" else Scheme.relative(tolerance)


def _relative(shortfall: Decimal | None, target: TargetValue | None) -> Decimal | None:
    """A miss in per cent of the target, to one decimal, so that lines of different units can be ranked.

    A target of nought has no per cent: each unit of the miss counts for a hundred. A figure with bands is
    measured from the floor of the good one.
    """
    if not shortfall or target is None:
        return None
    bounds = [abs(b) for b in (target.value, target.low, target.high) if b]
    return round_half_up(shortfall * 100 / (min(bounds) if bounds else 1), 1)


def _effect_polarity(polarity: Polarity, sense: Sense | None) -> Polarity:
    if polarity is not Polarity.NEUTRAL or sense is None:
        return polarity
    return Polarity.HIGH if sense is Sense.AT_LEAST else Polarity.LOW


def _band_texts(aim: Aim, value: Decimal | None) -> BandTexts | None:
    row = aim.row
    if row is None or not has_bands(row):
        return None
    name: BandName | None = None
    if aim.bands is not None and value is not None:
        name = band_of(value, aim.bands)
    return BandTexts(row.outstanding, row.good, row.requires_improvement, name.value if name else "")


def _gap(cell: Cell, aim: Aim, line: LayoutLine, inputs: Inputs, unit: Unit) -> str:
    """How far from the target, or from the good band where there is no target in numbers, in whole events."""
    if cell.number is None or not cell.window:
        return ""
    in_numbers = aim.target is not None and aim.target.is_numeric
    wanted = aim.target if in_numbers else aim.floor
    # A figure typed beside its parts is rated as it was typed, so what is met has no gap.
    if wanted is None or rag(cell.number, wanted, aim.sense, Scheme()).rag is Rag.GREEN:
        return ""
    window = Window(cell.window)
    parts = parts_of(
        unit,
        cell.number,
        _number(cell.numerator),
        _number(cell.denominator),
        window,
        date.fromisoformat(cell.period_end),
        inputs.indicators[line.code].is_annualised(window),
    )
    if parts is None:
        return ""
    goal = "met it" if in_numbers else "reached the good band"
    return gap_in_words(parts, gap(parts, wanted, aim.sense), goal)


def _with_baseline(line: Line, row: Target | None) -> Line:
    if row is None or row.baseline is None:
        return line
    unit, now = Unit(line.unit), line.value
    places = max(0, -int(row.baseline.normalize().as_tuple().exponent))
    found = change_from(row.baseline, now.number)
    change = None
    if found is not None:
        shown = change_in_words(found, unit, max(places, now.places))
        change = Change(exact_text(found.points), exact_text(found.percent), shown)
    return replace(
        line,
        baseline=exact_text(row.baseline),
        baseline_display=display(row.baseline, "", unit, places),
        baseline_note=row.baseline_note,
        change=change,
    )


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None
