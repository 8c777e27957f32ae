"""One authority among the others of its group, on every measure: the spine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from authorities.models import Authority
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from reports.side_by_side.glyphs import Glyph, glyph
from reports.side_by_side.matrix import Entry, Matrix, Measure
from reports.side_by_side.one_indicator import ALL_ALIKE, all_alike, rank_words
from reports.side_by_side.travel import travel_words
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
    travel: str = ""
    # The address of the page about this figure over time; '' where there is no figure.
    past: str = ""

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

    @property
    def hidden(self) -> int:
        """How many figures there are that cannot be shown."""
        rows = [row for family in self.families for row in family.rows]
        return sum(row.entry.value is None and bool(row.entry.line.value.symbol) for row in rows)

    @property
    def shown(self) -> int:
        return sum(row.entry.value is not None for family in self.families for row in family.rows)


def spine(
    matrix: Matrix,
    authority: Authority,
    series: Mapping[tuple[str, str], Entry],
    href: MeasureHref,
    past: MeasureHref,
) -> Spine:
    """Every measure of one authority in its group. `series` holds its entries with their trends.

    `href` leads to the page about a measure, `past` to the one about it over time.
    """
    rows = [
        replace(
            _placed(
                matrix, entry, series.get((authority.code, entry.measure.key), entry), href(entry.measure)
            ),
            past=past(entry.measure) if entry.value is not None else "",
        )
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
    among, column = matrix.spreads[measure.key], matrix.column(measure)
    alike = all_alike(column)
    ranked = 0 if alike else sum(each.rank is not None for each in column)
    return Placed(
        entry=entry,
        href=href,
        window=window_name(Window(measure.window)),
        median=display(among.median, "", Unit(measure.unit)) if among else "",
        glyph=glyph(entry, among),
        standing=ALL_ALIKE if alike and entry.by_quarter else _standing(entry, among is not None),
        rank=rank_words(entry, ranked),
        trend=sparkline(with_trend.line.series, entry.line.value),
        travel=travel_words(entry),
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
