"""One set of synthetic lives for all tests of them: they are only looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives

FIRST, LAST = date(2023, 1, 31), date(2025, 1, 31)


@pytest.fixture(scope="session")
def lives() -> Lives:
    return make_lives(7, 300, FIRST, LAST)


@pytest.fixture(scope="session")
def lists(lives: Lives) -> dict[int, list[dict[str, Any]]]:
    """The lists at the last period end."""
    return lists_at(lives, LAST)
