"""Three years of made-up authorities: workbooks and the engine against plain rows and the slow answers."""

from __future__ import annotations

from collections import Counter

import pytest

from indicators.measures.choices import TEAM_GROUPS, Choices
from tests.indicators.measures.histories import (
    QUARTER_ENDS,
    layouts_by,
    lives_of,
    returned,
    through_workbooks,
)
from tests.indicators.measures.worlds import WANTED, differences, engine_figures, slow_figures

USUAL = Choices(
    corporate_teams=("children in care team 1",),
    team_groups={"Children in Care Team 1": TEAM_GROUPS[2], "Assessment Team 1": TEAM_GROUPS[1]},
)
OTHERWISE = Choices(
    checks_of_all=True,
    health_under_5_in_6_months=True,
    missing_of_current=True,
    eve_of_18_counts=True,
    former_relevant_only=True,
    lower_visit_frequency=True,
    in_house_of_fostered=True,
    visits_without_teams=("children with disabilities team 1",),
    corporate_teams=("Safeguarding Team 1",),
    team_groups={"Leaving Care Team 1": TEAM_GROUPS[2]},
)


@pytest.mark.parametrize("seed", range(10))
def test_twelve_quarterly_workbooks_give_the_slow_figures(seed: int) -> None:
    lives = lives_of(seed, 40 + 4 * seed)
    layouts = layouts_by(seed, QUARTER_ENDS)
    returns = [returned(lives, day, layouts[day]) for day in QUARTER_ENDS]
    frames, held = through_workbooks(returns)
    assert [each.lists[9] for each in held] == [layouts[day] for day in QUARTER_ENDS]
    choices = OTHERWISE if seed % 2 else USUAL
    slow = slow_figures(returns, choices)
    lines = differences(engine_figures(frames, held, choices), slow)
    assert not lines, "\n".join(lines[:40])
    # Nothing was compared that is not there: every figure, and most of them above 0 at some time.
    assert {code for code, _, _ in slow} == set(WANTED)
    above = Counter(code for (code, _, _), figure in slow.items() if figure.numerator)
    assert len(above) > 60
