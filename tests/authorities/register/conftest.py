from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from authorities.register.loader import DATA, read_register
from authorities.register.rows import Register
from authorities.register.store import store_register


@pytest.fixture(scope="session")
def register() -> Register:
    return read_register()


@pytest.fixture
def stored(db: None, register: Register) -> Register:
    """The register, in the database."""
    store_register(register)
    return register


@pytest.fixture
def altered(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Puts one text in place of another in a copy of the register's files, and gives the copy's folder."""
    folder = tmp_path / "register"
    shutil.copytree(DATA, folder)

    def alter(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {file} for this test"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return alter
