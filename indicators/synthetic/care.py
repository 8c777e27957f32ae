"""Being looked after: how a period goes and ends, its legal statuses, placements and missing episodes."""

from __future__ import annotations

from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.adoption import adopted_from
from indicators.synthetic.chance import age_on, birthday, weekday
from indicators.synthetic.events import Care, Child, Placement
from indicators.synthetic.leaving import leave_care
from indicators.synthetic.making import Making

IN_PLAN = {"home": "a", "adopted": "b", "guardian": "c"}


def enter_care(making: Making, child: Child, started: date, need: str) -> tuple[date, str]:
    """Adds a period of care, with adoption and leaving care where it leads there; its end and the reason."""
    chance, adult = making.chance, birthday(child.born, 18)
    age = max(0, age_on(started, child.born))
    way = chance.one(rates.CARE_WAYS[max(least for least in rates.CARE_WAYS if least <= age)])
    if child.unaccompanied:
        way = "stays"
    if way == "adopted" and child.adoption is None:
        child.adoption = adopted_from(chance, started)
        # A decision that was reversed leaves the child in care.
        way = "adopted" if child.adoption.adopted else "stays"
    elif way == "adopted":
        way = "guardian"
    ended, ceased = _end(making, child, way, started, adult)
    worker = making.staff.one("Children in Care Team", chance)
    care = Care(started, ended, ceased, need if need not in ("N9", "N0") else "N1", worker)
    child.care.append(care)
    care.legal = _legal(making, child, care, way)
    care.permanence = _permanence(making, child, care, way)
    _place(making, child, care, way)
    _go_missing(making, child, care)
    leave_care(making, child, care)
    return ended, ceased


def short_breaks(making: Making, child: Child, started: date) -> date:
    """An agreed series of short breaks (V4), which statistics of looked after children leave out; its end."""
    chance = making.chance
    until = weekday(started + timedelta(days=chance.wait(700, 120)))
    ended = min(until, birthday(child.born, 18))
    worker = making.staff.one("Children with Disabilities Team", chance)
    care = Care(started, ended, "E8", "N2", worker, legal=[(started, chance.choice(("V3", "V4", "V4")))])
    care.permanence = [(started, "a")]
    kind = chance.choice(("U6", "K2"))
    care.placements = [Placement(started, kind, "PR1", making.postcode(), True, _urn(making, kind))]
    child.care.append(care)
    return ended


def _end(making: Making, child: Child, way: str, started: date, adult: date) -> tuple[date, str]:
    chance = making.chance
    if way == "adopted" and child.adoption and child.adoption.adopted:
        return child.adoption.adopted, "E11" if chance.happens(0.3) else "E12"
    if way == "guardian":
        until, reason = chance.gammavariate(3, 150), chance.one(rates.GUARDIAN_REASONS)
    elif way == "home":
        until, reason = chance.wait(255, 6), chance.one(rates.AT_HOME_REASONS)
    elif not child.adoption and chance.happens(0.03):
        until, reason = chance.wait(500, 60), chance.choice(("E3", "E3", "E3", "E16", "E15", "E2"))
    else:
        until, reason = 9_999, ""
    ended = weekday(started + timedelta(days=int(until)))
    if ended < adult - timedelta(days=5):
        return ended, reason
    # Some systems close on the eve of the birthday.
    eve = timedelta(days=chance.happens(0.08))
    return adult - eve, chance.one(rates.AT_EIGHTEEN_REASONS)


def _legal(making: Making, child: Child, care: Care, way: str) -> list[tuple[date, str]]:
    chance, ended = making.chance, care.ended
    drawn = chance.random()
    if child.unaccompanied or drawn < 0.3:
        held = [(care.started, "V2")]
        if not child.unaccompanied and drawn < 0.12:
            held.append((weekday(care.started + timedelta(days=chance.between(20, 150))), "C1"))
    elif drawn < 0.42:
        emergency = "L1" if drawn < 0.38 else "L2"
        held = [(care.started, emergency), (weekday(care.started + timedelta(days=4)), "C1")]
    elif drawn < 0.43:
        held = [(care.started, chance.choice(("J1", "J2")))]
    else:
        held = [(care.started, "C1")]
    if held[-1][1] == "C1" and way != "adopted":
        held.append((weekday(held[-1][0] + timedelta(days=chance.between(140, 320))), "C2"))
    if way == "adopted" and child.adoption and child.adoption.ordered:
        held.append((child.adoption.ordered, "E1"))
    return sorted((since, code) for since, code in held if since == care.started or since < ended)


def _permanence(making: Making, child: Child, care: Care, way: str) -> list[tuple[date, str]]:
    chance = making.chance
    planned = weekday(care.started + timedelta(days=chance.between(60, 130)))
    age = age_on(planned, child.born)
    stays = "f" if age < 13 else chance.choice("ddfffeg")
    held = [(planned, IN_PLAN.get(way, stays))]
    if (gone := child.adoption) and gone.reversed:
        held = [(gone.decided, "b"), (gone.reversed, "f")]
    return held


def _place(making: Making, child: Child, care: Care, way: str) -> None:
    """The placements, the first from the first day; some children move again and again."""
    chance, ended = making.chance, care.ended
    settled = chance.random()
    mean = 80.0 if settled < 0.055 else 420.0 if settled < 0.4 else 1_500.0
    until = ended
    if way == "adopted" and child.adoption and child.adoption.placed:
        until = child.adoption.placed
    day = care.started
    while day < until:
        care.placements.append(_placement(making, child, day))
        day = weekday(day + timedelta(days=chance.wait(mean, 5)))
    if until < ended:
        kind = "A6" if chance.happens(0.86) else "A5"
        care.placements.append(Placement(until, kind, "PR1", making.postcode(), chance.happens(0.4), ""))


def _placement(making: Making, child: Child, day: date) -> Placement:
    chance, age = making.chance, max(0, age_on(day, child.born))
    kind = chance.one(rates.PLACEMENTS[max(least for least in rates.PLACEMENTS if least <= age)])
    provider = "PR0" if kind == "P1" else chance.one(rates.PROVIDERS)
    if kind in ("K1", "K2", "H5", "S1", "R1", "R3") and chance.happens(0.6):
        provider = "PR4"
    inside = provider in ("PR0", "PR1") or chance.happens(0.45)
    return Placement(day, kind, provider, making.postcode(), inside, _urn(making, kind))


def _urn(making: Making, kind: str) -> str:
    return f"SYN-U{making.chance.between(1, 400):04}" if kind in ("K1", "K2", "H5", "S1", "R1", "R3") else ""


def _go_missing(making: Making, child: Child, care: Care) -> None:
    chance, ended = making.chance, care.ended
    teens = max(care.started, birthday(child.born, 11))
    if (days := (ended - teens).days) < 30:
        return
    for held, share, a_year in ((care.missing, 0.23, 2.6), (care.absent, 0.07, 1.5)):
        if chance.happens(share):
            count = chance.many(min(20.0, a_year * days / 365))
            held += sorted(
                {weekday(teens + timedelta(days=chance.between(1, days - 3))) for _ in range(count)}
            )
    drawn = chance.random()
    care.offered = "y" if drawn < 0.9 else "n"
    care.accepted = "n" if care.offered == "n" or drawn < 0.35 else "y"
