"""Working days over whole columns: the fast twin of `indicators.calculations.working_days`."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from indicators.calculations.working_days import WorkingDays


class DayCounter:
    """Counts working days between two columns of dates by one calendar."""

    def __init__(self, calendar: WorkingDays) -> None:
        self.calendar = calendar
        holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
        self._weekdays = np.busdaycalendar(holidays=holidays)

    def between(self, starts: pl.Series, ends: pl.Series) -> pl.Series:
        """Working days d with start < d <= end, row by row; null where a day is missing or the end is first.

        A start before the calendar's first day is counted with the holidays that are known: it is late either
        way. An end after its last day raises OutsideCalendar.
        """
        start, end = starts.to_numpy(), ends.to_numpy()
        # A day that is missing compares as false.
        known = end >= start
        if known.any():
            latest: date = end[known].max().item()
            if latest > self.calendar.last:
                self.calendar.require(latest)
        counted = np.zeros(len(start), dtype=np.int64)
        # numpy counts the first day and not the last; both are moved by one, so that the end counts instead.
        counted[known] = np.busday_count(start[known] + 1, end[known] + 1, busdaycal=self._weekdays)
        return pl.select(pl.when(pl.Series(known)).then(pl.Series(counted))).to_series()
