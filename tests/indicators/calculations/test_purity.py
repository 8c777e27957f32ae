"""The calculations know nothing of Django, files, settings or the clock."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import indicators.calculations.periods as periods

MODULES = sorted(Path(periods.__file__).parent.glob("*.py"))
ALLOWED_IMPORTS = {
    "__future__",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    # Arrays of whole numbers, in which comparators are exact (docs/adr/0019).
    "numpy",
    "numpy.typing",
    "re",
    "unicodedata",
}
CLOCK_AND_FILES = {
    "today",
    "now",
    "utcnow",
    "fromtimestamp",
    "open",
    "print",
    "input",
    "exec",
    "eval",
    "getenv",
}


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            names.add(node.module or "")
    return names


def called(tree: ast.AST) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    attributes = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return attributes | {call.id for call in calls if isinstance(call, ast.Name)}


def test_the_folder_holds_the_calculations() -> None:
    assert {"periods.py", "figures.py", "rag.py", "suppression.py"} <= {path.name for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_calculation_imports_only_plain_python_and_its_neighbours(path: Path) -> None:
    for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
        assert name.startswith("indicators.calculations.") or name.split(".")[0] in ALLOWED_IMPORTS, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_calculation_reads_neither_the_clock_nor_a_file(path: Path) -> None:
    assert not called(ast.parse(path.read_text(encoding="utf-8"))) & CLOCK_AND_FILES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_a_calculation_never_makes_a_float(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert "float" not in called(tree)
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno + 1 < 40, node.name
