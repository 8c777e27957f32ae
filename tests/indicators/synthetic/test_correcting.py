"""Late entry: a few events change, are named, and nothing else in the lists does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.annex_a.lists import LISTS
from indicators.synthetic.correcting import corrected
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives

HALF, LAST = date(2024, 8, 1), date(2025, 1, 31)


@pytest.fixture(scope="module")
def lives() -> Lives:
    return make_lives(9, 150, LAST, LAST)


def rows_by_key(lives: Lives) -> dict[tuple[int, Any], dict[str, Any]]:
    return {
        (spec.number, tuple(row[key] for key in spec.key)): {k: v for k, v in row.items() if k != "row"}
        for spec in LISTS
        for row in lists_at(lives, LAST)[spec.number]
    }


def test_late_entry_changes_what_it_says_and_nothing_else(lives: Lives) -> None:
    late = corrected(lives, 3, HALF, LAST)
    before, after = rows_by_key(lives), rows_by_key(late)
    different = {key for key in before | after if before.get(key) != after.get(key)}
    found = {(number, key[0]) for number, key in different}
    assert found - {(6, child) for _, child in found} <= {(c.number, c.child) for c in late.changes}
    assert {change.number for change in late.changes} == {1, 2, 3, 4, 6}
    for change in late.changes:
        assert (change.number, change.child) in found
        assert all(HALF <= day <= LAST for day in (change.before, change.after) if day)
    statuses = [key for key in different if key[0] == 6]
    assert {key[1][0] for key in statuses} <= {c.child for c in late.changes if c.number == 6}


def test_late_entry_leaves_the_lives_it_was_given_alone_and_is_reproducible(lives: Lives) -> None:
    before = rows_by_key(lives)
    one, again, other = corrected(lives, 3), corrected(lives, 3), corrected(lives, 4)
    assert one == again and one.changes != other.changes
    assert rows_by_key(lives) == before
    assert len(corrected(one, 5).changes) > len(one.changes)
