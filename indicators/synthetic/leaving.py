"""Leaving care: who is entitled from when to when, and how a care leaver lives meanwhile."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.chance import birthday, weekday
from indicators.synthetic.events import Care, Child, Leaver, Standing
from indicators.synthetic.making import Making

# Thirteen weeks in care after the fourteenth birthday entitle; fewer make a qualifying care leaver.
ENTITLED = timedelta(days=91)
TO_PARENTS_OR_ELSEWHERE = ("E4A", "E4B", "E13", "E41", "E3", "E2", "E15", "E16")


def leave_care(making: Making, child: Child, care: Care) -> None:
    """Gives the child leaving care services where the period of care entitles to them."""
    chance, ended = making.chance, care.ended
    sixteenth, adult = birthday(child.born, 16), birthday(child.born, 18)
    if ended <= sixteenth or child.leaver is not None:
        return
    if care.ceased in TO_PARENTS_OR_ELSEWHERE and ended < adult - timedelta(days=5):
        return
    counted_from = max(care.started, birthday(child.born, 14))
    eligibility: list[tuple[date, str]] = []
    if ended - counted_from < ENTITLED:
        eligibility.append((ended, "c"))
    else:
        eligible_from = max(birthday(child.born, 17), care.started + ENTITLED)
        if eligible_from < ended:
            eligibility.append((weekday(eligible_from), "d"))
        if ended < adult - timedelta(days=5):
            eligibility.append((ended, "a"))
        eligibility.append((max(ended, adult), "b"))
    years = 21 if chance.happens(0.6) else chance.between(22, 25)
    since, until = eligibility[0][0], birthday(child.born, years)
    child.leaver = Leaver(
        since=since,
        until=until,
        eligibility=eligibility,
        standings=list(_standings(making, since, until)),
        worker=making.staff.one("Leaving Care Team", chance),
        adviser=making.staff.one("Leaving Care Team", chance),
    )


def _standings(making: Making, since: date, until: date) -> list[Standing]:
    chance, day = making.chance, since
    held: list[Standing] = []
    while day < until:
        held.append(_standing(making, day))
        if held[-1].in_touch == "c":
            break
        day = weekday(day + timedelta(days=chance.wait(320, 45)))
    return held


def _standing(making: Making, day: date) -> Standing:
    chance = making.chance
    in_touch = chance.one(rates.IN_TOUCH)
    if in_touch != "a":
        return Standing(day, in_touch, "", "", "")
    accommodation = chance.one(rates.ACCOMMODATION)
    unsuitable = chance.happens(rates.UNSUITABLE.get(accommodation, 0.02))
    return Standing(day, in_touch, accommodation, "b" if unsuitable else "a", chance.one(rates.ACTIVITIES))
