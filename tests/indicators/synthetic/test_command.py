"""`synthetic_annex_a`: a file to try the portal with, which says that nobody in it exists."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command


def run(*words: str) -> tuple[dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("synthetic_annex_a", *words, "--children", "40", stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def children_in(path: Path) -> set[Any]:
    pages = openpyxl.load_workbook(path).worksheets[:10]
    return {row[0].value for page in pages for row in page.iter_rows(min_row=2)}


def test_it_writes_a_workbook_and_says_how_much_and_that_nobody_exists(tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"
    said, warned = run("--period", "2025-01", "--seed", "3", "--output", str(path))
    assert said["path"] == str(path) and said["children"] == 40
    assert "synthetic" in warned and "nobody" in warned
    pages = openpyxl.load_workbook(path).worksheets
    assert [page.title for page in pages] == [f"List_{number}" for number in range(1, 12)]
    assert sum(page.max_row - 1 for page in pages) == said["rows"] > 150
    assert pages[8].max_column == 13


def test_one_seed_has_the_same_children_at_every_period(tmp_path: Path) -> None:
    paths = [tmp_path / f"{period}.xlsx" for period in ("2024-10", "2025-01")]
    for path in paths:
        run("--period", path.stem, "--output", str(path))
    one, other = (children_in(path) for path in paths)
    assert len(one & other) > len(one) / 3


def test_months_layout_and_dirt_are_as_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    short, _ = run("--period", "2025-01", "--output", str(path))
    long, _ = run("--period", "2025-01", "--months", "12", "--layout", "2024", "--output", str(path))
    assert long["rows"] > 1.4 * short["rows"]
    assert openpyxl.load_workbook(path)["List_9"].max_column == 17
    run("--period", "2025-01", "--dirt", "title_row", "--output", str(path))
    assert openpyxl.load_workbook(path)["List_1"].cell(1, 1).value == "List 1: Contacts"
    run("--period", "2025-01", "--dirt", "--output", str(path))
    assert "List 1" in openpyxl.load_workbook(path).sheetnames


def test_csv_goes_into_a_folder_or_an_archive(tmp_path: Path) -> None:
    folder, archive = tmp_path / "lists", tmp_path / "lists.zip"
    run("--period", "2025-01", "--csv", "--output", str(folder))
    run("--period", "2025-01", "--csv", "--output", str(archive))
    first = archive.read_bytes()
    run("--period", "2025-01", "--csv", "--output", str(archive))
    assert archive.read_bytes() == first
    with zipfile.ZipFile(archive) as held:
        assert {name: held.read(name) for name in held.namelist()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
        assert len(held.namelist()) == 11


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--period", "2019-01"), "begin in January 2022"),
        (("--period", "soon"), "not a period"),
        (("--period", "2025-01", "--dirt", "mud"), "no dirt of kind mud"),
        (("--period", "2025-01", "--csv", "--dirt"), "Dirt is of workbooks"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(CommandError, match=sentence):
        run(*words, "--output", str(path))
    assert not path.exists()


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        run("--period", "2025-01", "--output", str(tmp_path / "nowhere" / "a.xlsx"))
