"""Enquiries and conferences, protection plans, exits from care and adoption (lists 5, 7, 8 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from tests.indicators.measures.slow.dates import ONE_DAY, age_on, birthday, month_of, moved
from tests.indicators.measures.slow.events import WRONG_ORDER, Event, Events, Flow, Kind, each, timely
from tests.indicators.measures.slow.world import Row, World

ADOPTED = ("E11", "E12")
GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")
SHORT_BREAKS = ("V3", "V4")


def led_to_conference(world: World, _: bool) -> Iterator[Event]:
    for enquiry in world.speaking(5):
        yield Event(enquiry["started"], upper=enquiry["conference"] is not None)


def led_to_conference_where_decided(world: World, _: bool) -> Iterator[Event]:
    for enquiry in world.speaking(5):
        held = enquiry["conference"] is not None
        if held or enquiry["conference_unnecessary"] is True:
            yield Event(enquiry["started"], upper=held)


def conference_unnecessary(world: World, _: bool) -> Iterator[Event]:
    for enquiry in world.speaking(5):
        yield Event(enquiry["started"], upper=enquiry["conference_unnecessary"] is True)


def repeated_plans(world: World, _: bool) -> Iterator[Event]:
    for plan in world.speaking(7):
        if plan["earlier_plans"] is None:
            yield Event(plan["started"], left_out="earlier plans not known")
        else:
            yield Event(plan["started"], upper=plan["earlier_plans"] >= 1)


def repeated_in_two_years(world: World, _: bool) -> Iterator[Event]:
    for plan in world.speaking(7):
        day = plan["started"]
        again = any(
            other.ended is not None and other["started"] < day and moved(day, -24) <= other.ended <= day
            for other in world.of_child(7, plan["child"])
        )
        yield Event(day, upper=again)


def lasted_two_years(started: date, last: date) -> bool:
    """More than 729 days, both ends counted."""
    return (last - started).days + 1 > 729


def ended_after_two_years(world: World, _: bool) -> Iterator[Event]:
    for plan in world.speaking(7):
        if plan.ended is not None:
            yield Event(plan.ended, upper=lasted_two_years(plan["started"], plan.ended))


def exits(world: World) -> Iterator[Row]:
    for care in world.speaking(8):
        if care.ended is not None and care["ceased"] != "X1" and care["legal"] not in SHORT_BREAKS:
            yield care.row


def exits_for(reasons: tuple[str, ...]) -> Events:
    def events(world: World, _: bool) -> Iterator[Event]:
        for row in exits(world):
            yield Event(row["ended"], upper=row.get("ceased") in reasons)

    return events


def stayed_to_18(world: World, _: bool) -> Iterator[Event]:
    for row in exits(world):
        born, ended = row.get("born"), row["ended"]
        if born is None:
            yield Event(ended, left_out="date of birth not known")
        elif age_on(born, ended) >= 16:
            enough = birthday(born, 18)
            if world.choices.eve_of_18_counts:
                enough -= ONE_DAY
            yield Event(ended, upper=ended >= enough)


def newest_adoption_rows(world: World, name: Literal["adopted", "matched", "placed"]) -> Iterator[Row]:
    """Rows of list 10 whose date of that name counts: no newer return covers it without the child."""
    for row, held in world.newest_rows(10):
        day = row.get(name)
        if day is not None:
            newest = world.newest_covering(10, month_of(day))
            if newest is None or newest <= held:
                yield row


def adopted(world: World, _: bool) -> Iterator[Event]:
    for row in newest_adoption_rows(world, "adopted"):
        yield Event(row["adopted"])


def since_placement_order(name: Literal["matched", "placed"]) -> Events:
    def events(world: World, _: bool) -> Iterator[Event]:
        for row in newest_adoption_rows(world, name):
            ordered = row.get("ordered")
            if ordered is None:
                yield Event(row[name], left_out="no placement order date")
            elif row[name] < ordered:
                yield Event(row[name], left_out=WRONG_ORDER)
            else:
                yield Event(row[name], days=(row[name] - ordered).days)

    return events


_CONFERENCES = timely(5, "started", "conference", 15)

PROTECTION: dict[str, Flow] = {
    "S47_N": Flow((5,), Kind.NUMBER, each(5, "started")),
    "S47_RATE": Flow((5,), Kind.RATE, each(5, "started")),
    "S47_ICPC_PCT": Flow((5,), Kind.SHARE, led_to_conference),
    "S47_ICPC_DECIDED_PCT": Flow((5,), Kind.SHARE, led_to_conference_where_decided),
    "S47_NFA_PCT": Flow((5,), Kind.SHARE, conference_unnecessary),
    "ICPC_RATE": Flow((5,), Kind.RATE, each(5, "conference")),
    "ICPC_15D_PCT": Flow((5,), Kind.SHARE, _CONFERENCES),
    "CP_REPEAT_EVER_PCT": Flow((7,), Kind.SHARE, repeated_plans),
    "CP_REPEAT_EVER_N": Flow((7,), Kind.NUMBER, repeated_plans),
    "CP_REPEAT_2Y_PCT": Flow((7,), Kind.SHARE, repeated_in_two_years, look_back=24),
    "CP_END_2Y_PCT": Flow((7,), Kind.SHARE, ended_after_two_years),
    "CP_END_2Y_N": Flow((7,), Kind.NUMBER, ended_after_two_years),
    "CLA_EXIT_ADOPT_PCT": Flow((8,), Kind.SHARE, exits_for(ADOPTED)),
    "CLA_EXIT_SGO_PCT": Flow((8,), Kind.SHARE, exits_for(GUARDIANSHIP)),
    "CLA_STAY18_PCT": Flow((8,), Kind.SHARE, stayed_to_18),
    "AD_ADOPTED_N": Flow((10,), Kind.NUMBER, adopted),
    "AD_PO_MATCH_DAYS": Flow((10,), Kind.MEAN_DAYS, since_placement_order("matched")),
    "AD_PO_PLACE_MTH": Flow((10,), Kind.MEAN_MONTHS, since_placement_order("placed")),
}
