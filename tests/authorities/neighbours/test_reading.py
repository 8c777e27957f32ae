from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from authorities.neighbours.headings import letters
from authorities.neighbours.problems import NeighbourFileError
from authorities.neighbours.reading import CLOSENESS, Listed, read_sheet, read_table
from tests.authorities.neighbours.files import above, groups, neighbours_of, wide

Rows = list[list[object]]
LAYOUTS: dict[str, Callable[[], Rows]] = {
    "workbook 2021": lambda: above(letters=True) + groups(),
    "workbook 2025": lambda: above(letters=False) + groups(trailing=False),
    "text 2021": groups,
    "text 2025": wide,
}


def problems(rows: Sequence[Sequence[object]]) -> list[str]:
    with pytest.raises(NeighbourFileError) as refused:
        read_table(rows)
    return refused.value.problems


def without_places(listed: Sequence[Listed]) -> list[tuple[str, str, list[tuple[int, str, str]]]]:
    return [
        (one.code, one.name, [(near.rank, near.code, near.closeness) for near in one.neighbours])
        for one in listed
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_published_layout_gives_the_same_neighbours(layout: str) -> None:
    listed = read_table(LAYOUTS[layout]())
    assert without_places(listed) == without_places(read_table(wide()))
    assert [one.code for one in listed] == [f"N{n:02}" for n in range(1, 12)]
    assert [(near.rank, near.code) for near in listed[0].neighbours] == [
        (rank, f"N{rank + 1:02}") for rank in range(1, 11)
    ]


def test_closeness_is_told_whatever_its_case_and_spaces() -> None:
    first = read_table(groups())[0]
    spelt = [words for _, words in neighbours_of(0)]
    assert {"Extremely Close", "Close ", "close"} <= set(spelt)
    assert [near.closeness for near in first.neighbours] == [
        " ".join(words.split()).capitalize() for words in spelt
    ]
    assert {near.closeness for near in first.neighbours} <= set(CLOSENESS)


def test_a_code_that_a_workbook_holds_as_a_number_is_its_three_digits() -> None:
    rows = wide()
    rows[1][0], rows[1][4] = 207.0, "208.0"
    first = read_table(rows)[0]
    assert (first.code, first.neighbours[0].code) == ("207", "208")


def test_rows_are_counted_as_the_file_shows_them() -> None:
    assert read_table(above(letters=True) + groups())[0].row == 4
    assert read_table(groups())[0].row == 2
    assert [letters(column) for column in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_notes_and_blank_rows_beneath_the_list_are_passed_over() -> None:
    notes: Rows = [[""] * 26, ["Source: a test, all of it made up"], ["", "Notes"], []]
    assert read_table(groups(also=notes)) == read_table(groups())


def test_rows_below_the_title_of_an_earlier_list_are_kept_apart() -> None:
    again = list(groups()[1])
    again[0] = again[2] = "N99"
    sheet = read_sheet(groups(also=[[""] * 26, ["", "Old SNs:"], again]))
    assert sheet.listed == read_table(groups())
    assert [(one.row, one.code) for one in sheet.earlier] == [(15, "N99")]


def test_an_authority_printed_with_dashes_has_no_neighbours() -> None:
    rows = groups()
    rows[3][5:25] = ["-"] * 20
    assert read_table(rows)[2].neighbours == ()


def test_a_single_dash_among_neighbours_is_an_error() -> None:
    rows = groups()
    rows[3][9] = "-"
    assert problems(rows) == ['Row 4, column J (SN3): "-" is not a neighbour\'s three-digit code.']


def test_a_file_without_the_known_header_is_refused() -> None:
    (sentence,) = problems([["code", "name"], ["N01", "N02"]])
    assert sentence.startswith("The file has no header that is known.")
    assert problems([])


def test_each_missing_heading_is_named() -> None:
    rows = wide()
    rows[0][6], rows[0][7] = "SN_20", "SN_20P"
    assert [sentence.split(".")[0] for sentence in problems(rows)] == [
        "Row 1: the heading SN_2 is missing",
        "Row 1: the heading SN_2P is missing",
    ]


def test_a_heading_that_stands_twice_is_refused() -> None:
    rows = groups()
    rows[0][7] = "SN1"
    sentences = problems(rows)
    assert "Row 1: the heading SN1 stands 2 times. Give the file as it was published." in sentences


def test_a_neighbour_without_its_closeness_column_is_refused() -> None:
    rows = above(letters=True) + groups()
    rows[2][8] = "Distance"
    assert problems(rows) == [
        "Row 3: the heading SNP is missing to the right of SN2. Give the file as it was published."
    ]


def test_an_eleventh_neighbour_is_refused() -> None:
    rows = [[*row[:24], "SN_11" if n == 0 else "N01"] for n, row in enumerate(wide())]
    assert problems(rows) == ["Row 1: the heading SN_11 is one too many; a list has 10 neighbours."]


def test_a_row_that_stops_short_is_named() -> None:
    rows = groups()
    del rows[5][12:]
    assert problems(rows) == [
        "Row 6: the row of Testing place 5 (N05) ends after cell 12 of 25. The file may be cut short; "
        "take it again from where it was published."
    ]


def test_an_authority_that_stands_twice_is_named_with_both_rows() -> None:
    rows = wide()
    rows.append(list(rows[2]))
    assert problems(rows) == [
        "Row 13: Testing place 2 (N02) stands already in row 3. An authority has one row."
    ]


def test_every_faulty_cell_is_told_with_its_row_and_column() -> None:
    rows = groups()
    rows[1][5] = ""
    rows[2][6] = ""
    rows[3][24] = "Near"
    rows[4][7] = 207.5
    rows[5][0] = ""
    assert [sentence.partition(":")[0] for sentence in problems(rows)] == [
        "Row 2, column F (SN1)",
        "Row 3, column G (SNP)",
        "Row 4, column Y (SNP)",
        "Row 5, column H (SN2)",
        "Row 6, column A (LA num)",
    ]
    assert '"Near" is no closeness; it needs one of Extremely close, Very close' in problems(rows)[2]


def test_two_columns_with_different_codes_are_refused() -> None:
    rows = groups()
    rows[1][2] = "N02"
    assert problems(rows) == [
        'Row 2, column C (LA number): "N02" is not the code N01 that the row begins with.'
    ]


def test_nobody_is_their_own_neighbour_and_no_neighbour_comes_twice() -> None:
    rows = groups()
    rows[1][5] = "N01"
    rows[2][7] = rows[2][5]
    assert problems(rows) == [
        "Row 2, column F (SN1): Testing place 1 (N01) is listed as its own neighbour.",
        "Row 3, column H (SN2): neighbour N03 of Testing place 2 (N02) stands already in column F (SN1).",
    ]


def test_a_second_header_in_the_middle_is_refused() -> None:
    (sentence, *_) = problems(groups() + groups())
    assert sentence == 'Row 13, column A (LA num): "LA num" is not an authority\'s three-digit code.'


def test_a_header_with_nothing_beneath_is_refused() -> None:
    assert problems(groups()[:1]) == ["The file has a header in row 1 and no authority beneath it."]


def test_a_long_list_of_problems_is_cut_for_the_reader() -> None:
    shown = NeighbourFileError([f"Problem {n}." for n in range(30)]).shown()
    assert shown.count("\n") == 25
    assert shown.endswith("There are 5 more problems.")
