"""What a row loses, and when a row is lost: reference B5, rule 13. Each time it is said where and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from indicators.annex_a.lists import BY_NUMBER, Kind
from indicators.annex_a.problems import MOST_PROBLEMS, all_problems
from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.typed import Found, TypedFile
from tests.indicators.annex_a.files import (
    BORN,
    CHILD,
    PERIOD_END,
    POSTCODE,
    WORKER,
    Formula,
    headings,
    row,
    sheet,
    workbook,
)
from tests.indicators.files import SHEET, part, repacked

LATE = date(2025, 2, 1)


def read(number: int, *rows: Sequence[Any]) -> TypedFile:
    return read_annex_a(".xlsx", workbook({f"List {number}": sheet(number, *rows)}), PERIOD_END)


def told(typed: TypedFile) -> list[tuple[str, str, int | None, str, str]]:
    return [(each.severity, each.code, each.row, each.column, each.value) for each in typed.problems]


def good(number: int, count: int = 3) -> list[list[Any]]:
    """Rows beside the one in question, so that it is not more than half of its list."""
    return [row(number, child=f"GD-{n}") for n in range(count)]


@pytest.mark.parametrize(
    ("field", "value", "code", "column", "quoted"),
    [
        ("child", None, "needed_cell_blank", "Child Unique ID", ""),
        ("child", "n/a", "needed_cell_blank", "Child Unique ID", ""),
        ("contacted", None, "needed_cell_blank", "Date of Contact", ""),
        ("contacted", "31/02/2024", "needed_cell_not_read", "Date of Contact", "31/02/2024"),
        ("contacted", Formula("#N/A"), "needed_cell_not_read", "Date of Contact", "#N/A"),
        ("contacted", LATE, "needed_date_after_period", "Date of Contact", "01/02/2025"),
        ("contacted", "01/02/2025", "needed_date_after_period", "Date of Contact", "01/02/2025"),
    ],
)
def test_a_row_without_a_good_needed_cell_is_left_out_and_listed(
    field: str, value: Any, code: str, column: str, quoted: str
) -> None:
    typed = read(1, *good(1), row(1, **{field: value}))
    assert typed.lists[1].frame["child"].to_list() == ["GD-0", "GD-1", "GD-2"]
    assert typed.lists[1].rejected == 1
    assert told(typed) == [("warning", code, 5, column, quoted)]
    assert "left out" in typed.problems[0].sentence


def test_a_needed_date_on_the_period_end_itself_is_good() -> None:
    typed = read(1, *good(1), row(1, contacted=LATE), row(1, contacted=PERIOD_END))
    assert typed.lists[1].frame["contacted"].to_list()[-1] == PERIOD_END
    assert typed.lists[1].rejected == 1


OPTIONAL = [
    (number, column)
    for number in (1, 3, 6, 8, 10)
    for column in BY_NUMBER[number].columns
    if column.field and not column.needed and not column.only_2024
    and column.kind not in (Kind.WORKER, Kind.TEAM, Kind.FAMILY)
]  # fmt: skip


@pytest.mark.parametrize(("number", "column"), OPTIONAL, ids=lambda each: getattr(each, "heading", each))
def test_a_bad_optional_cell_is_blank_and_never_drops_its_row(number: int, column: Any) -> None:
    typed = read(number, row(number, **{column.field: "Awaiting sign off"}))
    (found,) = typed.lists[number].frame.to_dicts()
    name = {Kind.BIRTH: "born", Kind.POSTCODE: "postcode"}.get(column.kind, column.field)
    assert found[name] is None
    assert sum(value is None for value in found.values()) == 1
    quoted = "" if column.kind in (Kind.BIRTH, Kind.POSTCODE) else "Awaiting sign off"
    assert told(typed) == [("warning", "cell_not_read", 2, column.heading, quoted)]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_excel_error_in_an_optional_cell_is_blank_and_said_to_be_broken(error: str) -> None:
    typed = read(8, row(8, gender=Formula(error), last_health=Formula(error), worker=Formula(error)))
    (found,) = typed.lists[8].frame.to_dicts()
    assert (found["gender"], found["last_health"], found["worker"]) == (None, None, None)
    assert {(each.code, each.row, each.column) for each in typed.problems} == {
        ("broken_cell", 2, "Gender"),
        ("broken_cell", 2, "Date of Last Health Assessment"),
        ("broken_cell", 2, "Allocated Worker"),
    }


def test_an_optional_date_after_the_period_end_is_blank_and_the_period_end_itself_is_not() -> None:
    typed = read(7, row(7, ended=LATE), row(7, child="QX-2", ended=PERIOD_END), row(7, child="QX-3"))
    assert typed.lists[7].frame["ended"].to_list() == [None, PERIOD_END, date(2024, 11, 5)]
    assert told(typed) == [
        ("warning", "date_after_period", 2, "Child Protection Plan End Date", "01/02/2025")
    ]


def test_an_unborn_childs_date_of_birth_may_lie_after_the_period_end() -> None:
    typed = read(6, row(6, birth_month=date(2025, 4, 9), age=-1))
    assert typed.lists[6].frame["born"].to_list() == [date(2025, 4, 9)]
    assert typed.problems == []


@pytest.mark.parametrize(
    ("number", "changes", "rows"),
    [
        (1, {"gender": "a) Male"}, 1), (1, {"source": "9"}, 2), (1, {"contacted": date(2024, 12, 1)}, 2),
        (3, {"source": "9"}, 1), (6, {"ended": None}, 1), (6, {"started": date(2024, 12, 1)}, 2),
        (9, {"in_touch": "b"}, 1), (10, {"matched": None}, 1), (1, {"child": "QX-2"}, 2),
    ],
)  # fmt: skip
def test_of_two_rows_with_the_key_of_the_list_the_first_is_kept(
    number: int, changes: dict[str, Any], rows: int
) -> None:
    typed = read(number, row(number), row(number, **changes))
    each = typed.lists[number]
    assert each.frame["row"].to_list() == [2, 3][:rows]
    assert each.repeated == 2 - rows
    assert [(found.code, found.row) for found in typed.problems] == [("repeated_row", 3)][: 2 - rows]
    if rows == 1:
        assert "Row 2 has the same" in typed.problems[0].sentence


def test_rows_alike_but_for_a_blank_source_are_one_contact() -> None:
    typed = read(1, row(1, source=None), row(1, source=None))
    assert (typed.lists[1].frame.height, typed.lists[1].repeated) == (1, 1)
    assert "Row 2" in typed.problems[0].sentence


def test_a_rejected_row_does_not_stand_in_the_way_of_a_good_one_with_its_key() -> None:
    typed = read(10, row(10, child=None), row(10), row(10, child="GD-1"))
    assert typed.lists[10].frame["row"].to_list() == [3, 4]


def test_a_list_of_which_most_rows_are_lost_is_an_error() -> None:
    half = read(1, row(1, contacted=None), row(1))
    most = read(1, row(1, contacted=None), row(1, contacted=LATE), row(1))
    assert {each.severity for each in half.problems} == {"warning"}
    errors = [each for each in most.problems if each.severity == "error"]
    assert [(each.code, each.sheet) for each in errors] == [("most_rows_rejected", "List 1")]
    assert "2 of the 3 rows" in errors[0].sentence


def test_a_second_header_among_the_rows_is_no_child() -> None:
    typed = read(1, row(1), headings(1), row(1, child="QX-2"))
    assert typed.lists[1].frame["child"].to_list() == [CHILD, "QX-2"]
    assert [(each.code, each.row) for each in typed.problems] == [("headings_again", 3)]


def test_merged_cells_leave_the_lower_rows_without_what_they_need() -> None:
    typed = read(3, row(3), row(3, child=None, referred=date(2024, 12, 1)))
    assert typed.lists[3].frame.height == 1
    assert [(each.code, each.row) for each in typed.problems] == [("needed_cell_blank", 3)]


OF_PEOPLE = [
    CHILD, WORKER, WORKER.upper(), f"ask {WORKER}", "AD-77", POSTCODE, f"{BORN:%d/%m/%Y}",
    f"born {BORN:%d/%m/%Y}", f"moved to {POSTCODE}", "see 4412907", "Lodger of QX-2",
]  # fmt: skip


@pytest.mark.parametrize("value", OF_PEOPLE)
def test_no_problem_quotes_what_the_file_says_of_a_person(value: str) -> None:
    sheets = {
        "List 8": sheet(8, row(8, gender=value, last_dental=value, placements=value), row(8, child="QX-2")),
        "List 11": sheet(11, row(11)),
    }
    typed = read_annex_a(".xlsx", workbook(sheets), PERIOD_END)
    placements = "Number of Placements in the Last 12 months"
    assert {"Gender", placements} <= {each.column for each in typed.problems}
    assert {each.value for each in typed.problems} == {""}
    assert value not in str(typed.problems)


def test_neither_does_the_report_of_matched_values_or_of_headings() -> None:
    rows = [[*headings(1), WORKER], [*row(1, gender=f"b) Female {CHILD}"), "x"]]
    lists: dict[str, Sequence[Sequence[Any]]] = {
        "List 1": rows,
        "List 6": sheet(6, row(6, status=f"c) {WORKER}")),
    }
    typed = read_annex_a(".xlsx", workbook(lists), PERIOD_END)
    assert typed.lists[1].frame["gender"].to_list() == ["b"]
    assert typed.lists[6].frame["status"].to_list() == ["c"]
    report = str([typed.problems, typed.lists[1].values, typed.lists[1].headings, typed.lists[6].values])
    assert CHILD not in report
    assert WORKER not in report
    assert "heading_not_read" in report


@pytest.mark.parametrize("day", [date(2013, 2, 10), "10/02/2013", "10 February 2013", "2013-02-10"])
def test_a_date_is_quoted_from_a_column_of_dates_alone(day: object) -> None:
    """Elsewhere it may be a birth in a row that slipped by a column, and stand nowhere else in the file."""
    late = row(8, child="QX-2", gender=day, placements=day, latest_review=date(2025, 2, 1))
    typed = read(8, row(8), late)
    quoted = {each.column: each.value for each in typed.problems}
    assert quoted["Gender"] == quoted["Number of Placements in the Last 12 months"] == ""
    assert quoted.pop("Date of Latest Statutory Review") == "01/02/2025"
    assert "2013" not in str(typed.problems)


LOST_NUMBERS = ("1e308", "1e19", "9e15", "99999999", "12345678.5", "2958466", "1E+15")


@pytest.mark.parametrize("number", LOST_NUMBERS)
@pytest.mark.parametrize("moved_right", [0, 1])
@pytest.mark.parametrize("broken", [None, Formula("#N/A")])
def test_a_number_that_the_reader_has_no_day_for_is_reported_and_no_blank(
    number: str, moved_right: int, broken: object
) -> None:
    rows = sheet(8, row(8), row(8, child="QX-2", latest_review=date(2024, 12, 24), gender=broken))
    content = workbook({"List 8": rows}, moved_right=moved_right)
    xml = part(content, SHEET)
    bad = xml.replace(b"<v>45650</v>", b"<v>" + number.encode() + b"</v>")
    assert bad != xml
    typed = read_annex_a(".xlsx", repacked(content, replace={SHEET: bad}), PERIOD_END)
    found = [each for each in typed.problems if each.column == "Date of Latest Statutory Review"]
    assert [(each.code, each.row) for each in found] == [("cell_not_read", 3)]
    assert typed.lists[8].frame["latest_review"].to_list() == [date(2024, 11, 5), None]


@pytest.mark.parametrize("number", ["1e308", "1e19", "9e15", "99999999"])
def test_a_counter_that_no_list_can_hold_is_reported_and_no_blank(number: str) -> None:
    content = workbook({"List 3": sheet(3, row(3), row(3, child="QX-2", earlier_referrals=777))})
    bad = part(content, SHEET).replace(b"<v>777</v>", b"<v>" + number.encode() + b"</v>")
    typed = read_annex_a(".xlsx", repacked(content, replace={SHEET: bad}), PERIOD_END)
    assert [(each.code, each.row, each.column) for each in typed.problems] == [
        ("cell_not_read", 3, "Number of Referrals in Last 12 Months")
    ]
    assert typed.lists[3].frame["earlier_referrals"].to_list() == [1, None]


def test_a_day_that_was_typed_without_strokes_into_a_cell_of_dates_is_that_day() -> None:
    content = workbook({"List 8": sheet(8, row(8), row(8, child="QX-2", latest_review=date(2024, 12, 24)))})
    bad = part(content, SHEET).replace(b"<v>45650</v>", b"<v>20241224</v>")
    typed = read_annex_a(".xlsx", repacked(content, replace={SHEET: bad}), PERIOD_END)
    assert typed.problems == []
    assert typed.lists[8].frame["latest_review"].to_list() == [date(2024, 11, 5), date(2024, 12, 24)]


def test_a_long_value_is_quoted_short() -> None:
    typed = read(1, row(1, gender="Waiting " * 20))
    assert typed.problems[0].value == ("Waiting " * 20)[:40]


def test_there_are_at_most_so_many_problems_and_then_how_many_more() -> None:
    rows = [row(1, child=f"GD-{n}", gender="?", age="?", source="?") for n in range(2_000)]
    typed = read(1, *rows)
    rules = [Found("error", "wrong_period", "All dates are late."), Found("warning", "odd", "Odd.")]
    found = all_problems(typed, rules)
    assert len(typed.problems) == MOST_PROBLEMS == 5_000
    assert typed.left_out == 1_000
    assert len(found) == MOST_PROBLEMS + 1
    assert found[0].code == "wrong_period"
    assert found[-1].code == "more_problems"
    assert "1,002 more" in found[-1].sentence


def test_a_few_problems_are_all_told() -> None:
    assert all_problems(read(1, row(1)), []) == []
