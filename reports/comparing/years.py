"""Which year of a release a heading means, and how such a year is written above a column.

A release numbers a year by the one in which its period ends; a paper writes '2023-24'. Where a dataset is
counted on another day than 31 March (the workforce on 30 September) the heading means the count that fell
in that financial year.
"""

from __future__ import annotations

import re

from indicators.benchmarks.years import period_end_of
from indicators.calculations.periods import financial_year, long_date

# What stands above a figure that came without a year.
AS_GIVEN = "year as given"
_FINANCIAL = re.compile(r"(\d{4})[-/](\d{2})")
_PLAIN = re.compile(r"\d{4}")


def year_of(label: str, year_means: str) -> int | None:
    """The dataset's year under a heading: '2023-24', '2023/24' or '2024'; None for any other words."""
    text = label.strip()
    if _PLAIN.fullmatch(text):
        return int(text)
    found = _FINANCIAL.fullmatch(text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    first = int(found[1])
    return first if financial_year(period_end_of(year_means, first)).start.year == first else first + 1


def year_words(year: int, year_means: str) -> str:
    """'2023-24' for a year that ends on 31 March; the day itself, '30 September 2024', for any other."""
    end = period_end_of(year_means, year)
    if (end.month, end.day) != (3, 31):
        return long_date(end)
    return f"{year - 1}-{year % 100:02d}"
