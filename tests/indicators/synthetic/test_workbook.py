"""Files as councils have them: the template's headings in its order, its preferred values, real dates."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from indicators.annex_a.lists import BY_NUMBER, LISTS
from indicators.synthetic.layouts import Layout
from indicators.synthetic.workbook import annex_a_csvs, annex_a_workbook

Lists = dict[int, list[dict[str, Any]]]
# A2 of the specification: how many columns each list has in the layout of 2019.
COLUMNS = {1: 7, 2: 8, 3: 11, 4: 12, 5: 14, 6: 14, 7: 17, 8: 34, 9: 13, 10: 16, 11: 19}


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=False)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


@pytest.fixture(scope="module")
def of_2019(lists: Lists) -> dict[str, list[tuple[Any, ...]]]:
    return sheets(annex_a_workbook(lists))


@pytest.fixture(scope="module")
def of_2024(lists: Lists) -> dict[str, list[tuple[Any, ...]]]:
    return sheets(annex_a_workbook(lists, "2024"))


def test_the_sheets_are_the_eleven_lists_with_the_headings_of_the_template(
    of_2019: dict[str, Any], of_2024: dict[str, Any]
) -> None:
    names = [f"List_{number}" for number in range(1, 12)]
    assert list(of_2019) == list(of_2024) == names
    for spec in LISTS:
        headings = [column.heading for column in spec.columns]
        assert list(of_2024[f"List_{spec.number}"][0]) == headings
        older = [column.heading for column in spec.columns if not column.only_2024]
        assert list(of_2019[f"List_{spec.number}"][0]) == older
        assert len(older) == COLUMNS[spec.number]


def test_every_row_is_written_and_only_eligible_children_are_not_in_the_older_layout(
    lists: Lists, of_2019: dict[str, Any], of_2024: dict[str, Any]
) -> None:
    for spec in LISTS:
        rows = lists[spec.number]
        assert len(of_2024[f"List_{spec.number}"]) == len(rows) + 1
        if spec.number != 1:
            left = [row for row in rows if row.get("eligibility") != "d"]
            assert len(of_2019[f"List_{spec.number}"]) == len(left) + 1


def test_a_row_is_where_its_number_says(lists: Lists, of_2024: dict[str, Any]) -> None:
    row = lists[3][17]
    cells = of_2024["List_3"][row["row"] - 1]
    assert cells[0] == row["child"]
    assert cells[5] == datetime.combine(row["referred"], datetime.min.time())
    assert cells[8] == row["earlier_referrals"]


@pytest.mark.parametrize(
    ("number", "heading", "starts"),
    [
        (1, "Gender", ("a) Male", "b) Female")),
        (1, "Ethnicity", ("a) WBRI", "d) WOTH", "s) REFU")),
        (1, "Contact Source", ("6: Police", "2A: Schools")),
        (3, "Referral NFA?", ("a) Yes", "b) No")),
        (6, "Primary Need Code", ("N1 - Abuse or neglect",)),
        (6, "Reason for Closure", ("RC7 - ", "RC8 - ")),
        (6, "Case status", ("a) Looked after child", "e) Closed episode")),
        (7, "Initial Category of Abuse", ("a) Neglect", "d) Emotional abuse")),
        (8, "Child's Legal Status", ("C2: Full care order",)),
        (8, "Placement Provider", ("PR1: Own provision",)),
        (8, "Placement Location", ("a) In", "b) Out")),
        (9, "LA In Touch", ("a) Yes",)),
        (9, "Type of Accommodation", ("U: Independent living",)),
        (11, "Is the (prospective) adopter fostering for adoption?", ("Yes", "No")),
    ],
)
def test_codes_are_written_as_the_preferred_values(
    of_2024: dict[str, Any], number: int, heading: str, starts: tuple[str, ...]
) -> None:
    place = [column.heading for column in BY_NUMBER[number].columns].index(heading)
    written = {cells[place] for cells in of_2024[f"List_{number}"][1:] if cells[place]}
    for start in starts:
        assert any(value.startswith(start) for value in written), (start, sorted(written))


def test_the_letter_of_a_value_is_that_of_the_layout(of_2019: Any, of_2024: Any) -> None:
    def ethnicities(book: Any) -> set[str]:
        return {cells[2] for number in range(1, 7) for cells in book[f"List_{number}"][1:]}

    assert {"s) REFU", "s) NOBT"} <= ethnicities(of_2019) and "t) NOBT" not in ethnicities(of_2019)
    assert {"s) REFU", "t) NOBT", "u) UNKNOWN"} <= ethnicities(of_2024)
    # In list 11 the last two genders change places.
    genders = {cells[2] for cells in of_2024["List_11"][1:]}
    assert genders <= {"a) Male", "b) Female", "c) Neither", "d) Not stated or recorded"}


@pytest.mark.parametrize("layout", ["2019", "2024"])
def test_the_same_lists_give_the_same_bytes(lists: Lists, layout: Layout) -> None:
    assert annex_a_workbook(lists, layout) == annex_a_workbook(lists, layout)


def test_a_csv_holds_one_list_with_its_dates_as_days_months_and_years(lists: Lists) -> None:
    files = annex_a_csvs(lists, "2024")
    assert list(files) == [f"list-{number}.csv" for number in range(1, 12)]
    rows = list(csv.reader(io.StringIO(files["list-7.csv"].decode("utf-8-sig"), newline="")))
    assert rows[0] == [column.heading for column in BY_NUMBER[7].columns]
    assert len(rows) == len(lists[7]) + 1
    started: date = lists[7][0]["started"]
    assert rows[1][6] == f"{started:%d/%m/%Y}"
