"""This year's figures of several authorities as lines of a scorecard, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q

from authorities.models import Authority
from indicators import polarities
from indicators.calculations.periods import month_end_before
from indicators.models import Indicator, PolarityOverride, Return, ReturnState, Target, Value
from indicators.targets import in_force
from reports.disclosure import Audience, disclose
from reports.inputs import Inputs
from reports.layouts.layout import Layout
from reports.lines import build_lines
from reports.rows import Line
from reports.side_by_side.permitted import Permitted

Values = Mapping[tuple[str, str, date], Value]
# How many period ends a trend has, at most: ten years of quarters.
LONGEST_TREND = 40


def in_year_lines(
    authorities: Sequence[Authority],
    layout: Layout,
    indicators: Mapping[str, Indicator],
    period_end: date,
    permitted: Permitted,
    *,
    trend: bool = False,
) -> dict[int, list[Line]]:
    """Each authority's lines of the layout, disclosed as to an outsider, by its key. Four queries.

    They are what the authority's scorecard holds: the same values, targets and rules. A figure of a period
    end whose terms do not permit it is as if it had not been returned. Without `trend` their series holds no
    more than the periods that the layout shows.
    """
    codes = [indicators[code] for code in {line.code for _, line in layout.lines()}]
    ends = {month_end_before(period_end, back) for _, _, back in layout.needs()}
    values = _values(authorities, codes, Q(period_end__lte=period_end) if trend else Q(period_end__in=ends))
    targets, decided = _targets(authorities, codes, period_end), _polarities(authorities, codes, period_end)
    found = {}
    for authority in authorities:
        inputs = Inputs(
            period_end=period_end,
            layout=layout,
            indicators=indicators,
            values=_permitted(authority, values[authority.pk], permitted),
            targets=in_force(targets[authority.pk], period_end),
            comparators={},
            printed={},
            template_hash="",
            polarities=polarities.in_force(decided[authority.pk], period_end),
            with_sources=False,
        )
        lines = build_lines(layout, inputs, LONGEST_TREND)
        found[authority.pk] = disclose(lines, Audience.OUTSIDE)
    return found


def _permitted(authority: Authority, values: Values, permitted: Permitted) -> Values:
    return {
        key: value
        for key, value in values.items()
        if permitted(authority, value.indicator.family, value.period_end)
    }


def _values(
    authorities: Sequence[Authority],
    indicators: Iterable[Indicator],
    when: Q,
) -> dict[int, dict[tuple[str, str, date], Value]]:
    """Approved values by authority, their indicators and returns put in from memory: two queries."""
    by_key = {indicator.pk: indicator for indicator in indicators}
    approved = {
        each.pk: each
        for each in Return.objects.filter(authority__in=authorities, state=ReturnState.APPROVED).only(
            "pk", "kind", "authority", "period_end"
        )
    }
    held: dict[int, dict[tuple[str, str, date], Value]] = defaultdict(dict)
    rows = Value.objects.filter(when, authority__in=authorities, indicator__in=by_key)
    for value in rows.filter(source_return__state=ReturnState.APPROVED):
        value.indicator = by_key[value.indicator_id]
        value.source_return = approved[value.source_return_id]
        held[value.authority_id][value.indicator.code, value.window, value.period_end] = value
    return held


def _targets(
    authorities: Sequence[Authority], indicators: Iterable[Indicator], period_end: date
) -> dict[int, list[Target]]:
    held: dict[int, list[Target]] = defaultdict(list)
    rows = Target.objects.filter(authority__in=authorities, indicator__in=indicators)
    for target in (
        rows.filter(valid_from__lte=period_end).select_related("indicator").order_by("set_at", "pk")
    ):
        held[target.authority_id].append(target)
    return held


def _polarities(
    authorities: Sequence[Authority], indicators: Iterable[Indicator], period_end: date
) -> dict[int, list[PolarityOverride]]:
    held: dict[int, list[PolarityOverride]] = defaultdict(list)
    rows = PolarityOverride.objects.filter(authority__in=authorities, indicator__in=indicators)
    for row in rows.filter(valid_from__lte=period_end).select_related("indicator").order_by("set_at", "pk"):
        held[row.authority_id].append(row)
    return held
