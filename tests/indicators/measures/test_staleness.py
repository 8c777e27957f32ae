"""A change makes stale the figures that read what changed: no fewer, and no others."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from datetime import date
from typing import Any

import polars as pl
import pytest

from indicators.calculations.working_days import WorkingDays
from indicators.measures.choices import Choices, choices_from
from indicators.measures.definitions import DEFINITIONS
from indicators.measures.staleness import codes_of_choices, codes_of_the_calendar, fingerprint
from indicators.synthetic.lists import lists_at
from indicators.synthetic.lives import make_lives
from tests.indicators.measures.slow.world import SlowReturn
from tests.indicators.measures.worlds import CALENDAR, WANTED, engine_figures, stored

ENDS = (date(2024, 3, 31), date(2024, 9, 30))
# Each choice, with the teams of the generator, changed to something else.
CHANGED: dict[str, Any] = {
    "cp_visit_working_days": 4,
    "cin_visit_working_days": 7,
    "care_visit_days": 20,
    "lower_visit_frequency": True,
    "visits_without_teams": "first team",
    "checks_of_all": True,
    "health_under_5_in_6_months": True,
    "missing_of_current": True,
    "eve_of_18_counts": True,
    "former_relevant_only": True,
    "residential": ("U4", "U6"),
    "in_house_of_fostered": True,
    "corporate_teams": "first team",
    "team_groups": {"first team": "disability"},
}


RARE = ("eve_of_18_counts", "former_relevant_only", "health_under_5_in_6_months", "lower_visit_frequency")


@pytest.fixture(scope="module")
def world() -> Any:
    lives = make_lives(seed=11, children=150, first=date(2021, 1, 1), last=ENDS[-1])
    return stored([SlowReturn(end, lists_at(lives, end), "2024") for end in ENDS])


def changed(name: str, world: Any) -> Choices:
    value = CHANGED[name]
    in_need = world[0][6].filter((pl.col("status") == "c") & pl.col("last_seen").is_not_null())
    team = in_need.drop_nulls("team")["team"].mode()[0]
    if isinstance(value, dict):
        return choices_from({name: {team: "disability"}})
    return choices_from({name: [team] if value == "first team" else value})


def test_every_choice_is_changed_here() -> None:
    assert CHANGED.keys() == {field.name for field in fields(Choices)}


@pytest.mark.parametrize("name", CHANGED)
def test_a_choice_touches_the_figures_that_it_says_and_no_others(name: str, world: Any) -> None:
    choices = changed(name, world)
    frames, held = world
    before, after = (engine_figures(frames, held, each) for each in (Choices(), choices))
    moved = {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    told = set(codes_of_choices(Choices(), choices))
    assert moved <= told
    # A choice that moves nothing in so many children would be no choice; a few turn on what is rare here.
    assert moved or name in RARE
    assert len(told) <= 2


def test_a_bank_holiday_touches_the_figures_that_count_working_days_and_no_others(world: Any) -> None:
    fewer = WorkingDays(CALENDAR.first, CALENDAR.last, frozenset())
    frames, held = world
    before, after = (engine_figures(frames, held, Choices(), WANTED, each) for each in (CALENDAR, fewer))
    moved = {key[0] for key in before if before[key] != after[key]}
    assert moved and moved <= set(codes_of_the_calendar())
    assert {"ASM_45D_PCT", "ICPC_15D_PCT", "CP_VISIT_PCT", "EH_STEPDOWN_N"} <= set(codes_of_the_calendar())
    assert not {"REF_N", "CLA_VISIT_PCT", "CP_END_2Y_PCT"} & set(codes_of_the_calendar())


def test_two_codes_share_a_fingerprint_only_where_they_count_the_same_rows() -> None:
    same: dict[str, list[str]] = {}
    for code in DEFINITIONS:
        same.setdefault(fingerprint(code), []).append(code)
    shared = sorted(tuple(sorted(codes)) for codes in same.values() if len(codes) > 1)
    assert shared == [
        *(("ASM_START_N", "ASM_START_RATE"), ("CIN_N", "CIN_RATE"), ("CLA_N", "CLA_RATE")),
        *(("CP_N", "CP_RATE"), ("EH_CLOSED_N", "EH_DONE_N"), ("REF_N", "REF_RATE"), ("S47_N", "S47_RATE")),
    ]


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    told = "from indicators.measures.staleness import fingerprint; print(fingerprint('CLA_RESID_N'))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == fingerprint("CLA_RESID_N")
