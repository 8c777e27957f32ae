from __future__ import annotations

from datetime import date

import pytest

from indicators.benchmarks.years import mid_year_before, period_end_of


@pytest.mark.parametrize(
    ("year_means", "day"),
    [
        ("year to 31 March", date(2024, 3, 31)),
        ("31 March", date(2024, 3, 31)),
        ("30 September", date(2024, 9, 30)),
        ("1 April to 31 December", date(2024, 12, 31)),
        ("year to 31 february", date(2024, 2, 29)),
        ("", date(2024, 3, 31)),
        ("academic year", date(2024, 3, 31)),
    ],
)
def test_a_year_ends_on_the_day_that_the_dataset_names_and_on_31_march_where_it_names_none(
    year_means: str, day: date
) -> None:
    assert period_end_of(year_means, 2024) == day


@pytest.mark.parametrize(
    ("day", "mid_year"),
    [
        (date(2024, 3, 31), 2023),
        (date(2024, 6, 29), 2023),
        (date(2024, 6, 30), 2024),
        (date(2024, 9, 30), 2024),
    ],
)
def test_the_mid_year_is_the_last_30_june_not_after_the_day(day: date, mid_year: int) -> None:
    assert mid_year_before(day) == mid_year
