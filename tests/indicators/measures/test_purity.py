"""The measures know nothing of Django, files, settings or the clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import indicators.measures.counting as counting
from tests.source_files import imports, tree

MODULES = sorted(Path("indicators/measures").glob("*.py"))
ALLOWED = {
    *("__future__", "collections", "dataclasses", "datetime", "decimal", "hashlib", "itertools", "typing"),
    *("numpy", "polars"),
}
OURS = ("indicators.annex_a", "indicators.calculations", "indicators.measures")
CLOCK_AND_FILES = {
    "today",
    "now",
    "utcnow",
    "open",
    "print",
    "read_csv",
    "read_parquet",
    "scan_csv",
    "write_csv",
}


def test_the_folder_holds_the_measures() -> None:
    assert Path(counting.__file__).name in {path.name for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_measure_imports_only_arrays_frames_and_what_is_pure(path: Path) -> None:
    for name in imports(path):
        assert name.startswith(OURS) or name == "indicators" or name.split(".")[0] in ALLOWED, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_measure_reads_neither_the_clock_nor_a_file(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    named = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not (named | {call.id for call in calls if isinstance(call, ast.Name)}) & CLOCK_AND_FILES
