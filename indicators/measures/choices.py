"""Where the counting rules leave a choice: the defaults, and what an authority chose instead.

Defaults are those of docs/guide/counting.md. Pure values: read from `MeasureChoice.chosen` elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

TEAM_GROUPS = (
    "disability",
    "assessment and safeguarding",
    "care and leaving care",
    "adoption and fostering",
)


@dataclass(frozen=True, slots=True)
class Choices:
    """One authority's way of counting. Days are working days where the name says so."""

    cp_visit_working_days: int = 10
    cin_visit_working_days: int = 20
    care_visit_days: int = 42
    # 91 days where the plan is long-term fostering and the placement has lasted 12 months.
    lower_visit_frequency: bool = False
    # Teams whose cases CIN_VISIT_PCT leaves out (Sefton leaves out its disability service).
    visits_without_teams: tuple[str, ...] = ()
    # Health and dental checks: those looked after for 12 months, or all.
    checks_of_all: bool = False
    # Under-fives need a health assessment within 6 months, the nearest that one date allows.
    health_under_5_in_6_months: bool = False
    # Missing and absent: every row of list 8, or those looked after at the period end alone.
    missing_of_current: bool = False
    # Exits: care that ended on the eve of the 18th birthday counts as stayed.
    eve_of_18_counts: bool = False
    # Care leavers: all of list 9, or former relevant alone.
    former_relevant_only: bool = False
    residential: tuple[str, ...] = ("K1", "K2", "R1", "S1")
    # In-house fostering as a share of those fostered, not of all looked after.
    in_house_of_fostered: bool = False
    corporate_teams: tuple[str, ...] = ()
    # Team name to one of TEAM_GROUPS.
    team_groups: Mapping[str, str] = field(default_factory=dict)


def choices_from(chosen: Mapping[str, Any]) -> Choices:
    """The defaults with what was chosen. ValueError for a name that is none."""
    known = {f.name for f in fields(Choices)}
    if unknown := sorted(set(chosen) - known):
        raise ValueError(f"There is no choice named {', '.join(unknown)}.")
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in chosen.items()}
    return Choices(**values)
