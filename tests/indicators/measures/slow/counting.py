"""Every figure, one at a time, by the words of its rule. The oracle of `indicators.measures.counting`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from indicators.calculations.periods import Window
from indicators.measures.choices import Choices
from tests.indicators.measures.slow.care import CARE
from tests.indicators.measures.slow.dates import Month, last_day, last_months, month_of, months_of, next_month
from tests.indicators.measures.slow.events import Event, Flow, Kind
from tests.indicators.measures.slow.front_door import FRONT_DOOR
from tests.indicators.measures.slow.protection import PROTECTION
from tests.indicators.measures.slow.rebuilt import REBUILT, rebuilt
from tests.indicators.measures.slow.stocks import STOCKS, At, Stock
from tests.indicators.measures.slow.world import Slow, SlowReturn, World

FLOWS = {**FRONT_DOOR, **PROTECTION}
SNAPSHOTS = {**STOCKS, **CARE}
DAYS_IN_A_MONTH = Decimal("30.4375")

Key = tuple[str, Window, date]


def slow_count(
    returns: Sequence[SlowReturn],
    choices: Choices,
    holidays: frozenset[date],
    wanted: Mapping[str, Sequence[Window]],
) -> dict[Key, Slow]:
    """The figures that can be given, by code, window and month end."""
    world = World(returns, choices, holidays)
    figures: dict[Key, Slow] = {}
    for code, windows in wanted.items():
        for window in windows:
            for period_end in month_ends(world):
                if code in FLOWS:
                    figure = flow_figure(world, FLOWS[code], window, period_end)
                else:
                    figure = stock_figure(world, code, SNAPSHOTS[code], window, period_end)
                if figure is not None:
                    figure.excluded = {why: rows for why, rows in figure.excluded.items() if rows}
                    figures[code, window, period_end] = figure
    return figures


def month_ends(world: World) -> Iterator[date]:
    """From the first month that any list of any return covers to the last period end."""
    covered = [
        month
        for held, each in enumerate(world.returns)
        for number in each.lists
        for month in world.months_covered_by(held, number)
    ]
    if not covered:
        return
    month = min(covered)
    while last_day(month) <= world.returns[-1].period_end:
        yield last_day(month)
        month = next_month(month)


def stock_figure(world: World, code: str, stock: Stock, window: Window, period_end: date) -> Slow | None:
    if not months_of(Window.Q, period_end) and window == Window.Q:
        return None
    held = world.own_return(stock.lists[0], period_end)
    if held is not None and all(number in world.returns[held].lists for number in stock.lists):
        return stock.figure(At(world, held, period_end))
    return rebuilt(world, code, period_end) if code in REBUILT else None


def flow_figure(world: World, flow: Flow, window: Window, period_end: date) -> Slow | None:
    months = months_of(window, period_end)
    covered = [month for month in months if world.is_covered(flow.lists[0], month)]
    if not covered or (flow.needs_corporate_teams and not world.choices.corporate_teams):
        return None
    first = date(*months[0], 1)
    if flow.days:
        first = period_end - timedelta(days=flow.days - 1)
    long = window in (Window.R12, Window.MEAN12) or (window == Window.YTD and len(months) > 6)
    events = [
        event
        for event in cached_events(world, flow, long)
        if first <= event.day <= period_end and month_of(event.day) in covered
    ]
    figure = added_up(flow.kind, events, len(covered) if window == Window.MEAN12 else None)
    figure.complete = is_complete(world, flow, months)
    return figure


def cached_events(world: World, flow: Flow, long: bool) -> list[Event]:
    """Judging a row does not depend on the period end, so each is judged once."""
    known: dict[tuple[int, bool], list[Event]] = world.__dict__.setdefault("events", {})
    if (id(flow), long) not in known:
        known[id(flow), long] = list(flow.events(world, long))
    return known[id(flow), long]


def is_complete(world: World, flow: Flow, months: Sequence[Month]) -> bool:
    """Every month for every list, and the look-back for the first."""
    before = last_months(months[-1], len(months) + flow.look_back)
    return all(world.is_covered(number, month) for number in flow.lists for month in months) and all(
        world.is_covered(flow.lists[0], month) for month in before
    )


def added_up(kind: Kind, events: list[Event], months: int | None) -> Slow:
    """`months`: over how many a mean of numbers is taken."""
    excluded: dict[str, int] = {}
    for event in events:
        if event.left_out:
            excluded[event.left_out] = excluded.get(event.left_out, 0) + 1
    events = [event for event in events if not event.left_out]
    upper = [event for event in events if event.upper]
    lower = [event for event in events if event.lower]
    if kind is Kind.NUMBER:
        return Slow(len(upper), months, excluded=excluded)
    if kind is Kind.RATE:
        return Slow(len(upper), None, excluded=excluded)
    if kind is Kind.SHARE:
        return Slow(len(upper), len(lower), excluded=excluded)
    if kind is Kind.CHILDREN:
        return Slow(len({event.child for event in upper}), None, excluded=excluded)
    if kind is Kind.CHILDREN_SHARE:
        children = {event.child for event in lower}
        return Slow(len({event.child for event in upper}), len(children), excluded=excluded)
    days = sum(event.days for event in events)
    if kind is Kind.MEAN_DAYS:
        return Slow(days, len(events), excluded=excluded)
    total = (Decimal(days) / DAYS_IN_A_MONTH).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return Slow(total, len(events), excluded=excluded)
