"""Synthetic children of one fictional authority: its Annex A files, handed in by the real flow.

The newest quarter's file is left in a folder, for a visitor to upload.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings

from authorities.models import Authority, User
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import FIRST, Lives, make_lives
from indicators.synthetic.rates import OPEN_CASES
from indicators.synthetic.workbook import annex_a_workbook
from indicators.waiting import finish
from reports.demonstration.flow import hand_in_and_approve
from reports.demonstration.synthetic import SEED, SyntheticAuthority


def hand_in_children(
    authority: Authority,
    quarters: list[date],
    *,
    analyst: User,
    approver: User,
    say: Callable[[str], None] = lambda _: None,
) -> int:
    """The child-level returns of the quarters but the newest; how many were new.

    Running it again changes nothing. `quarters` are in order; the newest is written as a sample.
    """
    lives = lives_of(authority, quarters[-1])
    handed_in, job = 0, None
    for period_end in quarters[:-1]:
        name, content = annex_a_of(authority, lives, period_end)
        queued = hand_in_and_approve(authority, period_end, name, content, analyst=analyst, approver=approver)
        job, handed_in = queued or job, handed_in + (queued is not None)
    if job is not None:
        finish(job)
    say(f"{authority.name}: {handed_in} returns of synthetic children, eleven lists each")
    sample = write_annex_a(authority, lives, quarters[-1], settings.DATA_DIR / "demonstration")
    say(f"Annex A of {authority} at {quarters[-1]:%B %Y} to upload yourself: {os.path.relpath(sample)}")
    return handed_in


def lives_of(authority: Authority, last: date) -> Lives:
    """As many open cases as the authority's synthetic population would have, up to that period end."""
    population = SyntheticAuthority(authority.code, SEED).population
    return make_lives(SEED, round(population * OPEN_CASES / 10_000), FIRST, last)


def annex_a_of(authority: Authority, lives: Lives, period_end: date) -> tuple[str, bytes]:
    """File name and workbook. The same period end gives the same bytes."""
    content = annex_a_workbook(lists_at(lives, period_end), "2024")
    return f"annex-a-{authority.code}-{period_end:%Y-%m}.xlsx", content


def write_annex_a(authority: Authority, lives: Lives, period_end: date, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    name, content = annex_a_of(authority, lives, period_end)
    path = folder / name
    path.write_bytes(content)
    return path
