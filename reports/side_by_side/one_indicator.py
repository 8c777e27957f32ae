"""One indicator across a group: each figure with what chance explains of it, and who stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from authorities.models import Authority
from indicators.calculations.direction import Effect
from indicators.calculations.display import display, round_half_up
from indicators.calculations.figures import Unit
from indicators.calculations.funnel import Funnel, Plotted, Side, Zone
from indicators.calculations.intervals import Interval
from indicators.calculations.noise import Verdict
from indicators.calculations.spread import Spread
from reports.rows import Line
from reports.side_by_side import chance
from reports.side_by_side.matrix import Entry, Matrix, Measure

SHARES_MONTHS = "Cannot be told: the two share months"
WITHOUT_COUNTS = "Cannot be told without the counts"
SHORT = {
    Verdict.REAL_RISE: "Real rise",
    Verdict.REAL_FALL: "Real fall",
    Verdict.NO_REAL_DIFFERENCE: "No real difference",
    Verdict.TOO_FEW: "Too few cases to tell",
    Verdict.CANNOT_BE_TOLD: WITHOUT_COUNTS,
}
REAL = (SHORT[Verdict.REAL_RISE], SHORT[Verdict.REAL_FALL])


@dataclass(frozen=True, slots=True)
class Beside:
    """One authority's row. Words and displays are '' where there is nothing to say."""

    entry: Entry
    around: Interval | None
    position: str
    rank: str
    real: str
    plotted: Plotted | None

    @property
    def authority(self) -> Authority:
        return self.entry.authority

    @property
    def line(self) -> Line:
        return self.entry.line

    @property
    def value(self) -> Decimal | None:
        return self.entry.value

    @property
    def ranked(self) -> int | None:
        return self.entry.rank

    @property
    def interval(self) -> str:
        """The 95% interval of the figure itself."""
        return self.span(self.around.low, self.around.high) if self.around else ""

    @property
    def base(self) -> Decimal | None:
        return self.plotted.base if self.plotted else None

    @property
    def parts(self) -> str:
        """'21 of 100', where both counts are shown."""
        cell = self.line.value
        if cell.numerator is None or cell.denominator is None:
            return ""
        return f"{Decimal(cell.numerator):,f} of {Decimal(cell.denominator):,f}"

    @property
    def worsens(self) -> bool:
        """Whether it got worse by more than chance explains."""
        return self.real in REAL and self.line.effect == Effect.WORSE

    @property
    def limits_95(self) -> str:
        limits = self.plotted.limits if self.plotted else None
        return self.span(limits.low_95, limits.high_95) if limits else ""

    @property
    def limits_998(self) -> str:
        limits = self.plotted.limits if self.plotted else None
        return self.span(limits.low_998, limits.high_998) if limits else ""

    @property
    def inside(self) -> str:
        return self.plotted.words if self.plotted else ""

    def span(self, low: Decimal, high: Decimal) -> str:
        unit = Unit(self.entry.measure.unit)
        return f"{display(low, '', unit)} to {display(high, '', unit)}"


@dataclass(frozen=True, slots=True)
class OneIndicator:
    """One measure of a matrix. `rows` stand from the best to the worst, or from the highest to the lowest.

    `funnel` is None where none can be drawn, and `no_funnel` then says why.
    """

    measure: Measure
    rows: tuple[Beside, ...]
    among: Spread | None
    funnel: Funnel | None
    no_funnel: str
    answer: tuple[str, ...]
    shares_months: bool

    @property
    def shown(self) -> int:
        return sum(row.value is not None for row in self.rows)

    @property
    def ranked(self) -> int:
        return sum(row.entry.rank is not None for row in self.rows)

    def text(self, value: Decimal | None) -> str:
        return display(value, "", Unit(self.measure.unit))

    @property
    def in_funnel(self) -> list[Beside]:
        return [row for row in self.rows if row.plotted is not None]


def one_indicator(matrix: Matrix, measure: Measure) -> OneIndicator:
    """Everything the page says of one measure, from the entries of the matrix alone."""
    column = matrix.column(measure)
    funnel = chance.funnel(column)
    plotted = {point.key: point for point in funnel.points} if funnel else {}
    ranked = sum(entry.rank is not None for entry in column)
    rows = [_beside(entry, plotted.get(entry.authority.code), ranked) for entry in _in_order(column)]
    no_funnel = "" if funnel else chance.why_no_funnel(column)
    return OneIndicator(
        measure=measure,
        rows=tuple(rows),
        among=matrix.spreads[measure.key],
        funnel=funnel,
        no_funnel=no_funnel,
        answer=tuple(_answer(funnel, rows)),
        shares_months=any(row.real == SHARES_MONTHS for row in rows),
    )


def _in_order(column: Sequence[Entry]) -> list[Entry]:
    """Best first where that can be said, else highest first; those without a figure last, by name."""

    def key(entry: Entry) -> tuple[bool, int, Decimal, str]:
        if entry.value is None:
            return True, 0, Decimal(0), entry.authority.name
        shown = round_half_up(entry.value, entry.line.value.places)
        return False, entry.rank or 0, -shown, entry.authority.name

    return sorted(column, key=key)


def _beside(entry: Entry, plotted: Plotted | None, ranked: int) -> Beside:
    standing = entry.by_quarter.words if entry.by_quarter else ""
    return Beside(
        entry=entry,
        around=chance.interval(entry),
        position=standing[:1].upper() + standing[1:],
        rank=f"{entry.rank} of {ranked}{', equal' if entry.tied else ''}" if entry.rank is not None else "",
        real=_real(entry),
        plotted=plotted,
    )


def _real(entry: Entry) -> str:
    """Whether the change is real, in few words; '' where one of the two figures is not shown."""
    found = chance.change(entry)
    if found is None:
        return ""
    return SHARES_MONTHS if found.sharing else SHORT[found.verdict]


def _answer(funnel: Funnel | None, rows: Sequence[Beside]) -> list[str]:
    """Who stands out, by name, in a sentence or two."""
    shown = [row for row in rows if row.value is not None]
    if not shown:
        return ["No figure of this indicator can be shown for these authorities."]
    if funnel is None:
        first, last = _named([shown[0]]), _named([shown[-1]])
        ends = ("Best", "worst") if shown[0].entry.rank is not None else ("Highest", "lowest")
        if len(shown) == 1:
            return [f"Only {first} is shown."]
        untold = "Whether that is more than chance cannot be told here."
        return [f"{ends[0]} is {first}, {ends[1]} {last}.", untold]
    far = [row for row in shown if row.plotted and row.plotted.zone is Zone.BEYOND_998]
    near = [row for row in shown if row.plotted and row.plotted.zone is Zone.BEYOND_95]
    said = _who(far) or ["No real difference: no authority is further from the others than chance explains."]
    if worsening := [row for row in reversed(far) if _effect(row) is Effect.WORSE and row.worsens]:
        said.append(f"Getting worse as well, by more than chance: {_named(worsening)}.")
    if near:
        said.append(f"Perhaps, but less surely: {_named(near)}.")
    return said


def _who(far: Sequence[Beside]) -> list[str]:
    """A sentence for each way of standing out, the worse or the higher first, each from the furthest on."""
    found = []
    if any(_effect(row) in (Effect.WORSE, Effect.BETTER) for row in far):
        worse = [row for row in reversed(far) if _effect(row) is Effect.WORSE]
        better = [row for row in far if _effect(row) is Effect.BETTER]
        ways = (("Worse", worse), ("Better", better))
    else:
        higher = [row for row in far if _side(row) is Side.ABOVE]
        lower = [row for row in reversed(far) if _side(row) is Side.BELOW]
        ways = (("Higher", higher), ("Lower", lower))
    for word, rows in ways:
        if rows:
            found.append(f"{word} than chance explains: {_named(rows)}.")
    return found


def _effect(row: Beside) -> Effect:
    return row.plotted.effect if row.plotted else Effect.NONE


def _side(row: Beside) -> Side:
    return row.plotted.side if row.plotted else Side.LEVEL


def _named(rows: Sequence[Beside]) -> str:
    """'Place A (30%), Place B (25%) and Place C (24%)'."""
    names = [f"{row.authority.name} ({row.line.value.display})" for row in rows]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
