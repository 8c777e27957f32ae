"""The project's own files, and what their syntax trees say, for the tests that hold the house rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = ("authorities", "indicators", "reports", "config")
# Made or installed, not written. `var` is the data folder of whoever runs the portal here.
NOT_OURS = {"node_modules", "var", "__pycache__", "test-results", ".env"}


def python_files(*folders: str) -> list[Path]:
    """Paths relative to the root, in order."""
    found = [path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if not set(path.parts) & NOT_OURS)


def text_files() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, wherever it lies, with its text."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        hidden = any(part.startswith(".") and part not in (".ci", inside.name) for part in inside.parts)
        if hidden or set(inside.parts) & NOT_OURS or not path.is_file():
            continue
        try:
            yield inside, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def imports(path: Path) -> set[str]:
    """The modules a file imports, in full, those of its functions and its type checking too."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = path.parent.parts[: len(path.parent.parts) - node.level + 1] if node.level else ()
            base = ".".join([*package, *filter(None, [node.module])])
            # `from authorities import audit` imports a module as much as `import authorities.audit`.
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def names_of(path: Path, module: str) -> set[str]:
    """What a file takes from a module: `os.environ`, `from os import getenv` and so on."""
    taken: set[str] = set()
    aliases: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            aliases |= {alias.asname or alias.name for alias in node.names if alias.name == module}
        elif isinstance(node, ast.ImportFrom) and node.module == module:
            taken |= {alias.name for alias in node.names}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in aliases:
            taken.add(node.attr)
    return taken


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and its length in lines, from `def` to its end."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
