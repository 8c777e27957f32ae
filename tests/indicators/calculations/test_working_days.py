from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

import indicators.catalogue.loader as catalogue
from indicators.calculations.working_days import OutsideCalendar, WorkingDays

TABLE = Path(catalogue.__file__).with_name("bank_holidays.csv")
FIRST, LAST = date(2018, 1, 1), date(2028, 12, 31)
# England, as GOV.UK lists them.
OF_2022_TO_2027 = [
    "2022-01-03",
    "2022-04-15",
    "2022-04-18",
    "2022-05-02",
    "2022-06-02",
    "2022-06-03",
    "2022-08-29",
    "2022-09-19",
    "2022-12-26",
    "2022-12-27",
    "2023-01-02",
    "2023-04-07",
    "2023-04-10",
    "2023-05-01",
    "2023-05-08",
    "2023-05-29",
    "2023-08-28",
    "2023-12-25",
    "2023-12-26",
    "2024-01-01",
    "2024-03-29",
    "2024-04-01",
    "2024-05-06",
    "2024-05-27",
    "2024-08-26",
    "2024-12-25",
    "2024-12-26",
    "2025-01-01",
    "2025-04-18",
    "2025-04-21",
    "2025-05-05",
    "2025-05-26",
    "2025-08-25",
    "2025-12-25",
    "2025-12-26",
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-04",
    "2026-05-25",
    "2026-08-31",
    "2026-12-25",
    "2026-12-28",
    "2027-01-01",
    "2027-03-26",
    "2027-03-29",
    "2027-05-03",
    "2027-05-31",
    "2027-08-30",
    "2027-12-27",
    "2027-12-28",
]
HOLIDAYS = [date.fromisoformat(day) for day in OF_2022_TO_2027]


def table() -> list[tuple[date, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [(date.fromisoformat(row["day"]), row["name"]) for row in csv.DictReader(lines)]


CALENDAR = WorkingDays(FIRST, LAST, frozenset(day for day, _ in table()))


def one_by_one(start: date, end: date) -> int:
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    return len([day for day in days if day.weekday() < 5 and day not in CALENDAR.holidays])


def test_the_table_is_in_order_and_holds_each_day_once_with_its_name() -> None:
    days = [day for day, _ in table()]
    assert days == sorted(set(days))
    assert all(name for _, name in table())
    assert TABLE.read_text(encoding="utf-8").startswith("day,name\n")


def test_the_table_holds_the_days_that_the_reference_prints() -> None:
    assert [day for day, _ in table() if 2022 <= day.year <= 2027] == HOLIDAYS


def test_the_table_agrees_with_a_second_opinion_for_every_year() -> None:
    england = holidays.UnitedKingdom(subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
    assert {day for day, _ in table()} == {day for day in england if day.weekday() < 5}


@pytest.mark.parametrize("holiday", HOLIDAYS, ids=str)
def test_a_bank_holiday_is_no_working_day(holiday: date) -> None:
    before, after = holiday - timedelta(days=1), holiday + timedelta(days=1)
    without = WorkingDays(FIRST, LAST, CALENDAR.holidays - {holiday})
    assert CALENDAR.between(before, holiday) == 0
    assert without.between(before, holiday) == 1
    # Five weeks of days on either side, so that each limit of the rules is passed.
    for length in (0, 1, 3, 15, 20, 21, 45, 63, 64, 65):
        start = holiday - timedelta(days=length // 2)
        assert CALENDAR.between(start, after) == one_by_one(start, after)
        end = start + timedelta(days=length)
        assert CALENDAR.between(start, end) == one_by_one(start, end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2022-06-01", "2022-06-06", 1),  # Wednesday, two holidays, the weekend, Monday
        ("2022-09-16", "2022-09-20", 1),  # Friday, the state funeral, Tuesday
        ("2022-12-23", "2022-12-28", 1),  # Friday, Christmas with its substitute day, Wednesday
        ("2023-05-05", "2023-05-09", 1),  # Friday, the coronation, Tuesday
        ("2024-03-28", "2024-04-02", 1),  # Maundy Thursday to Easter Tuesday
        ("2024-02-28", "2024-03-01", 2),  # over a leap day
        ("2026-12-24", "2026-12-29", 1),  # Thursday, Christmas, the weekend, Boxing Day's substitute, Tuesday
        ("2027-12-24", "2027-12-29", 1),
        ("2025-01-06", "2025-01-06", 0),  # the day it began is day 0
        ("2025-01-06", "2025-01-07", 1),
        ("2025-01-10", "2025-01-12", 0),  # Friday to Sunday
        ("2025-01-11", "2025-01-13", 1),  # Saturday to Monday
        ("2025-01-06", "2025-01-27", 15),
    ],
)
def test_working_days_worked_by_hand(start: str, end: str, days: int) -> None:
    assert CALENDAR.between(date.fromisoformat(start), date.fromisoformat(end)) == days


def test_a_holiday_at_a_weekend_takes_no_second_day_away() -> None:
    saturday = date(2022, 1, 1)
    calendar = WorkingDays(FIRST, LAST, CALENDAR.holidays | {saturday})
    assert calendar.between(date(2021, 12, 31), date(2022, 1, 4)) == 1


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="9 January 2025 is before 10 January 2025"):
        CALENDAR.between(date(2025, 1, 10), date(2025, 1, 9))


@pytest.mark.parametrize(("start", "end"), [(date(2017, 12, 31), FIRST), (LAST, date(2029, 1, 1))])
def test_a_day_outside_the_table_is_refused_and_named(start: date, end: date) -> None:
    outside = "31 December 2017" if start < FIRST else "1 January 2029"
    with pytest.raises(OutsideCalendar, match=f"{outside} is outside the table of bank holidays"):
        CALENDAR.between(start, end)
    assert CALENDAR.between(FIRST, LAST) > 0
