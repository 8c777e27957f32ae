"""The rows behind one figure, by the same definitions that counted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from indicators.annex_a.lists import BY_NUMBER
from indicators.calculations.periods import Window
from indicators.calculations.working_days import WorkingDays
from indicators.measures.caseloads import GROUP, NO_HOLDER, cases_of
from indicators.measures.choices import Choices
from indicators.measures.counting import definition_of
from indicators.measures.flows import MONTHS_OF_A_RETURN, dated_with_marks
from indicators.measures.held import Held, month_of
from indicators.measures.history import History
from indicators.measures.marks import names_in
from indicators.measures.rebuilding import months_to_rebuild
from indicators.measures.stocks import at_period_ends, own_at, rebuilt_rows
from indicators.measures.vocabulary import (
    EVERY,
    WORKING_DAYS_FROM,
    WORKING_DAYS_TO,
    Caseload,
    Measure,
    said,
)
from indicators.measures.windows import Spans

Side = Literal["numerator", "denominator", "excluded"]
NUMERATOR, DENOMINATOR, EXCLUDED = "numerator", "denominator", "excluded"


@dataclass(frozen=True, slots=True)
class Behind:
    """One row of list `number` of the return `held`, and its part in the figure.

    A row of the numerator is in the denominator too, where the figure has one. `reason` says why a row was
    excluded, else it is blank. `person` is the child's pseudonym, or the adopter's. `dates` are those that
    the figure looks at, by field or by mark.
    """

    number: int
    held: int
    row: int
    person: int | None
    side: Side
    reason: str
    dates: dict[str, date]


def rows_behind(
    frames: Mapping[int, pl.DataFrame],
    held: Sequence[Held],
    choices: Choices,
    calendar: WorkingDays,
    code: str,
    window: Window,
    period_end: date,
) -> list[Behind]:
    """The rows of one figure by list, return and row; none where `count` gives none. Errors as `count`."""
    history = History(frames, held, choices, calendar)
    coverage = history.coverage
    definition = definition_of(code, (window,))
    place = month_of(period_end) - coverage.first
    if not definition.given(choices) or not 0 <= place < coverage.size:
        return []
    spans = Spans(window, coverage.first, coverage.size)
    if not spans.given[place]:
        return []
    if isinstance(definition, Caseload):
        return _cases(history, definition, place)
    if definition.rows.on:
        rows = dated_with_marks(history, definition.rows.number, definition.rows.on, {code: definition})
        rows = rows.filter(pl.col("month").is_between(int(spans.starts[place]), place))
    else:
        rows = _at(history, definition, place)
    longer = definition.rows.on != "" and int(spans.lengths[place]) > MONTHS_OF_A_RETURN
    judged = _judged(rows, definition, choices, longer=longer)
    return _told(judged, definition.rows.number, _dates_of(definition, choices))


def _at(history: History, measure: Measure, place: int) -> pl.DataFrame:
    """The rows at a month end: of its own return, rebuilt, or none where the figure is not given."""
    number, measures = measure.rows.number, {"": measure}
    rows = at_period_ends(history, number, measures)
    if measure.from_dates and months_to_rebuild(history.coverage, number)[place]:
        rows = rebuilt_rows(history, number, measures)
    elif not own_at(history.coverage, [measure.rows])[place]:
        return rows.clear()
    return rows.filter(pl.col("month") == place)


def _judged(rows: pl.DataFrame, measure: Measure, choices: Choices, *, longer: bool) -> pl.DataFrame:
    """The rows that have a part in the figure, with their `side` and `reason`."""
    counted = said(measure.longer if longer and measure.longer is not None else measure.counted, choices)
    rows = rows.filter(said(measure.rows.where, choices))
    reason = pl.lit(None, pl.String)
    for why, condition in reversed(measure.rows.left_out):
        reason = pl.when(condition.fill_null(False)).then(pl.lit(why)).otherwise(reason)
    adds = pl.lit(True) if counted is EVERY else counted
    rows = rows.with_columns(reason=reason, adds=adds)
    if rows.schema["adds"] != pl.Boolean:
        rows = rows.with_columns(adds=pl.col("adds").is_not_null())
    side = (
        pl.when(pl.col("reason").is_not_null())
        .then(pl.lit(EXCLUDED))
        .when(pl.col("adds").fill_null(False))
        .then(pl.lit(NUMERATOR))
        .otherwise(pl.lit(DENOMINATOR))
    )
    rows = rows.with_columns(side=side)
    return rows if measure.based else rows.filter(pl.col("side") != DENOMINATOR)


def _dates_of(measure: Measure, choices: Choices) -> list[str]:
    """The dates that tell the row, put it in the window, or are looked at, each once."""
    names = [*BY_NUMBER[measure.rows.number].key, measure.rows.on]
    for name in sorted(names_in([measure], choices)):
        if name.startswith(WORKING_DAYS_FROM):
            names += name.removeprefix(WORKING_DAYS_FROM).split(WORKING_DAYS_TO)
        else:
            names.append(name)
    return list(dict.fromkeys(name for name in names if name not in ("", "period_end")))


def _told(judged: pl.DataFrame, number: int, dates: Iterable[str]) -> list[Behind]:
    person = "adopter" if number == 11 else "child"
    kept = [name for name in dates if judged.schema.get(name) == pl.Date]
    told = judged.sort("held", "row").select(
        "held", "row", pl.col(person).alias("person"), "side", "reason", *kept
    )
    return [
        Behind(
            number, held, row, who, side, reason or "",
            {name: day for name, day in zip(kept, days, strict=True) if day is not None},
        )
        for held, row, who, side, reason, *days in told.rows()
    ]  # fmt: skip


def _cases(history: History, caseload: Caseload, place: int) -> list[Behind]:
    """The cases held. The holder with the most, and holders over the limit, have theirs in the numerator."""
    if not own_at(history.coverage, caseload.cases)[place]:
        return []
    cases = cases_of(history, caseload).filter(pl.col("month") == place)
    unheld = pl.col("holder").is_null()
    if caseload.figure == "groups":
        cases = cases.filter(unheld | pl.col(GROUP).is_not_null())
    load = pl.len().over("holder")
    if caseload.figure == "over":
        in_numerator = load > caseload.limit
    elif caseload.figure == "largest":
        most = cases.filter(~unheld).group_by("holder").len().sort("len", "holder", descending=[True, False])
        in_numerator = pl.col("holder").is_in(most["holder"].head(1).to_list())
    else:
        in_numerator = ~unheld
    side = pl.when(unheld).then(pl.lit(EXCLUDED)).when(in_numerator).then(pl.lit(NUMERATOR))
    judged = cases.with_columns(
        side=side.otherwise(pl.lit(DENOMINATOR)),
        reason=pl.when(unheld).then(pl.lit(NO_HOLDER)),
    )
    if caseload.figure == "largest":
        judged = judged.filter(pl.col("side") != DENOMINATOR)
    return [behind for number in caseload.needs for behind in _told(judged.filter(number=number), number, ())]
