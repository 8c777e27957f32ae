"""Contacts, referrals, early help, assessments (lists 1 to 4); strategy discussions after referrals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.indicators.measures.slow.dates import moved
from tests.indicators.measures.slow.events import WRONG_ORDER, Event, Events, Flow, Kind, each, timely
from tests.indicators.measures.slow.world import Speaking, World


def contacts_referred(world: World, _: bool) -> Iterator[Event]:
    for contact in world.speaking(1):
        day = contact["contacted"]
        followed = any(
            referral["referred"] >= day and world.working.within(day, referral["referred"], 3)
            for referral in world.of_child(3, contact["child"])
        )
        yield Event(day, upper=followed)


def contacts_repeated(world: World, _: bool) -> Iterator[Event]:
    for contact in world.speaking(1):
        day = contact["contacted"]
        repeated = any(
            moved(day, -12) <= other["contacted"] < day for other in world.of_child(1, contact["child"])
        )
        yield Event(day, upper=repeated)


def flagged_by_counter(world: World, referral: Speaking) -> bool:
    """By all rows of the child in the row's own return, and the counter that they give."""
    rows = [row for row in world.returns[referral.held].lists[3] if row["child"] == referral["child"]]
    dates = {row["referred"] for row in rows}
    if referral["referred"] > min(dates):
        return True
    given = [row["earlier_referrals"] for row in rows if row.get("earlier_referrals") is not None]
    return bool(given) and max(given) >= len(dates)


def is_re_referral(world: World, referral: Speaking, long: bool) -> bool:
    if flagged_by_counter(world, referral):
        return True
    day = referral["referred"]
    return long and any(
        moved(day, -12) <= other["referred"] < day for other in world.of_child(3, referral["child"])
    )


def re_referrals(world: World, long: bool) -> Iterator[Event]:
    for referral in world.speaking(3):
        again = is_re_referral(world, referral, long)
        yield Event(referral["referred"], referral["child"], upper=again)


def without_further_action(world: World, _: bool) -> Iterator[Event]:
    for referral in world.speaking(3):
        yield Event(referral["referred"], upper=referral["no_further_action"] is True)


def referrals_assessed(world: World, _: bool) -> Iterator[Event]:
    for referral in world.speaking(3):
        day = referral["referred"]
        followed = any(
            assessment["started"] >= day and world.working.within(day, assessment["started"], 10)
            for assessment in world.of_child(4, referral["child"])
        )
        yield Event(day, upper=followed)


def latest_referral(world: World, child: str, day: date) -> date | None:
    """The child's latest referral on or before the day."""
    days = [each["referred"] for each in world.of_child(3, child) if each["referred"] <= day]
    return max(days, default=None)


def strategy_in_one_day(world: World, _: bool) -> Iterator[Event]:
    for enquiry in world.speaking(5):
        day = enquiry["started"]
        referred = latest_referral(world, enquiry["child"], day)
        yield Event(day, upper=referred is not None and world.working.within(referred, day, 1))


def stepped_up(world: World, _: bool) -> Iterator[Event]:
    for help_given in world.speaking(2):
        day = help_given["completed"]
        if day is not None:
            up = any(
                world.working.within(min(day, referral["referred"]), max(day, referral["referred"]), 10)
                for referral in world.of_child(3, help_given["child"])
            )
            yield Event(day, upper=up)


def stepped_down(world: World, _: bool) -> Iterator[Event]:
    for need in world.speaking(6):
        day = need.ended
        if day is not None and any(
            help_given["started"] >= day and world.working.within(day, help_given["started"], 10)
            for help_given in world.of_child(2, need["child"])
        ):
            yield Event(day, need["child"])


def assessed_since_referral(world: World, _: bool) -> Iterator[Event]:
    for assessment in world.speaking(4):
        day = assessment["authorised"]
        if day is None:
            continue
        referred = latest_referral(world, assessment["child"], assessment["started"])
        if referred is None:
            continue
        if day < referred:
            yield Event(day, left_out=WRONG_ORDER)
        else:
            yield Event(day, upper=world.working.within(referred, day, 45))


def assessed_without_need(world: World, _: bool) -> Iterator[Event]:
    for assessment in world.speaking(4):
        if assessment["authorised"] is not None:
            yield Event(assessment["authorised"], upper=assessment["support_required"] is False)


def _assessed_in(most: int) -> Events:
    return timely(4, "started", "authorised", most)


FRONT_DOOR: dict[str, Flow] = {
    "CONTACT_N": Flow((1,), Kind.NUMBER, each(1, "contacted")),
    "CONTACT_REF_PCT": Flow((1, 3), Kind.SHARE, contacts_referred),
    "CONTACT_REPEAT_PCT": Flow((1,), Kind.SHARE, contacts_repeated, look_back=12),
    "REF_N": Flow((3,), Kind.NUMBER, each(3, "referred")),
    "REF_RATE": Flow((3,), Kind.RATE, each(3, "referred")),
    "REREF_PCT": Flow((3,), Kind.SHARE, re_referrals),
    "REREF_CHILD_PCT": Flow((3,), Kind.CHILDREN_SHARE, re_referrals),
    "REF_NFA_PCT": Flow((3,), Kind.SHARE, without_further_action),
    "REF_ASM_PCT": Flow((3, 4), Kind.SHARE, referrals_assessed),
    "STRAT_1WD_PCT": Flow((5, 3), Kind.SHARE, strategy_in_one_day),
    "EH_DONE_N": Flow((2,), Kind.NUMBER, each(2, "completed")),
    "EH_CLOSED_N": Flow((2,), Kind.NUMBER, each(2, "completed")),
    "EH_45D_PCT": Flow((2,), Kind.SHARE, timely(2, "started", "completed", 45)),
    "EH_STEPUP_PCT": Flow((2, 3), Kind.SHARE, stepped_up, days=84),
    "EH_STEPDOWN_N": Flow((6, 2), Kind.CHILDREN, stepped_down),
    "ASM_START_N": Flow((4,), Kind.NUMBER, each(4, "started")),
    "ASM_START_RATE": Flow((4,), Kind.RATE, each(4, "started")),
    "ASM_RATE": Flow((4,), Kind.RATE, each(4, "authorised")),
    "ASM_45D_PCT": Flow((4,), Kind.SHARE, _assessed_in(45)),
    "ASM_35D_PCT": Flow((4,), Kind.SHARE, _assessed_in(35)),
    "ASM_20D_PCT": Flow((4,), Kind.SHARE, _assessed_in(20)),
    "ASM_15D_PCT": Flow((4,), Kind.SHARE, _assessed_in(15)),
    "ASM_45D_REF_PCT": Flow((4, 3), Kind.SHARE, assessed_since_referral),
    "ASM_45D_CORP_PCT": Flow(
        (4,), Kind.SHARE, timely(4, "started", "authorised", 45, corporate=True), needs_corporate_teams=True
    ),
    "ASM_NFA_PCT": Flow((4,), Kind.SHARE, assessed_without_need),
}
