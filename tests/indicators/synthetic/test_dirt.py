"""Untidiness on request: each kind does what its name says, where it says, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from indicators.annex_a.lists import BY_NUMBER, Kind
from indicators.synthetic.dirt import ALL, KINDS, Dirt, soil
from indicators.synthetic.layouts import Layout
from indicators.synthetic.sheets import Broken, Sheet, sheets_of
from indicators.synthetic.soiling import Spot
from indicators.synthetic.workbook import annex_a_workbook

LAST = date(2025, 1, 31)
Lists = dict[int, list[dict[str, Any]]]


def soiled(lists: Lists, kind: str) -> tuple[list[Sheet], list[Sheet], list[Spot]]:
    """The clean sheets, the same with one kind of dirt, and where it is."""
    clean, dirty = sheets_of(lists, "2024"), sheets_of(lists, "2024")
    return clean, dirty, soil(dirty, Dirt(11, frozenset({kind})))


def changed(lists: Lists, kind: str) -> list[tuple[Any, Any, Kind]]:
    """Before, after and the kind of column of every cell that differs; the spots are exactly those."""
    clean, dirty, spots = soiled(lists, kind)
    found, places = [], set()
    for before, after in zip(clean, dirty, strict=True):
        for row, (was, is_now) in enumerate(zip(before.rows, after.rows, strict=True), start=2):
            for column, one, other in zip(before.columns, was, is_now, strict=True):
                if one != other:
                    found.append((one, other, column.kind))
                    places.add((kind, after.name, row, column.heading))
    assert {(s.kind, s.sheet, s.row, s.heading) for s in spots} == places
    assert found
    return found


CELLS: dict[str, Callable[[Any, Any], bool]] = {
    "decimal_age": lambda was, now: isinstance(now, float) and int(now) == was,
    "bare_codes": lambda was, now: now in was and len(now) < len(was) and ")" not in now[:2],
    "provider_dash": lambda was, now: now == was.replace(": ", " - ") and now.startswith("PR"),
    "error_cells": lambda was, now: now == Broken("#N/A"),
    "non_breaking_spaces": lambda was, now: "\u00a0" in now and " ".join(now.split()) == was,
    "workflow_text": lambda was, now: ")" not in now and ":" not in now,
    "invalid_postcodes": lambda was, now: was.startswith("ZZ") and now != was,
    "date_text": lambda was, now: now in (f"{was:%d/%m/%Y}", was.isoformat()),
    "impossible_dates": lambda was, now: now[:5] in ("31/02", "30/02", "00/01", "31/11"),
    "two_digit_years": lambda was, now: now == f"{was:%d/%m/%y}",
    "us_order": lambda was, now: now == f"{was:%m/%d/%Y}" and was.day > 12,
    "future_dates": lambda was, now: now > LAST,
    "before_1900": lambda was, now: now == "14/03/1897",
    "serial_60": lambda was, now: now == 60,
    "negative_serial": lambda was, now: now == -5,
    "odd_counts": lambda was, now: now in (-1, 2.5, "1,000", "50%", "<5", "-", "n/a"),
    "blank_needed": lambda was, now: now is None,
    "look_alikes": lambda was, now: not now.isascii() and len(now) == len(was),
    "zero_width": lambda was, now: now.replace("\u200b", "") == was,
    "right_to_left": lambda was, now: now == f"\u200f{was}\u200e",
    "control_characters": lambda was, now: now == was + "\x00\x07",
    "long_text": lambda was, now: 25_000 < len(now) < 32_767,
    "two_birth_dates": lambda was, now: was - now == timedelta(days=371),
    "low_counters": lambda was, now: was > 0 == now,
    "identifier_case": lambda was, now: now == was.lower() != was,
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_kind_of_cell_becomes_what_its_name_says(lists: Lists, kind: str) -> None:
    for was, now, of in changed(lists, kind):
        assert CELLS[kind](was, now), (was, now, of)


def test_a_date_of_disorder_is_before_the_first_step(lists: Lists) -> None:
    _, dirty, spots = soiled(lists, "disordered_dates")
    cells: dict[str, Any]
    for spot in spots:
        sheet = next(each for each in dirty if each.name == spot.sheet)
        cells = dict(zip((c.field for c in sheet.columns), sheet.rows[spot.row - 2], strict=True))
        first = cells.get("started") or cells["decided"]
        field = next(c.field for c in sheet.columns if c.heading == spot.heading)
        assert first - timedelta(days=60) <= cells[field] < first


def test_a_row_is_repeated_at_the_end_of_its_sheet(lists: Lists) -> None:
    clean, dirty, spots = soiled(lists, "repeated_rows")
    assert spots
    for before, after in zip(clean, dirty, strict=True):
        added = after.rows[len(before.rows) :]
        assert after.rows[: len(before.rows)] == before.rows
        assert all(row in before.rows for row in added)
        assert len(added) == len([spot for spot in spots if spot.sheet == after.name])


def test_young_people_of_nineteen_are_so_in_every_list(lists: Lists) -> None:
    clean, dirty, spots = soiled(lists, "over_18")
    older = set()
    for sheet in dirty[:10]:
        for row, cells in enumerate(sheet.rows, start=2):
            held = dict(zip((c.field for c in sheet.columns), cells, strict=True))
            if any(spot.sheet == sheet.name and spot.row == row for spot in spots):
                assert held["age"] == 19
                older.add(held["child"])
    of_all = {c for sheet in clean[5:8:2] for c in (row[0] for row in sheet.rows)}
    assert older and older <= of_all
    assert len(spots) >= len(older)


SHEETS: dict[str, Callable[[list[Sheet]], bool]] = {
    "sheet_names": lambda them: {s.name for s in them} >= {"List 1", "List_2", "List 3 - Referrals"},
    "title_row": lambda them: [bool(s.above) for s in them] == [s.spec.number % 2 == 1 for s in them],
    "age_heading": lambda them: all("Age" in s.headings for s in them[:10]),
    "heading_quotes": lambda them: "Child’s Legal Status" in them[7].headings,
    "heading_case": lambda them: any(h.isupper() for s in them for h in s.headings),
    "heading_spaces": lambda them: any(h != h.strip() or "\u00a0" in h for s in them for h in s.headings),
    "hidden_sheet": lambda them: [s.hidden for s in them].count(True) == 1,
    "sheet_order": lambda them: [s.spec.number for s in them] != list(range(1, 12)),
    "extra_column": lambda them: [s.headings[-1] == "Local notes" for s in them].count(True) == 1,
}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_kind_of_sheet_becomes_what_its_name_says(lists: Lists, kind: str) -> None:
    clean, dirty, spots = soiled(lists, kind)
    assert SHEETS[kind](dirty) and not SHEETS[kind](clean)
    assert spots and {spot.kind for spot in spots} == {kind}
    by_number = {sheet.spec.number: sheet for sheet in dirty}
    for before in clean:
        width = len(before.columns)
        assert [row[:width] for row in by_number[before.spec.number].rows] == before.rows


def test_every_kind_is_tested_here() -> None:
    others = {"disordered_dates", "repeated_rows", "over_18", "date_1904"}
    assert set(CELLS) | set(SHEETS) | others == ALL == set(KINDS)


def test_a_workbook_from_1904_shows_the_same_dates(lists: Lists) -> None:
    content = annex_a_workbook(lists, "2024", Dirt(1, frozenset({"date_1904"})))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.epoch.year == 1904
    shown = book["List_1"].cell(2, 6).value
    assert shown is not None and shown.date() == lists[1][0]["contacted"]


def test_error_cells_and_titles_are_written_as_excel_does(lists: Lists) -> None:
    content = annex_a_workbook(
        lists, "2024", Dirt(1, frozenset({"error_cells", "title_row", "hidden_sheet"}))
    )
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert book["List_1"].cell(1, 1).value == "List 1: Contacts"
    assert book["List_1"].cell(2, 1).value == "Child Unique ID"
    assert [page.sheet_state for page in book.worksheets].count("hidden") == 1
    assert any(cell.value == "#N/A" for row in book["List_8"].iter_rows() for cell in row)


def test_all_kinds_go_into_one_file_the_same_for_the_same_seed(lists: Lists) -> None:
    layouts: tuple[Layout, ...] = ("2019", "2024")
    for layout in layouts:
        sheets = sheets_of(lists, layout)
        spots = soil(sheets, Dirt(5))
        assert {spot.kind for spot in spots} == ALL
        places = [(s.sheet, s.row, s.heading) for s in spots if s.row and s.kind != "repeated_rows"]
        cells_only = [
            s for s in spots if s.kind in CELLS and s.kind not in ("two_birth_dates", "low_counters")
        ]
        assert len(places) > len(cells_only) > 100
    few = {number: rows[:60] for number, rows in lists.items()}
    one, same, other = (annex_a_workbook(few, "2024", Dirt(seed)) for seed in (5, 5, 6))
    assert one == same != other


def test_a_share_decides_how_much(lists: Lists) -> None:
    few, many = (
        soil(sheets_of(lists, "2024"), Dirt(1, frozenset({"bare_codes"}), share)) for share in (0.02, 0.3)
    )
    assert 12 * len(few) < len(many) < 18 * len(few)


def test_empty_lists_stay_empty() -> None:
    sheets = sheets_of({number: [] for number in BY_NUMBER}, "2019")
    soil(sheets, Dirt(1))
    assert not any(sheet.rows for sheet in sheets)


def test_dirt_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no dirt of kind mud"):
        Dirt(1, frozenset({"mud"}))
    with pytest.raises(ValueError, match="share of rows"):
        Dirt(1, share=0)
