"""Counting figures from an authority's approved child-level returns, at every month end they can reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from indicators.calculations.periods import Window
from indicators.calculations.working_days import WorkingDays
from indicators.measures.caseloads import caseload_lines
from indicators.measures.choices import Choices
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.flows import Flows
from indicators.measures.held import Held
from indicators.measures.history import History
from indicators.measures.lines import Counted, Line, Writer
from indicators.measures.stocks import Stocks
from indicators.measures.vocabulary import Caseload, Measure


def count(
    frames: Mapping[int, pl.DataFrame],
    held: Sequence[Held],
    choices: Choices,
    calendar: WorkingDays,
    wanted: Mapping[str, Sequence[Window]],
) -> list[Counted]:
    """Every wanted figure at every month end it can be given at, by code, window and period end.

    `frames[n]` are the stored rows of list n with `held`: the place in `held` of the return that each row
    came from; `held` is in order of period ends. ValueError for a code without a definition, or a window that
    the figure cannot have; OutsideCalendar where a working-day figure runs past the calendar.
    """
    definitions = {code: definition_of(code, windows) for code, windows in wanted.items()}
    history = History(frames, held, choices, calendar)
    if not history.coverage.size:
        return []
    writer = Writer(history.coverage)
    lines = sorted(_lines(history, definitions, wanted), key=lambda line: (line.code, line.window))
    return [figure for line in lines for figure in writer.figures(line)]


def _lines(
    history: History, definitions: Mapping[str, Measure | Caseload], wanted: Mapping[str, Sequence[Window]]
) -> Iterable[Line]:
    flows: dict[str, Measure] = {}
    stocks: dict[str, Measure] = {}
    for code, definition in definitions.items():
        if not definition.given(history.choices):
            continue
        if isinstance(definition, Caseload):
            yield from caseload_lines(history, code, definition, wanted[code])
        else:
            (flows if definition.rows.on else stocks)[code] = definition
    counted: list[tuple[Flows | Stocks, dict[str, Measure]]] = [
        (Flows(history, flows), flows),
        (Stocks(history, stocks), stocks),
    ]
    for made, measures in counted:
        for code in measures:
            yield from made.lines(code, wanted[code])


def definition_of(code: str, windows: Sequence[Window] = ()) -> Measure | Caseload:
    """The definition of a code that can have those windows; ValueError where there is none."""
    definition = DEFINITIONS.get(code)
    if definition is None:
        raise ValueError(f"{code} is not counted from Annex A.")
    if isinstance(definition, Measure) and definition.rows.on and Window.S in windows:
        raise ValueError(f"{code} counts what happened in a window: it has no snapshot.")
    return definition
