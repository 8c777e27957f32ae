from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.periods import Window, is_quarter_end, window_bounds
from indicators.measures.facts import Marked
from indicators.measures.held import last_day, last_days, month_of, months_of
from indicators.measures.windows import Spans

FIRST = 2022 * 12 + 11  # November
SIZE = 30
ROLLING = (Window.M, Window.Q, Window.R3, Window.R6, Window.R12, Window.YTD, Window.MEAN12)


def test_a_months_index_and_its_last_day_belong_together() -> None:
    months = np.arange(1995 * 12 + 1, 2030 * 12 + 1)
    ends = [last_day(month) for month in months.tolist()]
    assert ends[0] == date(1995, 1, 31) and date(2024, 2, 29) in ends
    assert [month_of(end) for end in ends] == months.tolist()
    assert months_of(np.array(ends, dtype="datetime64[D]")).tolist() == months.tolist()
    assert last_days(months).tolist() == ends


@pytest.mark.parametrize("window", ROLLING)
def test_a_window_sums_the_months_between_its_bounds(window: Window) -> None:
    facts = np.array([[7**place % 1000, place] for place in range(SIZE)], dtype=np.int64)
    spans = Spans(window, FIRST, SIZE)
    totals, further = spans.total(facts), spans.total(facts, back=5)
    for place in np.flatnonzero(spans.given).tolist():
        first, last = window_bounds(window, last_day(FIRST + place))
        begin = month_of(first) - FIRST
        assert spans.lengths[place] == month_of(last) - month_of(first) + 1
        assert totals[place].tolist() == facts[max(begin, 0) : place + 1].sum(axis=0).tolist()
        assert further[place].tolist() == facts[max(begin - 5, 0) : place + 1].sum(axis=0).tolist()


def test_a_quarter_is_given_at_quarter_ends_alone_and_a_year_in_march() -> None:
    ends = [last_day(FIRST + place) for place in range(SIZE)]
    assert Spans(Window.Q, FIRST, SIZE).given.tolist() == [is_quarter_end(end) for end in ends]
    assert Spans(Window.FY, FIRST, SIZE).given.tolist() == [end.month == 3 for end in ends]
    assert Spans(Window.R12, FIRST, SIZE).given.all()


ROWS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, SIZE - 1)), max_size=40)


@given(ROWS, st.sampled_from(ROLLING))
def test_a_child_counts_once_in_each_window_that_holds_one_of_its_rows(
    rows: set[tuple[int, int]], window: Window
) -> None:
    spans = Spans(window, FIRST, SIZE)
    children, months = (np.array([row[n] for row in sorted(rows)], dtype=np.int64) for n in (0, 1))
    expected = [
        len({child for child, month in rows if start <= month <= place})
        for place, start in enumerate(spans.starts.tolist())
    ]
    assert spans.distinct(Marked(children, months)).tolist() == expected
