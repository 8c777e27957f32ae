"""Whether a file is that of its period."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.annex_a.checking import check_lists
from indicators.annex_a.rules.doubts import heading_of
from indicators.annex_a.typed import Found
from tests.indicators.annex_a.rules.clean_file import PERIOD_END, File, clean_file


def found_in(file: File) -> list[Found]:
    return check_lists(file.typed(), PERIOD_END)


def codes(file: File) -> list[str]:
    return [problem.code for problem in found_in(file)]


def test_one_date_in_the_six_months_makes_a_list_the_periods_own() -> None:
    file = clean_file().every(1, contacted=date(2022, 12, 5))
    file.lists[1][5]["contacted"] = date(2024, 8, 1)

    assert codes(file) == ["newest_event_old", "rows_before_window"]


def test_the_last_day_before_the_six_months_is_of_another_period() -> None:
    problem, *others = found_in(clean_file().every(1, contacted=date(2024, 7, 31)))

    assert (problem.code, problem.value, others) == ("wrong_period", "31/07/2024", [])
    assert "none lies in the six months to 31 January 2025" in problem.sentence


def test_a_stock_is_of_the_period_by_any_of_its_dates() -> None:
    file = clean_file().every(6, started=date(2020, 1, 6))

    assert "wrong_period" not in codes(file)


@pytest.mark.parametrize(("rows", "found"), [(9, []), (10, ["wrong_period"])])
def test_too_few_rows_say_nothing_about_the_period(rows: int, found: list[str]) -> None:
    file = clean_file().every(2, started=date(2023, 1, 9), completed=None)
    for number in range(rows - len(file.lists[2])):
        file.add(2, f"Z{number}")

    assert codes(file) == found


def test_every_missing_list_is_named_in_one_problem() -> None:
    (problem,) = found_in(clean_file().without(2, 10, 11))

    assert "list 2 (Early help), list 10 (Adoption) and list 11 (Prospective adopters)" in problem.sentence


@pytest.mark.parametrize(("fewest", "found"), [(5, ["month_without_events"]), (4, [])])
def test_a_month_without_rows_is_strange_only_between_busy_ones(fewest: int, found: list[str]) -> None:
    file = clean_file().keep(1, lambda row: row["contacted"].month != 10)
    september = [row for row in file.lists[1] if row["contacted"].month == 9]
    for row in september[fewest:]:
        row["contacted"] = date(2024, 8, 3)

    assert codes(file) == found


def test_the_months_without_rows_are_named() -> None:
    (problem,) = found_in(clean_file().keep(3, lambda row: row["referred"].month not in (8, 1)))

    assert problem.code == "month_without_events"
    assert "August 2024 and January 2025" in problem.sentence and "has 6 or more" in problem.sentence


def test_a_list_that_stops_early_is_told_once() -> None:
    (problem,) = found_in(clean_file().keep(3, lambda row: row["referred"] < date(2024, 11, 30)))

    assert (problem.code, problem.value) == ("newest_event_old", "05/11/2024")


def test_a_list_that_stops_on_the_day_two_months_before_is_old_and_has_no_empty_month() -> None:
    file = clean_file().keep(1, lambda row: row["contacted"] < date(2024, 11, 30))
    file.lists[1][0]["contacted"] = date(2024, 11, 30)

    assert codes(file) == ["newest_event_old"]


def test_the_last_day_of_a_month_is_in_it_and_not_in_the_next() -> None:
    last_days = {10: date(2024, 10, 31), 9: date(2024, 9, 30)}
    file = clean_file()
    for row in file.lists[1]:
        row["contacted"] = last_days.get(row["contacted"].month, row["contacted"])
    assert codes(file) == []

    (problem,) = found_in(file.keep(1, lambda row: row["contacted"].month != 10))
    assert problem.code == "month_without_events" and "in October 2024, while" in problem.sentence


def test_two_busy_months_make_the_other_four_strange() -> None:
    (problem,) = found_in(clean_file().keep(1, lambda row: row["contacted"].month in (8, 1)))

    assert "September 2024, October 2024, November 2024 and December 2024" in problem.sentence


def test_a_list_that_reaches_into_the_last_two_months_is_not_old() -> None:
    file = clean_file().keep(3, lambda row: row["referred"] < date(2024, 11, 30))
    file.add(3, "C002", referred=date(2024, 12, 1)).everywhere_in(3, "C002", earlier_referrals=1)

    assert codes(file) == []


@pytest.mark.parametrize(("number", "cells"), [
    (2, {"started": date(2024, 7, 1), "completed": date(2024, 7, 31)}),
    (4, {"started": date(2024, 7, 1), "authorised": date(2024, 7, 31)}),
    (6, {"started": date(2024, 7, 1), "ended": date(2024, 7, 31), "closure": "RC7", "status": "e",
         "last_seen": None}),
    (10, {"entered_care": date(2022, 1, 3), "decided": date(2022, 6, 6), "adopted": date(2024, 1, 31)}),
    (11, {"left": date(2024, 1, 31), "leaving_reason": "1"}),
])  # fmt: skip
def test_rows_that_ended_before_a_lists_months_are_counted(number: int, cells: dict[str, object]) -> None:
    (problem,) = found_in(clean_file().add(number, "Z1", **cells) if number < 11 else adopter_left(cells))

    assert (problem.code, problem.value, problem.row) == ("rows_before_window", "1", None)
    assert problem.sentence.startswith(f"1 row of list {number} ")


def adopter_left(cells: dict[str, object]) -> File:
    file = clean_file()
    file.lists[11].append({"adopter": "P9", "gender": "a", **cells})
    return file


def test_an_open_row_of_long_ago_is_in_the_lists_months() -> None:
    assert codes(clean_file().add(4, "Z1", started=date(2023, 7, 3), authorised=None)) == []


def test_a_row_that_ended_before_it_started_is_told_once() -> None:
    assert codes(clean_file().change(4, "C000", authorised=date(2024, 7, 30))) == ["authorised_before_start"]


def test_a_list_pasted_over_another_is_an_error_in_any_order_of_rows() -> None:
    file = clean_file()
    file.lists[1] = [
        {"child": row["child"], "gender": "a", "ethnicity": "WBRI", "born": row["born"], "age": row["age"],
         "contacted": row["started"]}
        for row in reversed(file.lists[4])
    ]  # fmt: skip

    assert [(p.code, p.severity, p.sheet) for p in found_in(file)] == [
        ("list_repeats_another", "error", "List 4")
    ]


def test_a_council_may_take_every_contact_as_a_referral_on_the_day() -> None:
    file = clean_file()
    for contact, referral in zip(file.lists[1], file.lists[3], strict=True):
        contact["contacted"] = referral["referred"]

    assert codes(file) == []


@pytest.mark.parametrize(("rows", "alike"), [(19, False), (20, True)])
def test_a_list_of_few_rows_may_be_like_another(rows: int, alike: bool) -> None:
    file = clean_file()
    file.lists[4] = file.lists[4][:rows]
    file.lists[2] = [{name: row[name] for name in ("child", "gender", "started")} for row in file.lists[4]]

    assert ("list_repeats_another" in codes(file)) is alike


def test_the_looked_after_children_are_not_the_care_leavers() -> None:
    file = clean_file().without(6, 10)
    file.lists[8] = [{**file.lists[8][0], "child": f"Z{number}"} for number in range(20)]
    file.lists[9] = [{"child": row["child"], "eligibility": "d"} for row in file.lists[8]]

    assert "list_repeats_another" in codes(file)
    file.lists[9][0]["child"] = "L000"
    assert "list_repeats_another" not in codes(file)


def test_an_adoption_has_a_gender_as_every_child_has() -> None:
    file = clean_file()
    for number in range(7):
        file.add(10, f"Z{number}", decided=date(2024, 3, 4), reversed=date(2024, 11, 4), reversal="RD4")
    (problem,) = found_in(file.every(10, gender=None))

    assert (problem.code, problem.sheet, problem.value) == ("column_mostly_blank", "List 10", "10")


def test_a_column_half_blank_is_let_be() -> None:
    file = clean_file()
    for row in file.lists[3][:18]:
        row["no_further_action"] = None
    assert codes(file) == []

    file.lists[3][18]["no_further_action"] = None
    file.headings[3] = [
        {"heading": "Referral NFA?", "found": "referral nfa", "how": "normalised", "column": "G"},
        {"heading": "Referral Source", "found": "", "how": "missing", "column": ""},
    ]
    (problem,) = found_in(file)
    assert (problem.code, problem.column, problem.value) == ("column_mostly_blank", "Referral NFA?", "19")


@pytest.mark.parametrize(("number", "field", "who"), [
    (3, "no_further_action", "C000"), (4, "support_required", "C000"), (5, "conference", "C000"),
    (6, "closure", "K000"), (8, "interview_offered", "C006"),
])  # fmt: skip
def test_a_column_that_the_file_lacks_is_told_by_the_reading_alone(number: int, field: str, who: str) -> None:
    file = clean_file().change(8, "C006", missing=1, interview_offered="y").every(number, **{field: None})
    assert codes(file)

    heading = heading_of(number, field)
    file.headings[number] = [{"heading": heading, "found": "", "how": "missing", "column": ""}]
    assert codes(file) == []


def test_a_list_that_could_not_be_read_is_not_called_missing() -> None:
    typed = clean_file().without(2).typed()
    typed.problems.append(Found("error", "heading_missing", "List 2 has no column of dates.", "List 2"))

    assert check_lists(typed, PERIOD_END) == []
