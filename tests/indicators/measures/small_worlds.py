"""Small worlds made at random with dates on the edges of every rule: few children, one to four returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from indicators.annex_a.lists import BY_NUMBER, Kind
from indicators.measures.choices import TEAM_GROUPS, Choices
from tests.indicators.measures.slow.dates import birthday, last_day, month_end_before, month_of, moved
from tests.indicators.measures.slow.world import EPISODES, KEYS, Row, SlowReturn
from tests.indicators.measures.worlds import HOLIDAYS, raw_name, without_repeats

NUMBERS = tuple(range(1, 11))
# The date that puts a row in its list, and the dates that tend to follow it within a rule's limit.
NEEDED = {1: "contacted", 2: "started", 3: "referred", 4: "started", 5: "started",
          6: "started", 7: "started", 8: "started"}  # fmt: skip
FOLLOWS = {
    "completed": "started", "authorised": "started", "conference": "started", "ended": "started",
    "latest_review": "started", "placed": "started", "matched": "ordered",
}  # fmt: skip
LAST_PERIOD_ENDS = tuple(
    date.fromisoformat(day) for day in ("2024-02-29", "2024-03-31", "2024-09-30", "2024-12-31", "2025-02-28")
)
# Overlapping, abutting, and with a gap between.
MONTHS_APART = (1, 3, 3, 6, 6, 7, 9, 12)
EDGES = (0, 1, -1, 2, -5, -10, -14, -15, -20, -21, -27, -28, -29, -42, -43, -56, -57, -83, -84, -91, -92)
DISTANCES = (0, 0, 1, 2, 3, 5, 14, 15, 20, 21, 22, 25, 27, 28, 29, 30, 49, 50, 51, 62, 63, 64, 65, 66, 67,
             90, 91, 92, 365, 366, 727, 728, 729, 730, 731, -1, -7)  # fmt: skip
# Working days that rules allow from one date to the next.
LIMITS = (10, 15, 20, 35, 45)
# From a moment of a child's life: contacts, referrals and assessments come close together.
NEAR = (0, 0, 0, 1, 2, 3, 5, 7, 14, -1, -3, -7, -14)
CHILDREN = tuple(f"child {letter}" for letter in "abcdef")
# Ages at which a rule of the list turns.
AGES = {8: (0, 5, 8, 15, 16, 18), 9: (19, 20, 22)}
DISABILITY, _, CARE, _ = TEAM_GROUPS
LONG_AGO = date(2001, 5, 1)

_COUNTER = (None, 0, 0, 1, 2, 3)
_FLAG = (True, False, None)
# Values on which a rule turns; fields that no rule reads stay blank.
VALUES: Mapping[str, tuple[Any, ...]] = {
    "source": (None, "1A", "6"),
    "no_further_action": _FLAG,
    "support_required": _FLAG,
    "conference_unnecessary": _FLAG,
    "uasc": _FLAG,
    "earlier_referrals": _COUNTER,
    "earlier_plans": _COUNTER,
    "placements": (None, 1, 2, 3, 4),
    "missing": _COUNTER,
    "absent": _COUNTER,
    "interview_accepted": ("y", "y", "n", "u", None),
    "status": ("c", "c", "b", None),
    "legal": ("C2", "C2", "C2", "V2", "V2", "V2", "V3", "V4", None),
    "ceased": ("E11", "E12", "E43", "E44", "E45", "E46", "E47", "E48", "E3", "X1", "E17", None),
    "permanence": ("f", "f", "f", "a", None),
    "placement": ("P1", "P1", "P1", "U1", "U2", "U3", "U4", "U5", "U6", "K2", "A3", "S1", None),
    "provider": ("PR1", "PR1", "PR4", None),
    "eligibility": ("a", "b", "b", "c", None),
    "in_touch": ("a", "a", "b", "c", "d", "f", None),
    "accommodation": ("B", "B", "U", "G", "H", "R", "V", None),
    "suitability": ("a", "a", "b", None),
    "activity": ("F1", "P2", "F5", "G4", None),
    "worker": (None, "worker a", "worker b"),
    "adviser": (None, "worker a", "adviser b"),
    "team": (None, "Disability", " disability ", "Care  Team", "care team", "Duty"),
    "age": (None, -1, 4, 5, 16, 17, 18, 19, 21),
}
CHOICES: Mapping[str, tuple[Any, ...]] = {
    "cp_visit_working_days": (10, 20),
    "cin_visit_working_days": (10, 20),
    "care_visit_days": (28, 42),
    "lower_visit_frequency": (True, False),
    "visits_without_teams": ((), ("DISABILITY",)),
    "checks_of_all": (True, False),
    "health_under_5_in_6_months": (True, False),
    "missing_of_current": (True, False),
    "eve_of_18_counts": (True, False),
    "former_relevant_only": (True, False),
    "residential": (("K1", "K2", "R1", "S1"), ("K2",), ()),
    "in_house_of_fostered": (True, False),
    "corporate_teams": ((), ("care team",), ("Care Team", "duty")),
    "team_groups": ({}, {"Disability": DISABILITY, "Care Team": CARE, "duty": CARE}),
}


@dataclass(frozen=True)
class SmallWorld:
    returns: list[SlowReturn]
    choices: Choices


def small_world(seed: int) -> SmallWorld:
    """The same world for the same seed."""
    chance = Random(seed)  # noqa: S311
    period_ends = [chance.choice(LAST_PERIOD_ENDS)]
    # Few returns as a rule; at times enough of them for every look-back.
    apart = chance.choices((MONTHS_APART, (3, 6, 6)), (8, 1))[0]
    for _ in range(chance.randrange(4) if apart is MONTHS_APART else 8):
        earlier = moved(period_ends[0], -chance.choice(apart))
        period_ends.insert(0, last_day(month_of(earlier)))
    returns = [SlowReturn(end, {}, chance.choice(("2019", "2024"))) for end in period_ends]
    making = _Making(chance, period_ends)
    for number in NUMBERS:
        for each, rows in zip(returns, making.told(number), strict=True):
            if chance.random() < 0.85:
                each.lists[number] = rows
    chosen = {name: chance.choice(values) for name, values in CHOICES.items()}
    return SmallWorld(returns, Choices(**chosen))


class _Making:
    """Rows whose dates cluster about the period ends."""

    def __init__(self, chance: Random, period_ends: list[date]) -> None:
        self.chance = chance
        self.period_ends = period_ends
        self.days = edges_of(period_ends)
        self.children = CHILDREN[: chance.randint(2, len(CHILDREN))]
        self.moments = {child: self.two_moments() for child in CHILDREN}
        self.births = {number: births_of(period_ends, AGES.get(number, (18,))) for number in NUMBERS}

    def two_moments(self) -> tuple[date, date]:
        """Often a year or two apart to the day, or a day less or more."""
        first, other = self.chance.sample(self.days, 2)
        if self.chance.random() < 0.5:
            other = moved(first, -self.chance.choice((12, 12, 24)))
            other += timedelta(days=self.chance.choice((-1, 0, 0, 1)))
        return first, other

    def told(self, number: int) -> Iterator[list[Row]]:
        """The list in each return: most rows come again as they were, some changed, some not at all."""
        known = [self.fact(number) for _ in range(self.chance.randrange(14))]
        if number in (6, 9) and self.chance.random() < 0.15:
            known += self.crowd(number)
        latest_alone = number in EPISODES and self.chance.random() < 0.6
        for period_end in self.period_ends:
            rows = []
            for row in known:
                fate = self.chance.choices(("same", "changed", "gone"), (6, 2, 2))[0]
                if row["child"] not in CHILDREN:
                    fate = "same"
                if fate == "changed":
                    name = self.chance.choice([name for name in row if name not in KEYS[number]] or ["child"])
                    row = {**row, name: self.fact(number)[name]}
                if fate != "gone":
                    rows.append(row)
            rows = as_returned(number, rows, period_end)
            yield latest_of_each_child(rows) if latest_alone else rows

    def fact(self, number: int) -> Row:
        """One row of a list, before any return has cut off what lies after its period end."""
        row: Row = {}
        for column in BY_NUMBER[number].kept:
            name = raw_name(column)
            if name == "child":
                row[name] = self.chance.choice(self.children)
            elif name == "born":
                row[name] = self.chance.choice([None, *self.births[number]])
            elif column.kind is Kind.DATE:
                before = row.get(FOLLOWS.get(name, ""))
                row[name] = self.day(row["child"], before, needed=name == NEEDED.get(number))
            elif name in VALUES:
                row[name] = self.chance.choice(VALUES[name])
        return self.of_care(row) if number == 8 else row

    def of_care(self, row: Row) -> Row:
        """Care lasts for years; its reviews, checks, visits and end fall on the limits that rules set."""
        end, chance = self.period_ends[-1], self.chance
        if chance.random() < 0.5:
            row["started"] = month_end_before(end, chance.choice((12, 24, 30, 36)))
            row["started"] += timedelta(days=chance.choice((-300, -1, 0, 0, 1)))
        if chance.random() < 0.4:
            row["placed"] = month_end_before(end, chance.choice((12, 12, 24)))
            row["placed"] += timedelta(days=chance.choice((-50, 0, 0, 1)))
            row["last_visit"] = end - timedelta(days=chance.choice((42, 43, 91, 92)))
        if row["ended"] is not None and chance.random() < 0.5:
            row["born"] = birthday(row["ended"], -18) + timedelta(days=chance.choice((-1, 0, 1, 2, 700)))
        elif chance.random() < 0.3:
            row["born"] = birthday(end, -5) + timedelta(days=chance.choice((0, 1, 200)))
            row["last_health"] = month_end_before(end, chance.choice((6, 7))) + timedelta(days=1)
        if chance.random() < 0.2:
            row["started"] = end - timedelta(days=chance.choice((115, 122, 150)))
            row["latest_review"] = self.later(row["started"], (20, 27), (20,))
        return row

    def crowd(self, number: int) -> list[Row]:
        """Cases enough to be too many for one worker, or just not."""
        first = {**self.fact(number), "ended": None, "worker": "worker a", "adviser": "worker a"}
        fields = self.fact(number).keys()
        many = [{**first, "child": f"one of many {n}"} for n in range(self.chance.choice((20, 21)))]
        return [{name: row[name] for name in fields} for row in many]

    def day(self, child: str, before: date | None, *, needed: bool) -> date | None:
        if not needed and self.chance.random() < 0.25:
            return None
        if before is not None and self.chance.random() < 0.7:
            return self.later(before, DISTANCES, LIMITS)
        if self.chance.random() < 0.5:
            return self.later(self.chance.choice(self.moments[child]), NEAR, (1, 3, 10))
        return self.chance.choice(self.days)

    def later(self, day: date, days: tuple[int, ...], limits: tuple[int, ...]) -> date:
        """So many days later, or so many working days as a rule allows, or one too many."""
        if self.chance.random() < 0.5:
            return day + timedelta(days=self.chance.choice(days))
        left = self.chance.choice(limits) + self.chance.randrange(2)
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5 and day not in HOLIDAYS
        return day


def edges_of(period_ends: list[date]) -> list[date]:
    """Days just at, before and after the limits that rules draw from these period ends."""
    days = {LONG_AGO, *map(date.fromisoformat, ("2024-02-29", "2023-12-25", "2024-04-01", "2024-01-01"))}
    for end in period_ends:
        days |= {end + timedelta(days=each) for each in EDGES}
        for months in (1, 2, 3, 6, 7, 9, 12, 13, 24, 30):
            earlier = month_end_before(end, months)
            days |= {earlier, earlier + timedelta(days=1), moved(end, -months)}
        days |= {end - timedelta(days=each) for each in (728, 729)}
    return sorted(days)


def births_of(period_ends: list[date], ages: tuple[int, ...]) -> list[date]:
    """Birthdays of those ages at the period ends and beside them, and leap days."""
    days = {date(2004, 2, 29), date(2006, 2, 28), date(2008, 2, 29), date(2006, 3, 1)}
    for end in period_ends:
        for years in ages:
            born = birthday(end, -years)
            days |= {born, born + timedelta(days=1), born - timedelta(days=1), born - timedelta(days=40)}
    return sorted(days)


def as_returned(number: int, rows: list[Row], period_end: date) -> list[Row]:
    """As reading leaves rows: none that begins after the period end, no other date after it."""
    needed = NEEDED.get(number)
    told = []
    for row in rows:
        if needed is None or row[needed] <= period_end:
            late = {name: None for name, value in row.items() if _is_late(name, value, period_end)}
            told.append({**row, **late})
    return without_repeats(number, told)


def _is_late(name: str, value: Any, period_end: date) -> bool:
    return isinstance(value, date) and name != "born" and value > period_end


def latest_of_each_child(rows: list[Row]) -> list[Row]:
    return [
        row
        for row in rows
        if not any(row["child"] == other["child"] and row["started"] < other["started"] for other in rows)
    ]


def smaller(world: SmallWorld) -> Iterator[SmallWorld]:
    """The world without one return, list or row, or with one choice as it is by default."""
    for place, each in enumerate(world.returns):
        rest = world.returns[:place], world.returns[place + 1 :]
        yield replace(world, returns=[*rest[0], *rest[1]])
        for number, rows in each.lists.items():
            others = {n: kept for n, kept in each.lists.items() if n != number}
            yield replace(world, returns=[*rest[0], replace(each, lists=others), *rest[1]])
            for row in rows:
                fewer = {**each.lists, number: [kept for kept in rows if kept is not row]}
                yield replace(world, returns=[*rest[0], replace(each, lists=fewer), *rest[1]])
    for name in CHOICES:
        usual = getattr(Choices(), name)
        if getattr(world.choices, name) != usual:
            yield replace(world, choices=replace(world.choices, **{name: usual}))


def smallest(world: SmallWorld, differs: Callable[[SmallWorld], bool]) -> SmallWorld:
    """A world in which the two still differ, though not without any one part of it."""
    while True:
        for less in smaller(world):
            if differs(less):
                world = less
                break
        else:
            return world
