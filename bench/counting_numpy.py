"""The bare arithmetic of thirty figures: flows by bincount, windows by cumsum, stocks by starts minus ends.

It gets each row once, the one that speaks, as arrays that lie ready: nothing of that is in its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from indicators.calculations.periods import Window
from indicators.measures.held import NONE
from indicators.measures.history import History

Array = NDArray[Any]
# Numerator and denominator in each window, an item a month; None where there is no denominator.
Sums = dict[tuple[str, Window], tuple[Array, Array | None]]

LISTS = (1, 2, 3, 4, 5, 6, 7, 10)
LENGTHS = {Window.M: 1, Window.Q: 3, Window.R6: 6, Window.R12: 12, Window.MEAN12: 12}
FLOWS = (
    *("CONTACT_N", "EH_DONE_N", "EH_CLOSED_N", "EH_45D_PCT", "REF_N", "REF_RATE", "REF_NFA_PCT"),
    *("ASM_RATE", "ASM_START_N", "ASM_START_RATE", "ASM_45D_PCT", "ASM_35D_PCT", "ASM_20D_PCT"),
    *("ASM_15D_PCT", "ASM_NFA_PCT", "S47_N", "S47_RATE", "S47_ICPC_PCT", "S47_ICPC_DECIDED_PCT"),
    *("S47_NFA_PCT", "ICPC_RATE", "ICPC_15D_PCT", "CP_REPEAT_EVER_PCT", "CP_END_2Y_PCT", "CP_END_2Y_N"),
    "AD_ADOPTED_N",
)
STOCKS = ("CP_N", "CP_RATE", "CIN_N", "CIN_RATE")
CODES = (*FLOWS, *STOCKS)


@dataclass(frozen=True)
class Ready:
    """One authority's rows: by list, the columns; dates as datetime64[D], yes and no as 1, 0 and -1."""

    first: int
    size: int
    covered_from: Mapping[int, int]
    columns: Mapping[int, Mapping[str, Array]]
    holidays: Array


def ready(history: History) -> Ready:
    coverage = history.coverage
    columns = {}
    for number in LISTS:
        frame = history.speaking(number)
        columns[number] = {
            name: frame[name].cast(pl.Int8).fill_null(-1).to_numpy()
            if kind == pl.Boolean
            else frame[name].to_numpy().astype("datetime64[D]")
            if kind == pl.Date
            else frame[name].fill_null(-1).to_numpy()
            for name, kind in frame.schema.items()
            if kind == pl.Boolean or kind == pl.Date or kind.is_integer()
        }
    covered = {n: int(np.argmax(coverage.newest[n] != NONE)) for n in LISTS}
    holidays = np.array(sorted(history.counter.calendar.holidays), dtype="datetime64[D]")
    return Ready(coverage.first, coverage.size, covered, columns, holidays)


def bare(made: Ready, wanted: Mapping[str, Sequence[Window]]) -> Sums:
    monthly = _monthly(made)
    sums: Sums = {}
    for code in FLOWS:
        counted, base = monthly[code]
        for window in wanted[code]:
            sums[code, window] = (
                _total(made, window, counted),
                None if base is None else _total(made, window, base),
            )
    plans, need = _open(made, 7), _open(made, 6)
    for code in STOCKS:
        for window in wanted[code]:
            sums[code, window] = (plans if code.startswith("CP") else need, None)
    return sums


def _total(made: Ready, window: Window, monthly: Array) -> Array:
    places = np.arange(made.size)
    months = (made.first + places - 1) % 12 + 1
    lengths = (months - 4) % 12 + 1 if window is Window.YTD else LENGTHS[window]
    running = np.zeros(made.size + 1, dtype=np.int64)
    np.cumsum(monthly, out=running[1:])
    return running[1:] - running[np.maximum(places - lengths + 1, 0)]


def _months(made: Ready, days: Array) -> NDArray[np.int64]:
    return days.astype("datetime64[M]").astype(np.int64) + 1970 * 12 + 1 - made.first


def _open(made: Ready, number: int) -> Array:
    """How many are open at each month end."""
    of = made.columns[number]
    starts = np.maximum(_months(made, of["started"]), 0)
    ends = np.where(np.isnat(of["ended"]), made.size, _months(made, of["ended"]))
    ends = np.where(np.isnat(of["open_until"]), ends, _months(made, of["open_until"]) + 1)
    ends = np.clip(ends, 0, made.size)
    opened = np.bincount(starts[starts <= made.size], minlength=made.size + 1)
    closed = np.bincount(ends, minlength=made.size + 1)
    return np.cumsum(opened - closed)[: made.size]


class _Dated:
    """The rows of a list by the month of one of their dates."""

    def __init__(self, made: Ready, number: int, on: str) -> None:
        self.of, self.size, self.holidays = made.columns[number], made.size, made.holidays
        months = _months(made, self.of[on])
        self.here = ~np.isnat(self.of[on]) & (months >= made.covered_from[number]) & (months < made.size)
        self.months = months
        self.all = self.those(self.here)

    def those(self, condition: Array) -> Array:
        return np.bincount(self.months[self.here & condition], minlength=self.size)

    def in_order(self, start: str, end: str) -> NDArray[np.bool_]:
        return ~(self.of[end] < self.of[start])

    def working_days(self, start: str, end: str) -> NDArray[np.int64]:
        """Where both dates are there and in order; else more than any limit."""
        known = self.here & (self.of[end] >= self.of[start])
        days = np.full(len(known), 1_000_000)
        a, b = self.of[start][known] + 1, self.of[end][known] + 1
        days[known] = np.busday_count(a, b, holidays=self.holidays)
        return days


def _monthly(made: Ready) -> dict[str, tuple[Array, Array | None]]:
    contacts, helped = _Dated(made, 1, "contacted"), _Dated(made, 2, "completed")
    referred, assessed = _Dated(made, 3, "referred"), _Dated(made, 4, "authorised")
    begun, enquiries = _Dated(made, 4, "started"), _Dated(made, 5, "started")
    conferences, planned = _Dated(made, 5, "conference"), _Dated(made, 7, "started")
    unplanned, adopted = _Dated(made, 7, "ended"), _Dated(made, 10, "adopted")
    help_base = helped.those(helped.in_order("started", "completed"))
    days_of_help = helped.working_days("started", "completed")
    asm_base = assessed.those(assessed.in_order("started", "authorised"))
    asm_days = assessed.working_days("started", "authorised")
    met = ~np.isnat(enquiries.of["conference"])
    needless = enquiries.of["conference_unnecessary"] == 1
    in_order = conferences.in_order("started", "conference")
    soon = conferences.working_days("started", "conference") <= 15
    before = planned.of["earlier_plans"]
    long = (unplanned.of["ended"] - unplanned.of["started"]).astype(np.int64) + 1 > 729
    return {
        "CONTACT_N": (contacts.all, None),
        **dict.fromkeys(("EH_DONE_N", "EH_CLOSED_N"), (helped.all, None)),
        "EH_45D_PCT": (helped.those(days_of_help <= 45), help_base),
        **dict.fromkeys(("REF_N", "REF_RATE"), (referred.all, None)),
        "REF_NFA_PCT": (referred.those(referred.of["no_further_action"] == 1), referred.all),
        "ASM_RATE": (assessed.all, None),
        "ASM_START_N": (begun.all, None),
        "ASM_START_RATE": (begun.all, None),
        **{f"ASM_{n}D_PCT": (assessed.those(asm_days <= n), asm_base) for n in (45, 35, 20, 15)},
        "ASM_NFA_PCT": (assessed.those(assessed.of["support_required"] == 0), assessed.all),
        "S47_N": (enquiries.all, None),
        "S47_RATE": (enquiries.all, None),
        "S47_ICPC_PCT": (enquiries.those(met), enquiries.all),
        "S47_ICPC_DECIDED_PCT": (enquiries.those(met), enquiries.those(met | needless)),
        "S47_NFA_PCT": (enquiries.those(needless), enquiries.all),
        "ICPC_RATE": (conferences.all, None),
        "ICPC_15D_PCT": (conferences.those(soon), conferences.those(in_order)),
        "CP_REPEAT_EVER_PCT": (planned.those(before >= 1), planned.those(before >= 0)),
        "CP_END_2Y_PCT": (unplanned.those(long), unplanned.all),
        "CP_END_2Y_N": (unplanned.those(long), None),
        "AD_ADOPTED_N": (adopted.all, None),
    }
