"""Small authorities whose figures are approved quarter by quarter, and one quarter corrected late."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from authorities.models import Authority, Region
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, month_end
from indicators.calculations.rates import value_of
from indicators.models import Indicator, Job, Return, ReturnFigure, ReturnState
from indicators.returns.submission import approve_return
from indicators.waiting import finish
from tests.attack.catalogue import MEASURES
from tests.attack.lives import Lives
from tests.factories.authority import AuthorityFactory
from tests.factories.return_version import ReturnFactory

QUARTERS = 8
# Of the eight quarters, the one that is corrected, after the next has been approved.
CORRECTED = 3
FIRST = 2023 * 12 + 5
ENDS = tuple(FIRST + 3 * n for n in range(QUARTERS))
MONTHS = range(FIRST - 11, ENDS[-1] + 1)
LATE = range(ENDS[CORRECTED] - 2, ENDS[CORRECTED] + 1)
# Some systems give a percentage or a rate as printed, without its parts.
BARE = {1: {"S47_NFA_PCT", "ASM_RATE"}, 2: {"ICPC_15D_PCT", "REF_NFA_PCT", "CLA_3PLACE_PCT"}}


class Counts(Protocol):
    """What truly happened."""

    def count(self, series: str, window: Window, last: int, corrected: bool) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """An authority of the portal and what truly happened there.

    It returns these `figures`; those of the indicators in `bare` without their parts.
    """

    authority: Authority
    lives: Counts
    figures: Collection[tuple[str, Window]]
    bare: Collection[str] = ()

    def part(self, series: str, window: Window, last: int, corrected: bool) -> int | None:
        return self.lives.count(series, window, last, corrected) if series else None


EVERY = tuple((code, window) for code, measure in MEASURES.items() for window in measure.windows)


def day_of(month: int) -> date:
    return month_end(month // 12, month % 12 + 1)


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def make_places(region: Region, seeds: Iterable[int]) -> list[Place]:
    return [
        Place(
            AuthorityFactory.create(region=region, code=f"T{seed:02}", name=f"Place {seed}", fictional=True),
            Lives(seed, MONTHS, LATE),
            EVERY,
            BARE.get(seed % 4, ()),
        )
        for seed in seeds
    ]


def approve_figures(place: Place, last: int, *, corrected: bool) -> Job:
    """One return with every figure, as it is known by then; approved and recalculated."""
    made: Return = ReturnFactory.create(
        authority=place.authority, period_end=day_of(last), state=ReturnState.SUBMITTED
    )
    held = Indicator.objects.filter(owner_authority=None, code__in=MEASURES)
    indicators = {indicator.code: indicator for indicator in held}
    ReturnFigure.objects.bulk_create(
        _figure(place, made, indicators[code], window, last, corrected) for code, window in place.figures
    )
    job = finish(approve_return(approved=made, by=None))
    assert job.error == ""
    return job


def _figure(
    place: Place, made: Return, indicator: Indicator, window: Window, last: int, corrected: bool
) -> ReturnFigure:
    measure = MEASURES[indicator.code]
    numerator = place.part(measure.numerator, window, last, corrected)
    denominator = place.part(measure.denominator, window, last, corrected)
    figure = ReturnFigure(
        of_return=made, authority=made.authority, indicator=indicator, window=window.value, sheet="Figures"
    )
    value = None
    if indicator.code in place.bare:
        scaled = indicator.is_annualised(window)
        value = value_of(Unit(indicator.unit), numerator, denominator, window, made.period_end, scaled)
    if value is None:
        figure.numerator, figure.denominator = _exact(numerator), _exact(denominator)
    else:
        figure.value, figure.places = value.quantize(Decimal("0.1"), ROUND_HALF_UP), 1
    return figure


def _exact(part: int | None) -> Decimal | None:
    return None if part is None else Decimal(part)
