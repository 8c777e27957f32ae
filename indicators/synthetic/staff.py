"""Synthetic teams and workers. Names are made of colours and numbers, so that nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.synthetic.chance import Chance

COLOURS = (
    *("Amber", "Blue", "Coral", "Green", "Indigo", "Jade", "Lilac", "Mauve"),
    *("Ochre", "Pearl", "Red", "Silver", "Teal", "Umber", "Violet", "White"),
)
# Of a hundred workers, how many sit in each kind of team; the teams hold about seven.
TEAMS = {
    "Assessment Team": 26,
    "Safeguarding Team": 34,
    "Children with Disabilities Team": 10,
    "Children in Care Team": 30,
}
CASES_PER_WORKER = 17
LEAVERS_PER_ADVISER = 21
TEAM_SIZE = 7


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    team: str


class Staff:
    """The workers of one authority with about this many open cases."""

    def __init__(self, children: int) -> None:
        self._number = 0
        workers = max(4, round(children / CASES_PER_WORKER))
        self._of = {team: self._hire(team, round(workers * share / 100)) for team, share in TEAMS.items()}
        # About 44 care leavers to 330 open cases; see `rates`.
        leavers = children * 44 / 330
        self._of["Leaving Care Team"] = self._hire("Leaving Care Team", round(leavers / LEAVERS_PER_ADVISER))

    def one(self, team: str, chance: Chance) -> Worker:
        """A worker of that kind of team."""
        workers = self._of[team]
        return workers[int(chance.random() * len(workers))]

    def _hire(self, team: str, count: int) -> list[Worker]:
        hired = []
        for place in range(max(1, count)):
            self._number += 1
            name = f"Worker {COLOURS[self._number % len(COLOURS)]} {self._number}"
            hired.append(Worker(name, f"{team} {place // TEAM_SIZE + 1}"))
        return hired
