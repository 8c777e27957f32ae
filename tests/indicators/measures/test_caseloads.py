from __future__ import annotations

from datetime import date

import pytest

from indicators.calculations.periods import Window
from indicators.measures.behind import rows_behind
from indicators.measures.choices import TEAM_GROUPS, Choices
from tests.indicators.measures.plain_returns import a_return, day, figures
from tests.indicators.measures.slow.world import Row, SlowReturn
from tests.indicators.measures.worlds import CALENDAR, stored

END = "2024-06-30"
GROUPED = Choices(team_groups={"Disability  Team": TEAM_GROUPS[0], "adoption": TEAM_GROUPS[3]})


def cases(worker: str | None, times: int, team: str | None = None) -> list[Row]:
    return [
        {"child": f"{worker} {n}", "started": day("2024-01-10"), "worker": worker, "team": team}
        for n in range(times)
    ]


def of_need(rows: list[Row]) -> list[SlowReturn]:
    leavers: list[Row] = [{"child": "z", "age": 20, "worker": "a", "adviser": None, "team": "adoption"}]
    return [a_return(END, "2024", list6=rows, list9=leavers)]


ROWS = [
    *cases("a", 21, "disability team"),
    *cases("b", 20, "Duty"),
    *cases(None, 3, "adoption"),
    {"child": "closed", "started": day("2024-01-10"), "ended": day(END), "worker": "c"},
]


@pytest.mark.parametrize(
    ("code", "expected", "excluded"),
    [
        ("WF_CASELOAD_AVG", (42, 2), 3),
        ("WF_CASELOAD_MAX", (21, None), 3),
        ("WF_SW20_PCT", (1, 2), 3),
        ("WF_PA20_PCT", (0, 0), 1),
        ("WF_CASELOAD_TEAM", (22, 2), 3),
    ],
)
def test_cases_without_a_worker_are_left_out_and_workers_are_counted_once(
    code: str, expected: tuple[int, int | None], excluded: int
) -> None:
    figure = figures(of_need(ROWS), code, Window.S, GROUPED)[END]
    assert (figure.numerator, figure.denominator) == expected
    assert figure.excluded == {"no worker named": excluded}
    behind = rows_behind(*stored(of_need(ROWS)), GROUPED, CALENDAR, code, Window.S, date(2024, 6, 30))
    assert len([each for each in behind if each.side == "excluded"]) == excluded
    assert {each.reason for each in behind} == {"no worker named"} | ({""} if expected != (0, 0) else set())


def test_each_group_of_teams_has_its_sentence() -> None:
    notes = figures(of_need(ROWS), "WF_CASELOAD_TEAM", Window.S, GROUPED)[END].notes
    assert notes == ("adoption and fostering: 1 cases, 1 workers", "disability: 21 cases, 1 workers")


def test_without_a_map_of_teams_there_is_no_caseload_by_team() -> None:
    assert figures(of_need(ROWS), "WF_CASELOAD_TEAM", Window.S) == {}


def test_where_nobody_holds_a_case_the_largest_caseload_is_nought() -> None:
    figure = figures([a_return(END, list6=[])], "WF_CASELOAD_MAX", Window.S)[END]
    assert (figure.numerator, figure.denominator, figure.held) == (0, None, (0,))


def test_a_caseload_over_two_lists_needs_both() -> None:
    alone = [a_return(END, list6=cases("a", 2))]
    assert figures(alone, "WF_CASELOAD_AVG", Window.S) == {}
    assert figures(alone, "WF_SW20_PCT", Window.S)[END].numerator == 0
