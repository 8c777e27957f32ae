"""Stocks at a period end from its own return: early help, need, plans, leavers, adoption, workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from tests.indicators.measures.slow.dates import month_end_before, moved
from tests.indicators.measures.slow.protection import lasted_two_years
from tests.indicators.measures.slow.world import Row, Slow, World, team_name

NO_WORKER = "no worker named"


@dataclass
class At:
    """One return at its period end."""

    world: World
    held: int
    period_end: date
    complete: bool = field(default=True)

    def rows(self, number: int) -> list[Row]:
        return self.world.returns[self.held].lists[number]

    def open(self, number: int) -> list[Row]:
        """Started by the period end and not ended by it."""
        return [
            row
            for row in self.rows(number)
            if row["started"] <= self.period_end
            and (row.get("ended") is None or row["ended"] > self.period_end)
        ]

    def age(self, row: Row) -> int | None:
        return self.world.age(row, self.held)

    def by_now(self, day: date | None) -> bool:
        return day is not None and day <= self.period_end

    def within(self, day: date | None, most: int) -> bool:
        """Whether the day is given, by now, and no more working days ago."""
        return day is not None and self.by_now(day) and self.world.working.within(day, self.period_end, most)

    def months_ago(self, months: int) -> date:
        return month_end_before(self.period_end, months)


@dataclass(frozen=True)
class Stock:
    """`lists`: all of them the return must hold. `figure` gives None where there is none."""

    lists: tuple[int, ...]
    figure: Callable[[At], Slow | None]


def number(rows: Iterable[Row]) -> Slow:
    return Slow(len(list(rows)), None)


def share(upper: Iterable[Row], lower: Iterable[Row]) -> Slow:
    return Slow(len(list(upper)), len(list(lower)))


def early_help_active(at: At) -> Slow:
    return number(
        row for row in at.rows(2) if row["started"] <= at.period_end and not at.by_now(row.get("completed"))
    )


def need_open(at: At) -> Slow:
    return number(at.open(6))


def need_plans(at: At) -> Slow:
    return number(row for row in at.open(6) if row.get("status") == "c")


def need_seen(at: At) -> Slow:
    choices = at.world.choices
    without = [team_name(name) for name in choices.visits_without_teams]
    cases = [
        row
        for row in at.open(6)
        if row.get("status") == "c" and not (row.get("team") and team_name(row["team"]) in without)
    ]
    days = choices.cin_visit_working_days
    return share([row for row in cases if at.within(row.get("last_seen"), days)], cases)


def plans_open(at: At) -> Slow:
    return number(at.open(7))


def long_plans(at: At) -> list[Row]:
    return [row for row in at.open(7) if lasted_two_years(row["started"], at.period_end)]


def plans_of_two_years(at: At) -> Slow:
    return number(long_plans(at))


def share_of_two_years(at: At) -> Slow:
    return share(long_plans(at), at.open(7))


def plans_visited(at: At) -> Slow:
    days = at.world.choices.cp_visit_working_days
    return share([row for row in at.open(7) if at.within(row.get("last_visit"), days)], at.open(7))


def plans_reviewed(at: At) -> Slow:
    due = [row for row in at.open(7) if row["started"] <= at.months_ago(3)]
    on_time = []
    for row in due:
        review, started = row.get("latest_review"), row["started"]
        if review is not None:
            first = started <= review <= moved(started, 3)
            if first or review >= at.months_ago(6):
                on_time.append(row)
    return share(on_time, due)


def young_adults(at: At) -> list[Row]:
    """Leavers aged 19 to 21 who neither died nor went home."""
    return [
        row
        for row in at.rows(9)
        if at.age(row) in (19, 20, 21)
        and row.get("in_touch") not in ("c", "f")
        and (row.get("eligibility") == "b" or not at.world.choices.former_relevant_only)
    ]


def in_education_or_work(at: At) -> Slow:
    cohort = young_adults(at)
    return share([row for row in cohort if (row.get("activity") or "")[:1] in ("F", "P")], cohort)


def suitably_housed(at: At) -> Slow:
    cohort = [row for row in young_adults(at) if row.get("accommodation") not in ("G", "H", "R")]
    return share([row for row in cohort if row.get("suitability") == "a"], cohort)


def in_emergency_housing(at: At) -> Slow:
    return number(row for row in at.rows(9) if row.get("accommodation") == "V")


def has_layout_of_2024(at: At) -> bool:
    return at.world.returns[at.held].layout == "2024"


def leavers_seen(at: At) -> Slow | None:
    if not has_layout_of_2024(at):
        return None
    return share([row for row in at.rows(9) if at.within(row.get("latest_contact"), 40)], at.rows(9))


def waiting_for_adoption(at: At) -> Slow:
    over = ("placed", "adopted", "reversed")
    return number(
        row
        for row in at.rows(10)
        if at.by_now(row.get("decided")) and not any(at.by_now(row.get(name)) for name in over)
    )


def placed_for_adoption(at: At) -> Slow:
    over = ("adopted", "reversed")
    return number(
        row
        for row in at.rows(10)
        if at.by_now(row.get("placed")) and not any(at.by_now(row.get(name)) for name in over)
    )


def with_worker(rows: list[Row], name: str = "worker") -> tuple[list[Row], dict[str, int]]:
    """The rows that name a worker, and how many do not."""
    named = [row for row in rows if row.get(name) is not None]
    return named, {NO_WORKER: len(rows) - len(named)}


def caseloads(rows: list[Row], name: str = "worker") -> dict[str, int]:
    held: dict[str, int] = {}
    for row in rows:
        held[row[name]] = held.get(row[name], 0) + 1
    return held


def average_caseload(at: At) -> Slow:
    cases, excluded = with_worker(at.open(6) + at.rows(9))
    return Slow(len(cases), len(caseloads(cases)), excluded=excluded)


def team_caseloads(at: At) -> Slow | None:
    groups = {team_name(name): group for name, group in at.world.choices.team_groups.items()}
    if not groups:
        return None
    cases, excluded = with_worker(at.open(6) + at.rows(9))
    grouped = [(groups.get(team_name(row.get("team"))), row["worker"]) for row in cases if row.get("team")]
    grouped = [pair for pair in grouped if pair[0] is not None]
    return Slow(len(grouped), len(set(grouped)), excluded=excluded)


def highest_caseload(at: At) -> Slow:
    cases, excluded = with_worker(at.open(6))
    return Slow(max(caseloads(cases).values(), default=0), None, excluded=excluded)


def above_20(rows: list[Row], name: str) -> Slow:
    cases, excluded = with_worker(rows, name)
    held = caseloads(cases, name)
    return Slow(sum(cases > 20 for cases in held.values()), len(held), excluded=excluded)


def social_workers_above_20(at: At) -> Slow:
    return above_20(at.open(6), "worker")


def advisers_above_20(at: At) -> Slow | None:
    return above_20(at.rows(9), "adviser") if has_layout_of_2024(at) else None


STOCKS: dict[str, Stock] = {
    "EH_ACTIVE_N": Stock((2,), early_help_active),
    "CIN_N": Stock((6,), need_open),
    "CIN_RATE": Stock((6,), need_open),
    "CINPLAN_RATE": Stock((6,), need_plans),
    "CIN_VISIT_PCT": Stock((6,), need_seen),
    "CP_N": Stock((7,), plans_open),
    "CP_RATE": Stock((7,), plans_open),
    "CP_OPEN_2Y_N": Stock((7,), plans_of_two_years),
    "CP_OPEN_2Y_PCT": Stock((7,), share_of_two_years),
    "CP_VISIT_PCT": Stock((7,), plans_visited),
    "CP_REVIEW_PCT": Stock((7,), plans_reviewed),
    "CL_EET_PCT": Stock((9,), in_education_or_work),
    "CL_SUIT_PCT": Stock((9,), suitably_housed),
    "CL_EMERG_N": Stock((9,), in_emergency_housing),
    "CL_SEEN8W_PCT": Stock((9,), leavers_seen),
    "AD_WAIT_N": Stock((10,), waiting_for_adoption),
    "AD_PLACED_N": Stock((10,), placed_for_adoption),
    "WF_CASELOAD_AVG": Stock((6, 9), average_caseload),
    "WF_CASELOAD_TEAM": Stock((6, 9), team_caseloads),
    "WF_CASELOAD_MAX": Stock((6,), highest_caseload),
    "WF_SW20_PCT": Stock((6,), social_workers_above_20),
    "WF_PA20_PCT": Stock((9,), advisers_above_20),
}
