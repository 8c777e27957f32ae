"""One authority among the others of its group, on every measure: the spine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from authorities.models import Authority
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from reports.side_by_side.glyphs import Glyph, glyph
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.sparklines import Sparkline, sparkline

# As far as a quarter goes from the middle, either way.
BEST, WORST = 2, -2


MeasureHref = Callable[[Measure], str]


@dataclass(frozen=True, slots=True)
class Placed:
    """One measure, ready to be shown: `standing` and `rank` are words, `href` leads to the page about it."""

    entry: Entry
    href: str
    window: str
    median: str
    glyph: Glyph | None
    standing: str
    rank: str
    trend: Sparkline

    @property
    def step(self) -> int | None:
        """-2 for the worst quarter, 2 for the best; None where nothing is judged."""
        standing = self.entry.by_quarter
        return standing.step if standing is not None and standing.judged else None


@dataclass(frozen=True, slots=True)
class Family:
    """The measures of one family, in the order of the layout."""

    name: str
    rows: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Spine:
    """One authority's measures. `best` and `worst` are those in the best and the worst quarter of the group.

    `judged` counts the measures that can be in one, of `of` in all.
    """

    authority: Authority
    families: tuple[Family, ...]
    best: tuple[Placed, ...]
    worst: tuple[Placed, ...]
    judged: int
    of: int


def spine(
    matrix: Matrix, authority: Authority, series: Mapping[tuple[str, str], Entry], href: MeasureHref
) -> Spine:
    """Every measure of one authority in its group. `series` holds its entries with their trends."""
    rows = [
        _placed(matrix, entry, series.get((authority.code, entry.measure.key), entry), href(entry.measure))
        for entry in matrix.row(authority)
    ]
    by_family: dict[str, list[Placed]] = {}
    for row in rows:
        by_family.setdefault(row.entry.measure.family, []).append(row)
    return Spine(
        authority=authority,
        families=tuple(Family(name, tuple(held)) for name, held in by_family.items()),
        best=tuple(row for row in rows if row.step == BEST),
        worst=tuple(row for row in rows if row.step == WORST),
        judged=sum(row.step is not None for row in rows),
        of=len(rows),
    )


def _placed(matrix: Matrix, entry: Entry, with_trend: Entry, href: str) -> Placed:
    measure = entry.measure
    among = matrix.spreads[measure.key]
    ranked = sum(each.rank is not None for each in matrix.column(measure))
    rank = f"{entry.rank} of {ranked}{', equal' if entry.tied else ''}" if entry.rank is not None else ""
    return Placed(
        entry=entry,
        href=href,
        window=window_name(Window(measure.window)),
        median=display(among.median, "", Unit(measure.unit)) if among else "",
        glyph=glyph(entry, among),
        standing=_standing(entry, among is not None),
        rank=rank,
        trend=sparkline(with_trend.line.series, entry.line.value),
    )


def _standing(entry: Entry, has_spread: bool) -> str:
    if entry.by_quarter is not None:
        return entry.by_quarter.words[:1].upper() + entry.by_quarter.words[1:]
    if entry.value is None:
        return ""
    if not has_spread:
        return "Fewer than four figures shown"
    # It grows with the size of an authority.
    return "A count: not placed" if Unit(entry.measure.unit) is Unit.NUMBER else ""
