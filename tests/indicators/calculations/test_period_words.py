from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculations.periods import parse_period, quarter
from tests.indicators.calculations import slow_answers

month_ends = st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(slow_answers.last_of_month)


@pytest.mark.parametrize(
    ("text", "period_end"),
    [
        ("2025-01", date(2025, 1, 31)),
        ("2025-01-31", date(2025, 1, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 29)),
        ("January 2025", date(2025, 1, 31)),
        ("Jan 2025", date(2025, 1, 31)),
        ("Jan25", date(2025, 1, 31)),
        ("Sep24", date(2024, 9, 30)),
        ("SEPT 2024", date(2024, 9, 30)),
        ("may 2024", date(2024, 5, 31)),
        ("Jan-25", date(2025, 1, 31)),
        ("Q1 2023-24", date(2023, 6, 30)),
        ("Q2 2023-24", date(2023, 9, 30)),
        ("Q3 2023-24", date(2023, 12, 31)),
        ("Q3 2023/24", date(2023, 12, 31)),
        ("Q4 2023-24", date(2024, 3, 31)),
        ("Q4 2023-2024", date(2024, 3, 31)),
        ("q4 1999-00", date(2000, 3, 31)),
        ("  January\u00a0 2025 ", date(2025, 1, 31)),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, period_end: date) -> None:
    assert parse_period(text) == period_end


@given(month_ends, st.sampled_from(["%Y-%m", "%Y-%m-%d", "%B %Y", "%b %Y", "%b-%Y"]))
def test_a_written_month_end_reads_back(period_end: date, style: str) -> None:
    assert parse_period(period_end.strftime(style)) == period_end


@given(month_ends)
def test_a_quarter_label_reads_back_as_the_end_of_its_quarter(period_end: date) -> None:
    read = parse_period(quarter(period_end).label) if period_end >= date(1990, 4, 30) else period_end
    assert quarter(read).label == quarter(period_end).label
    assert 0 <= (read.year - period_end.year) * 12 + read.month - period_end.month <= 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025-01-30", "'2025-01-30' is not a month end: type 2025-01-31, or 2025-01"),
        ("2024-02-28", "not a month end: type 2024-02-29"),
        ("2023-02-29", "not a month end: type 2023-02-28"),
        ("2025-13", "no month 13"),
        ("2025-00-31", "no month 00"),
        ("Q5 2023-24", "no quarter 5"),
        ("Q0 2023-24", "no quarter 0"),
        ("Q3 2023-25", "does not name a financial year: write it like 2023-24"),
        ("Q3 2023-23", "does not name a financial year"),
        ("Q3 2023", "not a period that can be read"),
        ("Q3", "not a period that can be read"),
        ("0025-01", "outside 1990 to 2099"),
        ("January 1989", "outside 1990 to 2099"),
        ("Janvier 2025", "not a period that can be read"),
        ("2025", "not a period that can be read"),
        ("", "not a period that can be read"),
        ("٢٠٢٥-٠١", "not a period that can be read"),
        ("2025-01-31T00:00", "not a period that can be read"),
        ("2025-01; 2025-02", "not a period that can be read"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_period(text)


def test_a_megabyte_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValueError, match="not a period") as refusal:
        parse_period("2025-01 " * 130_000)
    assert len(str(refusal.value)) < 300


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse_period(text) == slow_answers.last_of_month(parse_period(text))
    except ValueError as refusal:
        sentence = str(refusal)
        assert sentence.endswith(".")
