"""What approving lists would change: its period's figures as they would be counted, and its rows a list.

Nothing is written. The figures are counted as a recalculation counts them, from the approved lists with
these in the place of the approved version of their period.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from polars.exceptions import PolarsError

from authorities.refusal import Refused
from indicators.annex_a.lists import BY_NUMBER
from indicators.calculations.display import display
from indicators.calculations.figures import Unit
from indicators.calculations.periods import Window, window_name
from indicators.children.calendar import working_days
from indicators.children.choosing import choices_of
from indicators.children.measuring import (
    FIELDS,
    CountedRows,
    approved_children,
    held_of,
    told_together,
    wanted_windows,
)
from indicators.children.rows import frames_of
from indicators.measures.counting import count
from indicators.models import EVERY, CountedValue, Indicator, ListRead, Return

WINDOWS = list(Window)
NOT_WORKED_OUT = (
    "What would change cannot be worked out for these lists. Compare the rows of each list below, and look "
    "at the problems."
)
ANOTHER_KEY = (
    "The key of the portal was changed since these lists were uploaded, so they would not be counted beside "
    "the newer ones. Ask for them to be uploaded again."
)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of the period end, as it stands and as it would; '' where there is none."""

    code: str
    name: str
    window: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class RowsOfList:
    """How many rows of a list these lists hold, and those they are held against; None where it is absent."""

    number: int
    title: str
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """`changes` are the figures that are new, changed or gone; `beside` the lists whose rows are compared.

    `refusal` says why the figures could not be counted; '' where they were.
    """

    counted: int
    new: int
    changed: int
    gone: int
    changes: list[FigureChange]
    rows: list[RowsOfList]
    beside: Return | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Figure:
    """What a reader would see change of a figure."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    symbol: str


def preview_of(uploaded: Return) -> Preview:
    """What approving these lists would change of the figures of their own period end."""
    beside = _beside(uploaded)
    rows = _rows(uploaded, beside)
    returns = _with(uploaded)
    if uploaded not in returns:
        return Preview(0, 0, 0, 0, [], rows, beside, ANOTHER_KEY)
    try:
        then = _then(uploaded, returns)
    except Refused as refusal:
        return Preview(0, 0, 0, 0, [], rows, beside, str(refusal))
    except (ValueError, PolarsError):
        return Preview(0, 0, 0, 0, [], rows, beside, NOT_WORKED_OUT)
    now = _now(uploaded)
    touched = [key for key in now.keys() | then.keys() if now.get(key) != then.get(key)]
    new, gone = sum(key not in now for key in touched), sum(key not in then for key in touched)
    changes = _changes(touched, now, then)
    return Preview(len(then), new, len(touched) - new - gone, gone, changes, rows, beside)


Figures = dict[tuple[int, str], _Figure]


def _with(uploaded: Return) -> list[Return]:
    """The lists that would speak, oldest first."""
    others = approved_children(uploaded.authority).exclude(period_end=uploaded.period_end)
    return told_together([*others, uploaded])


def _then(uploaded: Return, returns: list[Return]) -> Figures:
    authority, choices = uploaded.authority, choices_of(uploaded.authority)
    found = count(
        frames_of(authority, returns), held_of(returns), choices, working_days(), wanted_windows([EVERY])
    )
    of_the_day = [each for each in found if each.period_end == uploaded.period_end]
    made = (
        dict(zip(FIELDS, row, strict=True))
        for row in CountedRows(authority, returns, choices).of(of_the_day).values()
    )
    return {(row["indicator"], row["window"]): _figure(row) for row in made}


def _now(uploaded: Return) -> Figures:
    held = CountedValue.objects.filter(authority=uploaded.authority, period_end=uploaded.period_end)
    shown = held.values("indicator", "window", "numerator", "denominator", "value", "symbol")
    return {(row["indicator"], row["window"]): _figure(dict(row)) for row in shown}


def _figure(row: dict[str, Any]) -> _Figure:
    return _Figure(row["numerator"], row["denominator"], row["value"], row["symbol"])


def _changes(touched: Iterable[tuple[int, str]], now: Figures, then: Figures) -> list[FigureChange]:
    """In the order of the page of counted figures: by family, code and window."""
    wanted = list(touched)
    indicators = Indicator.objects.in_bulk({pk for pk, _ in wanted})
    wanted.sort(key=lambda key: (*_place(indicators[key[0]]), WINDOWS.index(Window(key[1]))))
    return [
        FigureChange(
            code=indicators[pk].code,
            name=indicators[pk].name,
            window=window_name(Window(window)).capitalize(),
            now=_shown(now.get((pk, window)), indicators[pk]),
            then=_shown(then.get((pk, window)), indicators[pk]),
        )
        for pk, window in wanted
    ]


def _place(indicator: Indicator) -> tuple[str, str]:
    return indicator.family, indicator.code


def _shown(figure: _Figure | None, indicator: Indicator) -> str:
    """The value, with its parts where there are two: a share may stay the same while they move."""
    if figure is None:
        return ""
    shown = display(figure.value, figure.symbol, Unit(indicator.unit))
    if figure.numerator is None or figure.denominator is None:
        return shown
    parts = (display(part, "", Unit.NUMBER) for part in (figure.numerator, figure.denominator))
    return f"{shown} ({' / '.join(parts)})"


def _beside(uploaded: Return) -> Return | None:
    """The approved lists of the period, else the newest before it."""
    found: Return | None = (
        approved_children(uploaded.authority)
        .filter(period_end__lte=uploaded.period_end)
        .exclude(pk=uploaded.pk)
        .order_by("-period_end")
        .first()
    )
    return found


def _rows(uploaded: Return, beside: Return | None) -> list[RowsOfList]:
    counts: dict[int, dict[int, int]] = {}
    compared = [uploaded.pk, *([beside.pk] if beside is not None else [])]
    for read in ListRead.objects.filter(of_return__in=compared):
        counts.setdefault(read.of_return_id, {})[read.number] = read.rows
    now = counts.get(uploaded.pk, {})
    before = counts.get(beside.pk, {}) if beside is not None else {}
    return [
        RowsOfList(number, BY_NUMBER[number].title, before.get(number), now.get(number))
        for number in sorted(now.keys() | before.keys())
    ]
