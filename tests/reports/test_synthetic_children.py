"""The demonstration's synthetic children: handed in by the real flow, the newest left to a visitor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from authorities.models import Authority, Role
from indicators.models import Return, ReturnKind, ReturnState
from indicators.returns.examining import examine
from reports.demonstration import children
from reports.demonstration.accounts import make_sign_ins, person
from reports.demonstration.children import annex_a_of, hand_in_children, lives_of
from reports.management.commands.load_reference import load_reference

pytestmark = pytest.mark.django_db
QUARTERS = [date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30)]


@pytest.fixture(autouse=True)
def a_small_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some fifty open cases: reading ten times as many would show nothing more."""
    monkeypatch.setattr(children, "OPEN_CASES", 20)


def test_all_quarters_but_the_newest_are_approved_and_that_one_is_left_to_upload(
    settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    load_reference(demonstration=True)
    authority = Authority.objects.get(code="D10")
    assert authority.region is not None
    make_sign_ins([authority], authority.region)
    said: list[str] = []
    analyst, approver = person(Role.ANALYST), person(Role.APPROVER)
    new = hand_in_children(authority, QUARTERS, analyst=analyst, approver=approver, say=said.append)
    assert new == 2
    held = Return.objects.filter(authority=authority, kind=ReturnKind.CHILDREN, state=ReturnState.APPROVED)
    assert sorted(held.values_list("period_end", flat=True)) == QUARTERS[:2]
    left = tmp_path / "demonstration" / "annex-a-D10-2025-06.xlsx"
    assert any(left.name in sentence for sentence in said)
    found = examine(
        authority=authority, period_end=QUARTERS[2], file_name=left.name, content=left.read_bytes()
    )
    assert found.kind == ReturnKind.CHILDREN and not found.errors
    assert found.lists is not None and len(found.lists.lists) == 11
    assert hand_in_children(authority, QUARTERS, analyst=analyst, approver=approver) == 0
    assert Return.objects.count() == 2


def test_a_file_is_the_same_bytes_when_the_demonstration_has_grown_by_a_quarter() -> None:
    authority = Authority(code="D10", name="Somewhere")
    now, later = (annex_a_of(authority, lives_of(authority, last), QUARTERS[0]) for last in QUARTERS[:2])
    assert now == later
    assert now[0] == "annex-a-D10-2024-12.xlsx"
