"""Authorities of a region side by side: approved figures only, disclosed as to an outsider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from authorities.models import Authority, Region
from indicators.benchmarks.in_year import in_year
from indicators.calculations.direction import direction, effect, word
from indicators.calculations.display import default_places, display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, describe, month_end_before
from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import Position
from indicators.models import Indicator, ReturnState, Value
from reports.disclosure import Audience, disclose
from reports.lines import figure_of
from reports.rows import Cell, Line

# A middle half of fewer figures than this would be one authority's figure in other words.
FEWEST_FOR_QUARTILES = 4
POSITION_WORDS = {
    Position.LOWER: "Below the middle half",
    Position.IN_RANGE: "In the middle half",
    Position.HIGHER: "Above the middle half",
    Position.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator in a window for which somebody in the region has an approved figure."""

    code: str
    name: str
    window: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One authority's row. `line` is disclosed; `rank` is None where there is no figure or no polarity."""

    authority: Authority
    line: Line
    rank: int | None = None
    tied: bool = False
    position: Position = Position.NONE

    @property
    def value(self) -> Decimal | None:
        return self.line.value.number

    @property
    def position_words(self) -> str:
        return POSITION_WORDS[self.position]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator across a region; `low` and `high` bound the middle half of the figures shown."""

    indicator: Indicator
    window: Window
    period_end: date
    earlier_end: date
    rows: tuple[Compared, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    mean: Decimal | None = None

    @property
    def ranked(self) -> int:
        return sum(row.rank is not None for row in self.rows)

    @property
    def shown(self) -> int:
        return sum(row.value is not None for row in self.rows)

    def text(self, value: Decimal | None) -> str:
        return display(value, "", Unit(self.indicator.unit))


def choices(region: Region, period_end: date) -> list[Choice]:
    """What can be compared at a period end: national indicators with an approved figure, by name."""
    found = (
        _approved(region, [period_end])
        .order_by("indicator__family", "indicator__name", "window")
        .values_list("indicator__code", "indicator__name", "window")
        .distinct()
    )
    # The family orders the query, and so would split equal rows: they are told apart here.
    return [Choice(*row) for row in dict.fromkeys(found)]


def compare(
    region: Region, indicator: Indicator, window: Window, period_end: date, months_back: int
) -> Comparison:
    """Every authority of the region at a period end, against the period that ended `months_back` before."""
    earlier_end = month_end_before(period_end, months_back)
    values: dict[tuple[int, date], Value] = {
        (value.authority_id, value.period_end): value
        for value in _approved(region, [period_end, earlier_end]).filter(
            indicator=indicator, window=window.value
        )
    }
    authorities = Authority.objects.filter(region=region).on(period_end)
    rows = []
    for authority in authorities.order_by("name"):
        line = _line(authority, indicator, window, (period_end, earlier_end), values)
        rows.append(Compared(authority, disclose([line], Audience.OUTSIDE)[0]))
    return _compared(region, indicator, window, (period_end, earlier_end), rows)


def _compared(
    region: Region, indicator: Indicator, window: Window, ends: tuple[date, date], rows: list[Compared]
) -> Comparison:
    """The rows ranked and placed among the figures that can be shown; those that cannot enter nothing."""
    hidden = {(row.authority.code, indicator.code, window.value) for row in rows if row.value is None}
    found = in_year(
        region=region, measures=[(indicator.code, window.value)], period_end=ends[0], hidden=hidden
    )
    among = {one.authority: one for one in found}
    enough = bool(found) and found[0].of >= FEWEST_FOR_QUARTILES
    placed = tuple(
        replace(
            row,
            rank=among[row.authority].rank,
            tied=among[row.authority].tied,
            position=among[row.authority].position if enough else Position.NONE,
        )
        for row in rows
    )
    low, high, mean = (found[0].q1, found[0].q3, found[0].all_mean) if enough else (None, None, None)
    return Comparison(indicator, window, *ends, placed, low, high, mean)


def _approved(region: Region, period_ends: list[date]) -> QuerySet[Value]:
    return Value.objects.filter(
        authority__region=region,
        period_end__in=period_ends,
        source_return__state=ReturnState.APPROVED,
        indicator__owner_authority=None,
    )


def _line(
    authority: Authority,
    indicator: Indicator,
    window: Window,
    ends: tuple[date, date],
    values: Mapping[tuple[int, date], Value],
) -> Line:
    """The same row object as on a scorecard, so that the same disclosure rules stand over it."""
    unit = Unit(indicator.unit)
    now, before = (
        _cell(key, window, end, values.get((authority.pk, end)), unit)
        for key, end in zip(("current", "earlier"), ends, strict=True)
    )
    way = direction(now.number, before.number, max(now.places, before.places))
    verdict = effect(way, Polarity(indicator.polarity))
    return Line(
        number=authority.code,
        code=indicator.code,
        indicator=indicator.name,
        name=indicator.name,
        section=authority.name,
        unit=indicator.unit,
        polarity=indicator.polarity,
        counts_people=indicator.counts_people,
        cells=(now, before),
        current="current",
        earlier="earlier",
        direction=way.value,
        effect=verdict.value,
        word=word(way, verdict, targeted=False),
    )


def _cell(key: str, window: Window, end: date, value: Value | None, unit: Unit) -> Cell:
    cell = Cell(
        key=key,
        label=describe(window, end),
        window=window.value,
        period_end=end.isoformat(),
        places=default_places(unit),
    )
    if value is None:
        return cell
    as_at = value.as_at.isoformat() if value.as_at else None
    return replace(cell, **figure_of(value, unit), basis=value.basis, as_at=as_at)
