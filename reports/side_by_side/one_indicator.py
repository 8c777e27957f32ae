"""One indicator across a group: each figure with what chance explains of it, and who stands out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from authorities.models import Authority
from indicators.calculations.direction import Effect
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.funnel import Funnel, Plotted
from indicators.calculations.intervals import Interval
from indicators.calculations.noise import Verdict
from indicators.calculations.spread import Spread
from reports.rows import Line
from reports.side_by_side import chance
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.placing import as_shown
from reports.side_by_side.standing_out import who_stands_out
from reports.side_by_side.travel import travel_words

SHARES_MONTHS = "Cannot be told: the two share months"
WITHOUT_COUNTS = "Cannot be told without the counts"
SHORT = {
    Verdict.REAL_RISE: "Real rise",
    Verdict.REAL_FALL: "Real fall",
    Verdict.NO_REAL_DIFFERENCE: "No real difference",
    Verdict.TOO_FEW: "Too few cases to tell",
    Verdict.CANNOT_BE_TOLD: WITHOUT_COUNTS,
}
ALL_ALIKE = "All the same"
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
        return self.entry.rank if self.rank else None

    @property
    def travel(self) -> str:
        """'Up, worse', as the matrix says it; '' without two figures to set against each other."""
        return travel_words(self.entry)

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
        return sum(row.ranked is not None for row in self.rows)

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
    ranked = 0 if all_alike(column) else sum(entry.rank is not None for entry in column)
    rows = [_beside(entry, plotted.get(entry.authority.code), ranked) for entry in _in_order(column)]
    no_funnel = "" if funnel else chance.why_no_funnel(column)
    return OneIndicator(
        measure=measure,
        rows=tuple(rows),
        among=matrix.spreads[measure.key],
        funnel=funnel,
        no_funnel=no_funnel,
        answer=tuple(who_stands_out(funnel, rows)),
        shares_months=any(row.real == SHARES_MONTHS for row in rows),
    )


def _in_order(column: Sequence[Entry]) -> list[Entry]:
    """Best first where that can be said, else highest first; those without a figure last, by name."""

    def key(entry: Entry) -> tuple[bool, int, Decimal, str]:
        if entry.value is None:
            return True, 0, Decimal(0), entry.authority.name
        return False, entry.rank or 0, -(as_shown(entry) or Decimal(0)), entry.authority.name

    return sorted(column, key=key)


def _beside(entry: Entry, plotted: Plotted | None, ranked: int) -> Beside:
    standing = entry.by_quarter.words if entry.by_quarter else ""
    return Beside(
        entry=entry,
        around=chance.interval(entry),
        position=(standing[:1].upper() + standing[1:]) if ranked or entry.rank is None else ALL_ALIKE,
        rank=rank_words(entry, ranked),
        real=_real(entry),
        plotted=plotted,
    )


def _real(entry: Entry) -> str:
    """Whether the change is real, in few words; '' where one of the two figures is not shown."""
    found = chance.change(entry)
    if found is None:
        return ""
    return SHARES_MONTHS if found.sharing else SHORT[found.verdict]


def all_alike(column: Sequence[Entry]) -> bool:
    """Whether several figures are shown and all of them read the same: nobody is before another."""
    shown = [value for entry in column if (value := as_shown(entry)) is not None]
    return len(shown) > 1 and len(set(shown)) == 1


def rank_words(entry: Entry, ranked: int) -> str:
    """'3 of 11', or '3 of 11, equal'; '' for an entry without a rank, or where nobody is ranked."""
    if entry.rank is None or not ranked:
        return ""
    return f"{entry.rank} of {ranked}{', equal' if entry.tied else ''}"
