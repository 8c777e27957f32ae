"""The reader finds in a synthetic file exactly the rows it was made from, and the rules find nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from indicators.annex_a.checking import check_lists
from indicators.annex_a.reading import read_annex_a
from indicators.annex_a.typed import TypedFile
from indicators.synthetic.dirt import ALL, Dirt
from indicators.synthetic.layouts import Layout, in_layout
from indicators.synthetic.workbook import annex_a_csvs, annex_a_workbook

LAST = date(2025, 1, 31)
Lists = dict[int, list[dict[str, Any]]]
# What an authority is told of short breaks is no fault of its file.
ONLY_TOLD = {"short_breaks_left_out"}


def same(read: TypedFile, lists: Lists) -> bool:
    """Whether every field of every row is as it was."""
    for number, rows in lists.items():
        columns = read.lists[number].frame.columns
        expected = [{column: row[column] for column in columns} for row in rows]
        if read.lists[number].frame.to_dicts() != expected:
            return False
    return set(read.lists) == set(lists)


@pytest.mark.parametrize("layout", ["2019", "2024"])
def test_a_clean_workbook_is_read_as_it_was_made_and_no_rule_finds_a_fault(
    lists: Lists, layout: Layout
) -> None:
    read = read_annex_a("xlsx", annex_a_workbook(lists, layout), LAST)
    assert read.problems == []
    assert {each.layout for each in read.lists.values() if each.spec.number == 9} == {layout}
    assert same(read, in_layout(lists, layout))
    found = check_lists(read, LAST)
    assert {problem.code for problem in found} <= ONLY_TOLD, found


def test_csv_files_are_read_as_the_same_lists(lists: Lists) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in annex_a_csvs(lists, "2024").items():
            archive.writestr(name, content)
    read = read_annex_a("zip", out.getvalue(), LAST)
    assert read.problems == []
    assert same(read, lists)


HARMLESS = {
    *("sheet_names", "title_row", "heading_spaces", "heading_quotes", "heading_case", "age_heading"),
    *("sheet_order", "hidden_sheet", "date_1904", "bare_codes", "provider_dash", "non_breaking_spaces"),
    *("date_text", "zero_width", "right_to_left"),
}


@pytest.mark.parametrize("kind", sorted(HARMLESS))
def test_dirt_that_loses_nothing_is_read_away(lists: Lists, kind: str) -> None:
    few = {number: rows[:80] for number, rows in lists.items()}
    read = read_annex_a("xlsx", annex_a_workbook(few, "2024", Dirt(3, frozenset({kind}))), LAST)
    assert [problem for problem in read.problems if problem.code != "repeated_row"] == []
    for number, rows in few.items():
        frame, at = read.lists[number].frame, {row["row"]: row for row in rows}
        # A title moves every row down by one.
        down = 1 if kind == "title_row" and number % 2 else 0
        for found in frame.to_dicts():
            row = at[found.pop("row") - down]
            assert found == {column: row[column] for column in found}


def test_the_dirtiest_file_still_yields_eleven_lists_with_its_faults_named(lists: Lists) -> None:
    read = read_annex_a("xlsx", annex_a_workbook(lists, "2024", Dirt(3)), LAST)
    assert set(read.lists) == set(lists)
    assert {problem.severity for problem in read.problems} == {"warning"}
    codes = {problem.code for problem in [*read.problems, *check_lists(read, LAST)]}
    assert len(codes) > 10
    assert Dirt(3).kinds == ALL
    rejected = sum(each.rejected for each in read.lists.values())
    assert 0 < rejected < 0.15 * sum(len(rows) for rows in lists.values())
