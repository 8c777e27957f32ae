"""Synthetic lives: reproducible, of plausible size, about nobody, and rich in what the rules are about."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from authorities.register.loader import read_register
from indicators.synthetic.chance import birthday
from indicators.synthetic.identifiers import identifiers
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import Lives, make_lives
from indicators.synthetic.workbook import annex_a_workbook

FIRST, LAST = date(2023, 1, 31), date(2025, 1, 31)
DIGEST = """
import hashlib
from datetime import date
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import make_lives
from indicators.synthetic.workbook import annex_a_workbook
day = date(2025, 1, 31)
print(hashlib.sha256(annex_a_workbook(lists_at(make_lives(3, 40, day, day), day))).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_another_process_too() -> None:
    content = annex_a_workbook(lists_at(make_lives(3, 40, LAST, LAST), LAST))
    elsewhere = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={**os.environ, "PYTHONHASHSEED": "99", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_another_seed_gives_other_lives() -> None:
    one, other = (make_lives(seed, 40, LAST, LAST) for seed in (1, 2))
    assert one.children != other.children
    assert make_lives(1, 40, LAST, LAST) == one


def test_lives_that_go_on_longer_are_the_same_lives() -> None:
    short, long = (make_lives(1, 40, FIRST, last) for last in (date(2023, 12, 31), date(2025, 3, 31)))
    assert len(long.children) > len(short.children)
    for period_end in (FIRST, date(2023, 12, 31)):
        assert lists_at(short, period_end) == lists_at(long, period_end)


def test_lives_without_a_child_or_a_time_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one open case"):
        make_lives(1, 0, FIRST, LAST)
    with pytest.raises(ValueError, match="last period end not before"):
        make_lives(1, 10, LAST, FIRST)
    with pytest.raises(ValueError, match="show period ends from 2023-01-31 to 2025-01-31"):
        lists_at(make_lives(1, 10, FIRST, LAST), date(2025, 2, 28))


def test_nobody_is_born_on_a_day_when_anything_happens(lives: Lives) -> None:
    sought = identifiers(lives)
    births = {child.born for child in lives.children if child.born.isoformat() in sought}
    assert len(births) > 500
    # Nor at an end of a month, where period ends and months of birth are kept.
    assert all(1 < born.day < 28 for born in births)
    for period_end in (FIRST, date(2024, 2, 29), LAST):
        dates = {
            value
            for rows in lists_at(lives, period_end).values()
            for row in rows
            for key, value in row.items()
            if isinstance(value, date) and key != "born"
        }
        assert len(dates) > 300
        assert not births & dates


def test_the_files_hold_no_identifier_worker_or_postcode_that_the_search_does_not_know(lives: Lives) -> None:
    sought = identifiers(lives)
    secret = ("child", "adopter", "family", "worker", "adviser", "postcode")
    for rows in lists_at(lives, LAST).values():
        held = {row[key] for row in rows for key in secret if row.get(key)}
        assert held and held <= sought


def test_lives_hold_what_the_rules_are_about(lives: Lives, lists: dict[int, list[dict[str, Any]]]) -> None:
    children = lives.children
    assert any(child.born > LAST and child.referrals for child in children), "unborn"
    assert any((child.born.month, child.born.day) == (2, 29) for child in children), "born on a leap day"
    assert any(len(child.plans) > 1 for child in children), "repeat plans"
    assert any((p.ended - p.started).days > 730 for c in children for p in c.plans if p.ended), "long plans"
    assert any(len(child.care) > 1 for child in children), "care again"
    assert any(child.unaccompanied for child in children)
    legal = {code for child in children for care in child.care for _, code in care.legal}
    assert {"V2", "V3", "V4", "C1", "C2", "E1", "L1", "L2"} <= legal
    ceased = {care.ceased for child in children for care in child.care}
    assert {"E11", "E12", "E45", "E4A", "E17", "E3"} <= ceased
    assert any(child.adoption and child.adoption.reversed for child in children)
    families = [child.family for child in children]
    assert len(set(families)) < len(families), "siblings"
    of_age = [
        care.ended - birthday(child.born, 18)
        for child in children
        for care in child.care
        if care.ended >= birthday(child.born, 18) - timedelta(days=1)
    ]
    assert set(of_age) == {timedelta(0), timedelta(days=-1)}, "the birthday, and for some its eve"
    assert {row["status"] for row in lists[6]} == set("abcde")
    assert {row["eligibility"] for row in lists[9]} >= {"b", "d"}


def test_nobody_grows_up_in_care_or_in_need(lives: Lives) -> None:
    for child in lives.children:
        adult = birthday(child.born, 18)
        lasted = [(need.started, need.ended) for need in child.needs]
        lasted += [(plan.started, plan.ended) for plan in child.plans]
        lasted += [(care.started, care.ended) for care in child.care]
        assert all(ended and started <= ended <= adult for started, ended in lasted)
        for care in child.care:
            assert child.born <= care.started
            assert care.placements[0].started == care.started


def test_no_word_names_a_real_place(lists: dict[int, list[dict[str, Any]]]) -> None:
    real = {entry.name.casefold() for entry in read_register().authorities}
    words = {
        word
        for rows in lists.values()
        for row in rows
        for value in row.values()
        if isinstance(value, str)
        for word in value.casefold().split()
    }
    assert {"camden", "sefton"} <= real and "amber" in words
    assert not words & real
