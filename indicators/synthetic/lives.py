"""Whole synthetic lives of the children an authority knows, across years, the same for the same seed.

Nobody in them exists. Identifiers begin with SYN, workers are colours and numbers, postcodes lie in an area
that no post town has. Lists of a period end are made from them by `indicators.synthetic.lists`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.synthetic import rates
from indicators.synthetic.adoption import adopters
from indicators.synthetic.care import enter_care, short_breaks
from indicators.synthetic.chance import Chance, birthday, weekday, working_days_after
from indicators.synthetic.events import Adopter, Assessment, Child, Need, Referral
from indicators.synthetic.journeys import closing, early_help, journey
from indicators.synthetic.making import Making, add_contact
from indicators.synthetic.staff import Staff

# Lives of the same seed and first period end are the same lives, however far they go on: the first period
# end of those that are shown again and again.
FIRST = date(2022, 1, 31)
# The front door opens in January so many years before: open cases have then come to their usual number,
# and lists that reach back 36 months are whole.
YEARS_BEFORE = 4
# A first contact is some days before its referral, and neither may be in the year before its own.
FIRST_OF_A_YEAR = 8
# Children who came into care before that are drawn over so many years.
YEARS_OF_CARE_BEFORE = 14


@dataclass(frozen=True, slots=True)
class Change:
    """One event entered late: the list in which it shows, whose it is, and what became of what."""

    number: int
    child: str
    field: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Lives:
    """Period ends from `first` to `last` can be shown. `changes` says what `corrected` did, if anything."""

    seed: int
    first: date
    last: date
    children: tuple[Child, ...]
    adopters: tuple[Adopter, ...]
    changes: tuple[Change, ...] = ()


def make_lives(seed: int, children: int, first: date, last: date) -> Lives:
    """The lives of an authority with about so many open cases at any time between the two period ends.

    A later `last` adds children and changes nothing of the others.
    """
    if children < 1 or last < first:
        raise ValueError("Lives need at least one open case, and a last period end not before the first.")
    # Rates are those of 10,000 children and a year.
    size = children / rates.OPEN_CASES
    begin = date(first.year - YEARS_BEFORE, 1, FIRST_OF_A_YEAR)
    making = Making(Chance(f"{seed}/{children}/{begin}"), Staff(children), begin)
    _already_in_care(making, round(rates.CARE_BEFORE * size * YEARS_OF_CARE_BEFORE))
    adults: list[Adopter] = []
    while making.year <= last:
        # Nothing in a year asks how far the lives go on, so that a year more leaves it as it is.
        for new, a_year in NEW_EACH_YEAR:
            for _ in range(round(a_year * size)):
                new(making)
        for _ in range(round(rates.ADOPTERS * size)):
            adults += adopters(making)
        making.year = making.year.replace(year=making.year.year + 1)
    for number, adult in enumerate(adults, start=1):
        adult.identifier = f"SYN-A{number:05}"
    return Lives(seed, first, last, tuple(making.children), tuple(adults))


def _already_in_care(making: Making, count: int) -> None:
    """Those who came into care before the front door opened and are still there, or left and get support."""
    chance = making.chance
    earliest = making.year - timedelta(days=365 * YEARS_OF_CARE_BEFORE)
    for _ in range(count):
        started = chance.day(earliest, making.year)
        child = making.child(
            making.birth(started, int(chance.one(rates.AGES_BEFORE)) + 3 * chance.random()), making.family()
        )
        if birthday(child.born, 18) - started < timedelta(days=30):
            making.children.pop()
            continue
        need = chance.one(rates.NEEDS)
        ended, ceased = enter_care(making, child, started, need)
        if ended <= making.year and not (child.leaver and child.leaver.until > making.year):
            making.children.pop()
            continue
        closed, reason = closing(making, ended, ceased)
        worker = child.care[0].worker
        adult = birthday(child.born, 18)
        child.needs.append(Need(started, started, min(closed, adult), need, reason or "RC7", worker))


def _family(making: Making) -> None:
    """Siblings referred on one day, mostly with the same outcome."""
    chance = making.chance
    on, family, source = making.day(), making.family(), chance.one(rates.SOURCES)
    outcome = chance.one(rates.OUTCOMES)
    eldest = 17.2 * chance.random()
    for place in range(int(chance.one(rates.SIBLINGS))):
        unborn = place == 0 and chance.happens(0.035)
        age = (
            -chance.between(20, 150) / 365 if unborn else abs(eldest - 2.4 * place * (0.5 + chance.random()))
        )
        child = making.child(making.birth(on, age), family)
        shared = outcome if chance.happens(0.75) else chance.one(rates.OUTCOMES)
        if age < 1 and chance.happens(rates.INFANT_INTO_CARE):
            shared = "care"
        journey(making, child, on, source, shared)


def _unaccompanied(making: Making) -> None:
    chance = making.chance
    on = making.day()
    child = making.child(making.birth(on, 15.2 + 2.4 * chance.random()), making.family(), unaccompanied=True)
    _straight_into_care(making, child, on, "6", "N8")
    ended, ceased = enter_care(making, child, on, "N8")
    _close(making, child, ended, ceased)


def _short_breaks(making: Making) -> None:
    chance = making.chance
    on = making.day()
    child = making.child(making.birth(on, 4 + 10 * chance.random()), making.family(), disabled=1)
    _straight_into_care(making, child, on, "3F", "N2")
    ended = short_breaks(making, child, working_days_after(on, chance.between(10, 40)))
    _close(making, child, ended, "E8")


def _straight_into_care(making: Making, child: Child, on: date, source: str, need: str) -> None:
    """A referral whose way is clear from the first day."""
    worker = making.staff.one("Assessment Team", making.chance)
    add_contact(child, on, source)
    child.referrals.append(Referral(on, source, False, worker))
    authorised = working_days_after(on, making.chance.between(8, 44))
    child.assessments.append(Assessment(on, authorised, "y", True, worker))
    child.needs.append(Need(on, authorised, None, need, "", worker))


def _close(making: Making, child: Child, ended: date, ceased: str) -> None:
    need = child.needs[-1]
    closed, reason = closing(making, ended, ceased)
    need.ended, need.closure = min(closed, birthday(child.born, 18)), reason or "RC7"
    need.worker = child.care[-1].worker


def _early_help_first(making: Making) -> None:
    """Early help that ends well, or for some in a referral soon after."""
    chance = making.chance
    started = making.day()
    child = making.child(making.birth(started, 0.2 + 16 * chance.random()), making.family())
    helped = early_help(making, child, started)
    add_contact(child, started, chance.one(rates.SOURCES))
    if helped.completed and chance.happens(0.09):
        on = working_days_after(helped.completed, chance.between(0, 9))
        journey(making, child, on, "5D", chance.one(rates.OUTCOMES))


def _contact_only(making: Making) -> None:
    """A child of whom the authority hears, once or again, without a referral."""
    chance = making.chance
    on = making.day()
    child = making.child(making.birth(on, 17.5 * chance.random()), making.family())
    for _ in range(1 + chance.many(0.55)):
        if on >= birthday(child.born, 18):
            return
        add_contact(child, on, chance.one(rates.SOURCES))
        on = weekday(on + timedelta(days=chance.wait(120, 1)))


NEW_EACH_YEAR: tuple[tuple[Callable[[Making], None], float], ...] = (
    (_family, rates.FAMILIES),
    (_unaccompanied, rates.UNACCOMPANIED),
    (_short_breaks, rates.SHORT_BREAKS),
    (_early_help_first, rates.EARLY_HELP),
    (_contact_only, rates.CONTACT_ONLY),
)
