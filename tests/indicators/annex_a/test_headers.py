"""Headings as files have them, matched to the columns of the lists, each match reported."""

from __future__ import annotations

import pytest

from indicators.annex_a.headers import column_letters, find_header, match, number_in
from indicators.annex_a.lists import BY_NUMBER, LISTS, AnnexAList
from tests.indicators.annex_a.files import headings

LATTER_HALF = "from their Placement in the last 12 months"


def how(number: int, heading: str) -> tuple[str, str]:
    """The column that a heading alone was taken for, and how."""
    header = match(BY_NUMBER[number], [heading])
    found = [each for each in header.headings if each["how"] != "missing"]
    return (found[0]["heading"], found[0]["how"]) if found else ("", "")


@pytest.mark.parametrize("spec", LISTS, ids=lambda each: str(each.number))
def test_each_heading_is_its_own_column_and_takes_the_place_of_no_other(spec: AnnexAList) -> None:
    own = [column.heading for column in spec.columns]
    header = match(spec, own)
    assert {each["how"] for each in header.headings} == {"exact"}
    for left_out in own:
        header = match(spec, [heading for heading in own if heading != left_out])
        assert left_out not in header.places
        assert [each["heading"] for each in header.headings if each["how"] == "missing"] == [left_out]


@pytest.mark.parametrize(
    ("number", "heading", "column"),
    [
        (1, " DATE OF CONTACT ", "Date of Contact"),
        (1, "Date\u00a0of  Contact", "Date of Contact"),
        (8, "Child\u2019s Legal Status", "Child's Legal Status"),
        (3, "Referral NFA", "Referral NFA?"),
        (8, f"Number of Episodes the Child has been \u2018Missing\u2019 {LATTER_HALF}",
         f"Number of Episodes the Child has been 'Missing' {LATTER_HALF}"),
    ],
)  # fmt: skip
def test_case_spaces_and_quotation_marks_make_no_difference(number: int, heading: str, column: str) -> None:
    assert how(number, heading) == (column, "normalised")


def test_age_is_another_name_for_the_age_of_the_child() -> None:
    assert how(1, "Age") == ("Age of Child (Years)", "alias")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Is the young person UASC?", "Unaccompanied Asylum Seeking Child (UASC)"),
        ("Name of Personal Adviser", "Allocated Personal Advisor"),
        ("Date of most recent Pathway Plan", "Date of Latest Pathway Plan"),
        ("Date of last contact with the care leaver", "Date of Latest Contact"),
    ],
)
def test_the_columns_of_2024_are_matched_loosely(heading: str, column: str) -> None:
    assert how(9, heading) == (column, "loose")


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (11, "Date Stage 1 completed"),
        (9, "Date LA In Touch"),
        (9, "Accommodation"),
        (8, "Date ceased"),
        (8, "Date of last visit"),
        (9, "Date of Latest Review"),
    ],
)
def test_a_heading_that_could_be_two_columns_is_none(number: int, heading: str) -> None:
    assert how(number, heading) == ("", "")
    assert match(BY_NUMBER[number], [heading]).unread == [heading]


def test_two_headings_that_could_be_one_column_are_both_left() -> None:
    assert match(BY_NUMBER[9], ["Personal adviser's name"]).places == {"Allocated Personal Advisor": 0}
    assert match(BY_NUMBER[9], ["Personal adviser's name", "Personal adviser's team"]).places == {}


def test_a_heading_that_stands_twice_is_read_once_and_said() -> None:
    header = match(BY_NUMBER[1], ["Child Unique ID", "Gender", "gender"])
    assert header.places["Gender"] == 1
    assert header.twice == ["Gender"]


@pytest.mark.parametrize(("layout", "told"), [("2019", "2019"), ("2024", "2024")])
def test_the_layout_is_told_by_the_columns_of_list_9(layout: str, told: str) -> None:
    assert match(BY_NUMBER[9], headings(9, layout)).layout == told


def test_the_header_is_found_below_a_title_and_not_beyond_the_first_rows() -> None:
    title: list[list[str | None]] = [["Annex A, list 3", None]]
    header = find_header([*title, headings(3)], 3)
    assert header is not None
    assert header.row == 1
    assert find_header([*title * 15, headings(3)], 3) is None


@pytest.mark.parametrize("spec", LISTS, ids=lambda each: str(each.number))
def test_a_list_is_told_by_its_headings_alone(spec: AnnexAList) -> None:
    header = find_header([headings(spec.number)], None)
    assert header is not None
    assert header.spec is spec


def test_the_header_of_a_return_of_figures_is_no_list() -> None:
    figures = ["Code", "Indicator", "Window", "Numerator", "Denominator", "Value", "As at", "Note"]
    assert find_header([figures], None) is None


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List 1", 1), ("List_1", 1), ("list1", 1), ("LIST 01 - Contacts", 1), ("Annex A - List 11", 11),
        ("List\u00a010 Adoption", 10), (" List 7", 7),
        ("List 12", None), ("List 0", None), ("Lists", None), ("Checklist 1", None), ("List 111", None),
        ("Figures", None),
    ],
)  # fmt: skip
def test_the_name_of_a_sheet_gives_the_number_of_its_list(name: str, number: int | None) -> None:
    assert number_in(name) == number


def test_columns_have_the_letters_of_excel() -> None:
    letters = {0: "A", 25: "Z", 26: "AA", 79: "CB", 701: "ZZ", 702: "AAA"}
    assert {index: column_letters(index) for index in letters} == letters
