"""Flows: what each row says about a dated event, whatever the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tests.indicators.measures.slow.world import World, team_name

WRONG_ORDER = "dates in the wrong order"


@dataclass(frozen=True)
class Event:
    """One row's word: on which day, whether it is in the upper and the lower part, or why in neither."""

    day: date
    child: str = ""
    upper: bool = True
    lower: bool = True
    left_out: str = ""
    days: int = 0


class Kind(Enum):
    """What becomes of the events of a window."""

    NUMBER = auto()  # how many
    RATE = auto()  # how many; the population comes from elsewhere
    SHARE = auto()  # upper of lower
    CHILDREN = auto()  # how many children
    CHILDREN_SHARE = auto()  # children with one in the upper part, of children with one in the lower
    MEAN_DAYS = auto()  # sum of days, over how many
    MEAN_MONTHS = auto()  # the same days as months


# The second argument says whether the window is longer than one return.
Events = Callable[[World, bool], Iterator[Event]]


@dataclass(frozen=True)
class Flow:
    """`lists`: the one whose rows are the events, then those looked into. `look_back`: months before the
    window that the first list must cover too. `days`: the last so many days in the place of the window."""

    lists: tuple[int, ...]
    kind: Kind
    events: Events
    look_back: int = 0
    days: int = 0
    needs_corporate_teams: bool = False


def each(number: int, name: str) -> Events:
    """Every row that stays, on the day that the field names."""

    def events(world: World, _: bool) -> Iterator[Event]:
        for row in world.speaking(number):
            if row[name] is not None:
                yield Event(row[name], row["child"])

    return events


def timely(number: int, start: str, end: str, most: int, *, corporate: bool = False) -> Events:
    """On the day of the end: whether no more than `most` working days after the start."""

    def events(world: World, _: bool) -> Iterator[Event]:
        for row in world.speaking(number):
            if row[end] is None or (corporate and not is_corporate(world, row["team"])):
                continue
            if row[end] < row[start]:
                yield Event(row[end], left_out=WRONG_ORDER)
            else:
                yield Event(row[end], upper=world.working.within(row[start], row[end], most))

    return events


def is_corporate(world: World, team: str | None) -> bool:
    return bool(team) and team_name(team) in [team_name(name) for name in world.choices.corporate_teams]
