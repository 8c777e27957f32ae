"""The periods that an upload offers."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.returns.period_choices import (
    ended_month_ends,
    last_ended_quarter,
    offered_periods,
    period_label,
)


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2025, 2, 1), date(2025, 1, 31)),
        (date(2025, 1, 31), date(2024, 12, 31)),  # the month is not over on its last day
        (date(2024, 3, 15), date(2024, 2, 29)),
    ],
)
def test_the_newest_period_is_the_last_month_that_is_over(today: date, newest: date) -> None:
    assert ended_month_ends(today)[0] == newest
    assert len(ended_month_ends(today)) == 12


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2025, 1, 1), date(2024, 12, 31)),
        (date(2025, 3, 31), date(2024, 12, 31)),
        (date(2025, 4, 1), date(2025, 3, 31)),
    ],
)
def test_the_last_ended_quarter_is_over(today: date, end: date) -> None:
    assert last_ended_quarter(today) == end


def test_quarters_come_first_then_months_then_older_returns() -> None:
    groups = offered_periods(date(2025, 2, 10), returned=[date(2023, 3, 31), date(2024, 12, 31)])

    assert list(groups) == ["Quarter ends", "Other month ends", "Earlier, to correct a return"]
    assert groups["Quarter ends"] == [
        date(2024, 12, 31), date(2024, 9, 30), date(2024, 6, 30), date(2024, 3, 31)
    ]  # fmt: skip
    assert groups["Other month ends"][:2] == [date(2025, 1, 31), date(2024, 11, 30)]
    assert groups["Earlier, to correct a return"] == [date(2023, 3, 31)]


def test_a_period_that_closes_a_quarter_says_which() -> None:
    assert period_label(date(2024, 12, 31)) == "31 December 2024 (Q3 2024-25)"
    assert period_label(date(2025, 1, 31)) == "31 January 2025"
