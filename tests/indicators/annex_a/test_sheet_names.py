"""A sheet may be named after anybody; what is said of a file names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.typed import TypedFile
from tests.indicators.annex_a.files import (
    CHILD,
    PERIOD_END,
    WORKER,
    archive,
    csv_of,
    row,
    sheet,
    workbook,
)
from tests.indicators.files import SHEET, part, repacked


def read(sheets: dict[str, Sequence[Sequence[Any]]]) -> TypedFile:
    return read_annex_a(".xlsx", workbook(sheets), PERIOD_END)


def all_that_is_said(typed: TypedFile) -> str:
    names = [each.sheet for each in typed.lists.values()]
    return "\n".join([*names, *(f"{each.sheet}: {each.sentence} {each.value}" for each in typed.problems)])


@pytest.mark.parametrize(
    "name",
    [
        f"List 2 {CHILD}", f"list_2_{CHILD}", f"LIST 2-{CHILD.lower()}", f"List 2 ({WORKER})", "List 2 AD-77",
        "List 2 20120615", "List 2 15.06.2012", "List 2 ZZ1 2AB", "List 2_ZZ12AB", f"{CHILD} early help",
    ],
)  # fmt: skip
def test_a_name_that_tells_of_somebody_gives_way_to_the_number_of_its_list(name: str) -> None:
    rows = sheet(2, row(2), row(2, gender="Neither of these", child="QX-2"))
    typed = read({name: rows, "List 3": sheet(3, row(3)), "List 11": sheet(11, row(11))})
    assert typed.lists[2].sheet == "List 2"
    assert {each.sheet for each in typed.problems} == {"List 2"}


@pytest.mark.parametrize(
    "name", ["List 2", "List_2", "Early help", "List 2 - Early help", "List 2 (January)"]
)
def test_a_name_that_tells_of_nobody_stays(name: str) -> None:
    assert read({name: sheet(2, row(2))}).lists[2].sheet == name


def test_a_sheet_that_holds_a_list_a_second_time_is_named_by_its_number_in_the_sentence_too() -> None:
    second = sheet(1, row(1, child="QX-8831"))
    typed = read({f"List 1 {CHILD}": sheet(1, row(1)), "List 1 of QX-8831": second})
    assert [each.code for each in typed.problems] == ["list_twice"]
    said = all_that_is_said(typed)
    assert CHILD not in said
    assert "QX-8831" not in said
    assert "'List 1'" in said


def test_a_sheet_that_cannot_be_read_is_named_by_nobody() -> None:
    content = workbook({CHILD: sheet(2, row(2)), "List 1": sheet(1, row(1))})
    xml = part(content, SHEET)
    far = xml.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    typed = read_annex_a(".xlsx", repacked(content, replace={SHEET: far}), PERIOD_END)
    (found,) = typed.problems
    assert (found.severity, found.code, found.sheet) == ("warning", "sheet_not_read", "Another sheet")
    assert found.sentence.startswith("Sheet 'Another sheet' has something in cell A1048576, far outside")
    assert list(typed.lists) == [1]


def test_a_csv_file_in_an_archive_is_named_by_its_list_where_its_name_tells_of_somebody() -> None:
    long = "x" * 55
    typed = read_annex_a(
        ".zip",
        archive({f"{CHILD}.csv": csv_of(sheet(3, row(3))), f"{long} {CHILD}.csv": csv_of(sheet(1, row(1)))}),
        PERIOD_END,
    )
    assert {number: each.sheet for number, each in typed.lists.items()} == {1: "List 1", 3: "List 3"}


def test_a_long_name_is_cut() -> None:
    typed = read_annex_a(".zip", archive({f"{'x' * 70}.csv": csv_of(sheet(1, row(1)))}), PERIOD_END)
    assert typed.lists[1].sheet == "x" * 60
