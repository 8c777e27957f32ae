"""The same comparisons from this year's approved returns, within a region.

Kept apart from published figures: another class, never the same table. They are provisional, they are only
of authorities that have returned, and nothing in them is hidden. Whoever shows them to anybody passes each
through the disclosure rules of the floor above first, the means as well: from the mean of two one can tell
the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from authorities.models import Authority, Region
from indicators.calculations.comparisons import (
    GOOD,
    MOST_NEIGHBOURS,
    POSITIONS,
    Comparisons,
    Figures,
    compare,
)
from indicators.calculations.fixed_point import TooLarge, to_decimal, to_units
from indicators.calculations.polarity import Polarity
from indicators.calculations.positions import Position
from indicators.calculations.symbols import Symbol
from indicators.models import Indicator, ReturnState, Value

# An indicator's code and the code of its window.
Measure = tuple[str, str]
# A figure that the reader may not see: the authority's code, then the measure.
Hidden = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class InYear:
    """One authority's approved figure among its region's, at a period end. Not a published figure.

    `others_mean` is of the other authorities with a figure, `others` of them; `all_mean` of everybody's,
    `of` of them. The quartiles are of `all`. Means and quartiles have ten decimals, halves away from zero.
    """

    authority: Authority
    indicator: Indicator
    window: str
    period_end: date
    value: Decimal | None
    symbol: str
    others_mean: Decimal | None
    others: int
    all_mean: Decimal | None
    of: int
    q1: Decimal | None
    q3: Decimal | None
    position: Position
    rank: int | None
    tied: bool


def in_year(
    *, region: Region, measures: Iterable[Measure], period_end: date, hidden: Collection[Hidden] = ()
) -> list[InYear]:
    """Each measure of each authority of the region that existed on the day, by measure and then by code.

    National indicators only, and only what an approved return says. An authority without a figure has its
    row too, symbol x where it has not returned one; a figure of 10,000,000 or more is too large to compare
    and counts as none. A hidden figure has symbol c and enters nothing. Three queries. ValueError for a
    region of more than 40 authorities.
    """
    wanted = list(dict.fromkeys(measures))
    authorities = list(Authority.objects.on(period_end).filter(region=region).order_by("code"))
    if len(authorities) > MOST_NEIGHBOURS:
        raise ValueError(
            f"{region} has more than {MOST_NEIGHBOURS} authorities: too many to compare at once."
        )
    codes = [code for code, _ in wanted]
    held = Indicator.objects.filter(owner_authority=None, code__in=codes)
    indicators = {indicator.code: indicator for indicator in held}
    columns = [(indicators[code], window) for code, window in wanted if code in indicators]
    if not authorities or not columns:
        return []
    values = _values(authorities, columns, period_end)
    for key, value in values.items():
        authority, indicator, window = value.authority, value.indicator, value.window
        if (authority.code, indicator.code, window) in hidden:
            values[key] = Value(value=None, symbol=Symbol.SUPPRESSED.value)
    figures, has = _table(authorities, columns, values)
    good = np.array([GOOD[Polarity(indicator.polarity)] for indicator, _ in columns], dtype=np.int8)
    found = compare(figures, has, _everybody_else(len(authorities)), has, good)
    return [
        _one(found, row, column, authority, indicator, window, period_end, values)
        for column, (indicator, window) in enumerate(columns)
        for row, authority in enumerate(authorities)
    ]


Values = dict[tuple[int, int, str], Value]


def _values(
    authorities: Sequence[Authority], columns: Sequence[tuple[Indicator, str]], period_end: date
) -> Values:
    held = Value.objects.filter(
        authority__in=authorities,
        indicator__in={indicator.pk for indicator, _ in columns},
        period_end=period_end,
        complete=True,
        source_return__state=ReturnState.APPROVED,
    ).select_related("authority", "indicator")
    return {(value.authority_id, value.indicator_id, value.window): value for value in held}


def _table(
    authorities: Sequence[Authority], columns: Sequence[tuple[Indicator, str]], values: Values
) -> tuple[Figures, NDArray[np.bool_]]:
    """Authorities and one row more, which stands for the whole region and has no figure of its own."""
    shape = (len(authorities) + 1, len(columns))
    figures, has = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for row, authority in enumerate(authorities):
        for column, (indicator, window) in enumerate(columns):
            value = values.get((authority.pk, indicator.pk, window))
            if value is None or value.value is None:
                continue
            try:
                figures[row, column], has[row, column] = to_units(value.value), True
            except TooLarge:
                continue
    return figures, has


def _everybody_else(authorities: int) -> NDArray[np.intp]:
    """Each row's others, and for the last row everybody."""
    others = np.tile(np.arange(authorities, dtype=np.intp), (authorities + 1, 1))
    others[np.arange(authorities), np.arange(authorities)] = -1
    return others


def _one(
    found: Comparisons,
    row: int,
    column: int,
    authority: Authority,
    indicator: Indicator,
    window: str,
    period_end: date,
    values: Values,
) -> InYear:
    value = values.get((authority.pk, indicator.pk, window))
    others, of = int(found.used[row, column]), int(found.of[column])
    return InYear(
        authority=authority,
        indicator=indicator,
        window=window,
        period_end=period_end,
        value=value.value if value else None,
        symbol=value.symbol if value else "x",
        others_mean=to_decimal(int(found.neighbour_mean[row, column])) if others else None,
        others=others,
        all_mean=to_decimal(int(found.neighbour_mean[-1, column])) if of else None,
        of=of,
        q1=to_decimal(int(found.q1[column])) if of else None,
        q3=to_decimal(int(found.q3[column])) if of else None,
        position=POSITIONS[int(found.position[row, column])],
        rank=int(found.rank[row, column]) or None,
        tied=bool(found.tied[row, column]),
    )
