"""Returns written by hand, and one figure of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from indicators.calculations.periods import Window
from indicators.measures.choices import Choices
from indicators.measures.counting import count
from indicators.measures.lines import Counted
from tests.indicators.measures.slow.world import Row, SlowReturn
from tests.indicators.measures.worlds import CALENDAR, stored


def day(text: str) -> date:
    return date.fromisoformat(text)


def a_return(period_end: str, layout: str = "2019", **lists: list[Row]) -> SlowReturn:
    """`list3=[...]` is List 3; the child of a row that names none is child 0."""
    numbered = {
        int(name.removeprefix("list")): [{"child": "child 0", **row} for row in rows]
        for name, rows in lists.items()
    }
    return SlowReturn(day(period_end), numbered, layout)


def figures(
    returns: Sequence[SlowReturn], code: str, window: Window, choices: Choices | None = None
) -> dict[str, Counted]:
    """The figure at every month end, by its date as text."""
    counted = count(*stored(returns), choices or Choices(), CALENDAR, {code: [window]})
    return {each.period_end.isoformat(): each for each in counted}


def parts(
    returns: Sequence[SlowReturn], code: str, window: Window, at: str, choices: Choices | None = None
) -> tuple[object, object]:
    """Numerator and denominator at one month end."""
    figure = figures(returns, code, window, choices)[at]
    return figure.numerator, figure.denominator
