"""Published figures of several authorities as the same lines: the newest year, and the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from authorities.models import Authority
from authorities.populations.lookup import newest_vintage
from indicators.benchmarks.reading import newest_releases
from indicators.benchmarks.years import period_end_of
from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window
from indicators.calculations.polarity import Polarity
from indicators.calculations.symbols import Symbol
from indicators.models import Benchmark, Indicator, Series
from reports.comparing.years import year_words
from reports.disclosure import Audience, disclose
from reports.layouts.local import LocalFigure
from reports.rows import Cell, Line, Point, exact_text
from reports.side_by_side.columns import CURRENT, EARLIER

FIELDS = ("authority_id", "series_id", "year", "authority_value", "authority_symbol", "places")


@dataclass(frozen=True, slots=True)
class Published:
    """One headline series, its newest year, and by authority and year its value, symbol and places."""

    series: Series
    release: str
    year: int
    figures: Mapping[tuple[int, int], tuple[Decimal | None, str, int]]

    @property
    def means(self) -> str:
        return self.series.dataset.year_means

    def period(self) -> str:
        return f"{year_words(self.year, self.means)}, {self.release}"


def published_of(
    authorities: Sequence[Authority], codes: Iterable[str] | None, *, fictional: bool
) -> dict[str, Published]:
    """The newest release's headline series of each indicator, by code; all for no codes. Five queries."""
    releases = {release.pk: release for release in newest_releases(fictional=fictional).values()}
    wanted = Series.objects.filter(headline=True, dataset__in={r.dataset_id for r in releases.values()})
    if codes is not None:
        wanted = wanted.filter(indicator__code__in=list(codes))
    series = {row.pk: row for row in wanted.select_related("dataset", "indicator").order_by("key")}
    figures: dict[int, dict[tuple[int, int], tuple[Decimal | None, str, int]]] = defaultdict(dict)
    held = Benchmark.objects.filter(
        Q(vintage=None) | Q(vintage=newest_vintage(fictional=fictional)),
        release__in=list(releases),
        series__in=list(series),
        authority__in=authorities,
    )
    # An authority has a row for each neighbour list; its own figure is the same in all of them.
    for authority, key, year, value, symbol, places in held.order_by().values_list(*FIELDS).distinct():
        figures[key][authority, year] = (value, symbol, places)
    name_of = {release.dataset_id: release.name for release in releases.values()}
    found = {}
    for pk, row in series.items():
        years = [year for (_, year), (value, _, _) in figures[pk].items() if value is not None]
        if years:
            found[row.indicator.code] = Published(row, name_of[row.dataset_id], max(years), figures[pk])
    return found


def published_lines(
    authorities: Sequence[Authority],
    figures: Sequence[LocalFigure],
    published: Mapping[str, Published],
) -> dict[int, list[Line]]:
    """Each authority's line of each figure that is published, disclosed as to an outsider, by its key."""
    return {
        authority.pk: disclose(
            [
                _line(authority, figure, published[figure.code], published[figure.code].series.indicator)
                for figure in figures
                if figure.code in published
            ],
            Audience.OUTSIDE,
        )
        for authority in authorities
    }


def _line(authority: Authority, figure: LocalFigure, held: Published, indicator: Indicator) -> Line:
    unit, polarity = Unit(indicator.unit), Polarity(indicator.polarity)
    now, before = (
        _cell(key, authority, year, held, unit)
        for key, year in ((CURRENT, held.year), (EARLIER, held.year - 1))
    )
    way = direction(now.number, before.number, max(now.places, before.places))
    verdict = effect(way, polarity)
    return Line(
        number=figure.number,
        code=figure.code,
        indicator=figure.name,
        name=indicator.name,
        section=indicator.family,
        unit=unit.value,
        polarity=polarity.value,
        counts_people=indicator.counts_people,
        cells=(before, now),
        current=CURRENT,
        earlier=EARLIER,
        direction=way.value,
        effect=verdict.value,
        word=word(way, verdict, targeted=False),
        series=_series(authority, held, unit),
    )


def _cell(key: str, authority: Authority, year: int, held: Published, unit: Unit) -> Cell:
    there = (authority.pk, year) in held.figures
    value, symbol, places = held.figures.get((authority.pk, year), (None, Symbol.NOT_AVAILABLE.value, 0))
    return Cell(
        key=key,
        label=year_words(year, held.means),
        value=exact_text(value),
        symbol=symbol,
        display=display(value, symbol, unit, places) if there else "",
        places=places,
        window=Window.FY.value,
        basis=f"published, {held.release}",
        period_end=_ends(held, year).isoformat(),
    )


def _series(authority: Authority, held: Published, unit: Unit) -> tuple[Point, ...]:
    years = sorted(year for pk, year in held.figures if pk == authority.pk and year <= held.year)
    return tuple(
        Point(
            _ends(held, year).isoformat(),
            exact_text(held.figures[authority.pk, year][0]),
            display(
                held.figures[authority.pk, year][0],
                held.figures[authority.pk, year][1],
                unit,
                held.figures[authority.pk, year][2],
            ),
        )
        for year in years
    )


def _ends(held: Published, year: int) -> date:
    return period_end_of(held.means, year)
