"""Annex A files as councils have them, whole, and every untidiness of reference A4 one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from indicators.annex_a.lists import BY_NUMBER, LISTS
from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.typed import TypedFile
from tests.indicators.annex_a.files import (
    BORN,
    CHILD,
    PERIOD_END,
    POSTCODE,
    WORKER,
    Formula,
    archive,
    csv_of,
    headings,
    row,
    sheet,
    whole,
    workbook,
)
from tests.indicators.files import SHEET, part, repacked


def read(sheets: Mapping[str, Sequence[Sequence[Any]]], **how: Any) -> TypedFile:
    return read_annex_a(".xlsx", workbook(sheets, **how), PERIOD_END)


def codes(typed: TypedFile) -> set[str]:
    return {each.code for each in typed.problems}


def only_row(typed: TypedFile, number: int) -> dict[str, Any]:
    assert typed.lists[number].frame.height == 1
    return typed.lists[number].frame.row(0, named=True)


@pytest.mark.parametrize("layout", ["2019", "2024"])
def test_both_layouts_are_read_whole_without_a_word(layout: str) -> None:
    typed = read(whole(layout))
    assert typed.problems == []
    assert list(typed.lists) == [each.number for each in LISTS]
    for number, each in typed.lists.items():
        assert each.layout == layout
        assert each.frame.height == 1
        nulls = [name for name, value in only_row(typed, number).items() if value is None]
        new = {c.field for c in each.spec.columns if c.only_2024} if layout == "2019" else set()
        assert set(nulls) == new


def test_each_kind_of_column_comes_out_typed() -> None:
    found = only_row(read(whole("2024")), 8)
    assert found["row"] == 2
    assert (found["child"], found["worker"], found["team"]) == (CHILD, WORKER, "North team")
    assert (found["born"], found["age"]) == (BORN, 12)
    assert (found["started"], found["uasc"], found["placements"]) == (date(2024, 11, 5), True, 1)
    assert (found["legal"], found["ceased"], found["location"], found["gender"]) == ("C2", "E4A", "a", "b")
    assert found["postcode"] == POSTCODE


def test_the_types_are_the_same_whether_a_list_has_rows_or_none() -> None:
    full, empty = read(whole("2024")), read({f"List_{n}": sheet(n, layout="2024") for n in BY_NUMBER})
    for number, each in full.lists.items():
        assert empty.lists[number].frame.schema == each.frame.schema
        assert empty.lists[number].frame.height == 0


def test_sheets_stand_in_any_order_under_mixed_names_and_hidden() -> None:
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "Guidance": [["How to fill in this workbook"]],
        "List 7 - Child protection": sheet(7, row(7)),
        "list_1": sheet(1, row(1)),
        "LIST 03": sheet(3, row(3)),
        "Adopters": sheet(11, row(11)),
    }
    typed = read(sheets, hidden=["list_1"])
    assert typed.problems == []
    assert {n: each.sheet for n, each in typed.lists.items()} == {
        1: "list_1", 3: "LIST 03", 7: "List 7 - Child protection", 11: "Adopters",
    }  # fmt: skip


@pytest.mark.parametrize("above", [[["Annex A list 1"]], [["Annex A list 1"], []], [[], []]])
def test_a_title_or_empty_rows_above_the_header_move_the_rows_and_nothing_else(above: list[Any]) -> None:
    typed = read({"List 1": [*above, *sheet(1, row(1), [], row(1, child="QX-2"))]})
    assert typed.problems == []
    frame = typed.lists[1].frame
    assert frame["row"].to_list() == [len(above) + 2, len(above) + 4]
    assert frame.drop("row", "child").n_unique() == 1
    assert frame["contacted"].to_list() == [date(2024, 11, 5)] * 2


def test_the_first_column_may_be_empty() -> None:
    rows = sheet(1, row(1), row(1, child="QX-2", gender=Formula("#N/A")))
    typed = read({"List 1": rows}, moved_right=1)
    assert typed.lists[1].frame["gender"].to_list() == ["b", None]
    assert [(each.code, each.row, each.column) for each in typed.problems] == [("broken_cell", 3, "Gender")]


def test_headings_are_matched_whatever_their_case_spaces_and_quotation_marks() -> None:
    own = headings(8)
    written = [f" {heading.upper().replace(chr(39), chr(8217))}\u00a0" for heading in own]
    typed = read({"List 8": [written, row(8)]})
    assert typed.problems == []
    assert {each["how"] for each in typed.lists[8].headings} == {"normalised"}
    assert {each["column"] for each in typed.lists[8].headings} >= {"A", "AH"}


def test_every_match_of_a_heading_is_reported() -> None:
    own = ["Child Unique ID", "gender", "Age", "Date of Contact", "Notes"]
    typed = read({"List 1": [own, [CHILD, "M", 3, date(2024, 11, 5), "x"]]})
    matched = {
        each["heading"]: (each["how"], each["found"], each["column"]) for each in typed.lists[1].headings
    }
    assert matched == {
        "Child Unique ID": ("exact", "Child Unique ID", "A"),
        "Gender": ("normalised", "gender", "B"),
        "Ethnicity": ("missing", "", ""),
        "Date of Birth": ("missing", "", ""),
        "Age of Child (Years)": ("alias", "Age", "C"),
        "Date of Contact": ("exact", "Date of Contact", "D"),
        "Contact Source": ("missing", "", ""),
    }
    told = {(each.severity, each.code, each.column) for each in typed.problems}
    assert told == {
        ("warning", "heading_not_read", "Notes"),
        ("warning", "heading_absent", "Ethnicity"),
        ("warning", "heading_absent", "Date of Birth"),
        ("warning", "heading_absent", "Contact Source"),
    }


def test_a_heading_that_stands_twice_is_read_from_the_first() -> None:
    rows = [[*headings(1), "Gender"], [*row(1), "a) Male"]]
    typed = read({"List 1": rows})
    assert only_row(typed, 1)["gender"] == "b"
    assert [(each.code, each.column) for each in typed.problems] == [("heading_twice", "Gender")]


def test_ages_are_cut_and_bare_values_and_non_breaking_spaces_read() -> None:
    typed = read(
        {
            "List 6": sheet(
                6,
                row(6, age=7.8, gender="Female", need="N1", disability="No\u00a0", closure="RC7"),
                row(6, child="QX-2", age="-1", gender=" b)\u00a0Female", need="Abuse or neglect"),
            )
        }
    )
    assert typed.problems == []
    frame = typed.lists[6].frame
    assert frame["age"].to_list() == [7, -1]
    assert frame["gender"].to_list() == ["b", "b"]
    assert frame["need"].to_list() == ["N1", "N1"]
    assert frame["disability"].to_list() == ["n", "n"]


def test_what_was_taken_for_which_code_is_reported_with_how_often() -> None:
    rows = [row(1, child=f"QX-{n}", gender=value) for n, value in enumerate(["Female", "Female", "a) Male"])]
    typed = read({"List 1": sheet(1, *rows)})
    found = [each for each in typed.lists[1].values if each["column"] == "Gender"]
    assert sorted(found, key=lambda each: str(each["code"])) == [
        {"column": "Gender", "found": "a) Male", "code": "a", "how": "letter", "rows": 1},
        {"column": "Gender", "found": "Female", "code": "b", "how": "label", "rows": 2},
    ]


def test_dates_typed_as_text_among_real_ones_are_the_same_days() -> None:
    days = [date(2024, 11, 5), "05/11/2024", "2024-11-05", 45601, "5 November 2024"]
    rows = [row(1, child=f"QX-{n}", contacted=day) for n, day in enumerate(days)]
    typed = read({"List 1": sheet(1, *rows)})
    assert typed.problems == []
    assert typed.lists[1].frame["contacted"].to_list() == [date(2024, 11, 5)] * 5


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_that_counts_from_1904_has_the_same_days(from_1904: bool) -> None:
    bare = 45601 - (1462 if from_1904 else 0)
    typed = read({"List 1": sheet(1, row(1), row(1, child="QX-2", contacted=bare))}, from_1904=from_1904)
    assert typed.lists[1].frame["contacted"].to_list() == [date(2024, 11, 5)] * 2
    assert typed.lists[1].frame["born"].to_list() == [BORN] * 2


def test_a_child_is_the_same_whether_its_identifier_is_a_number_or_text() -> None:
    as_number = read({"List 1": sheet(1, row(1, child=417)), "List 3": sheet(3, row(3, child="417"))})
    mixed = read({"List 1": sheet(1, row(1, child=417), row(1, child="QX-2"))})
    assert only_row(as_number, 1)["child"] == only_row(as_number, 3)["child"] == "417"
    assert mixed.lists[1].frame["child"].to_list() == ["417", "QX-2"]


def test_one_csv_file_is_one_list() -> None:
    for delimiter, encoding in ((",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")):
        content = csv_of(sheet(3, row(3), [], row(3, child="QX-2")), delimiter=delimiter, encoding=encoding)
        typed = read_annex_a(".csv", content, PERIOD_END)
        assert typed.problems == []
        assert typed.lists[3].frame["row"].to_list() == [2, 4]
        assert typed.lists[3].frame["referred"].to_list() == [date(2024, 11, 5)] * 2


def test_an_archive_of_csv_files_is_a_whole_return_like_the_workbook() -> None:
    files = {
        f"extract/l{n}.csv": csv_of(rows) for n, rows in zip(BY_NUMBER, whole("2024").values(), strict=True)
    }
    typed = read_annex_a(".zip", archive(files), PERIOD_END)
    assert typed.problems == []
    assert {n: only_row(typed, n) for n in BY_NUMBER} == {
        n: only_row(read(whole("2024")), n) for n in BY_NUMBER
    }
    assert typed.lists[3].sheet == "l3.csv"


def test_two_sheets_of_one_list_are_an_error() -> None:
    typed = read({"List 1": sheet(1, row(1)), "List 1 (old)": sheet(1, row(1))})
    (found,) = typed.problems
    assert (found.severity, found.code, found.sheet) == ("error", "list_twice", "List 1 (old)")


@pytest.mark.parametrize(("number", "missing"), [(3, "Date of referral"), (8, "Child Unique ID")])
def test_a_list_without_a_needed_column_is_an_error_that_names_it(number: int, missing: str) -> None:
    place = headings(number).index(missing)
    cut = [[cell for at, cell in enumerate(cells) if at != place] for cells in sheet(number, row(number))]
    typed = read({f"List {number}": cut, "List 1": sheet(1, row(1))})
    errors = [each for each in typed.problems if each.severity == "error"]
    assert [(each.code, each.column) for each in errors] == [("heading_missing", missing)]
    assert f"List {number}" in errors[0].sentence
    assert missing in errors[0].sentence
    assert list(typed.lists) == [1]


def test_a_sheet_named_as_a_list_without_its_headings_is_an_error_that_says_which_they_are() -> None:
    typed = read({"List 4": sheet(11, row(11)), "List 1": sheet(1, row(1))})
    (found,) = typed.problems
    assert (found.severity, found.code, found.sheet) == ("error", "no_headings", "List 4")
    assert "those of list 11" in found.sentence


def test_an_empty_sheet_named_as_a_list_is_a_list_that_is_not_there() -> None:
    typed = read({"List 4": [], "List 1": sheet(1, row(1))})
    assert typed.problems == []
    assert list(typed.lists) == [1]


def test_reading_the_typed_columns_directly_gives_what_reading_them_one_by_one_gives() -> None:
    """A title makes every column text, and so takes the other way through the reader."""
    rows = {n: [row(n, "2024"), row(n, "2024", **{_id(n): "QX-9"})] for n in BY_NUMBER}
    direct = read({f"List {n}": sheet(n, *rows[n], layout="2024") for n in BY_NUMBER})
    by_text = read({f"List {n}": [["Title"], *sheet(n, *rows[n], layout="2024")] for n in BY_NUMBER})
    for number in BY_NUMBER:
        one, other = direct.lists[number].frame, by_text.lists[number].frame
        assert one.drop("row").equals(other.drop("row"))
        assert (other["row"] - one["row"]).unique().to_list() == [1]


def _id(number: int) -> str:
    return "adopter" if number == 11 else "child"


def test_a_formula_that_was_never_calculated_is_an_error_that_names_its_cell() -> None:
    content = workbook({"List 1": sheet(1, row(1), row(1, child="QX-2", age=Formula(777)))})
    xml = part(content, SHEET)
    assert b"<v>777</v>" in xml
    typed = read_annex_a(
        ".xlsx", repacked(content, replace={SHEET: xml.replace(b"<v>777</v>", b"")}), PERIOD_END
    )
    (found,) = typed.problems
    assert (found.severity, found.code, found.sheet) == ("error", "formula_never_calculated", "List 1")
    assert "E3" in found.sentence


def test_a_calculated_formula_is_read_as_its_result() -> None:
    typed = read({"List 1": sheet(1, row(1, gender=Formula("a) Male")))})
    assert typed.problems == []
    assert only_row(typed, 1)["gender"] == "a"


def test_many_rows_keep_their_types_to_the_last() -> None:
    """A type guessed from the first thousand rows would lose a text that comes after them."""
    rows = [row(1, child=f"QX-{n}") for n in range(1_500)]
    rows.append(row(1, child="QX-last", contacted="06/12/2024", age="7.5"))
    frame = read({"List 1": sheet(1, *rows)}).lists[1].frame
    last = frame.filter(pl.col("child") == "QX-last").row(0, named=True)
    assert (last["contacted"], last["age"]) == (date(2024, 12, 6), 7)
    assert frame["contacted"].null_count() == 0
